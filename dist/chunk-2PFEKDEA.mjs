import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  NEVER,
  literal,
  string,
  union
} from "./chunk-6P7AVSSV.mjs";

// src/model/duration.ts
var unit = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 }, part = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/y;
function parseDuration(text) {
  part.lastIndex = 0;
  let total = 0;
  for (; part.lastIndex < text.length; ) {
    let match = part.exec(text);
    if (match === null) return;
    total += Number(match[1]) * unit[match[2]];
  }
  let length = Math.round(total);
  return text === "" || !Number.isSafeInteger(length) ? void 0 : length;
}
function formatDuration(length) {
  let rest = Math.max(0, Math.round(length));
  if (rest < unit.s) return `${rest}ms`;
  for (let [big, small] of [
    ["d", "h"],
    ["h", "m"],
    ["m", "s"]
  ]) {
    let rounded = Math.round(rest / unit[small]) * unit[small];
    if (rounded < unit[big]) continue;
    let whole = Math.floor(rounded / unit[big]), over = (rounded - whole * unit[big]) / unit[small];
    return over === 0 ? `${whole}${big}` : `${whole}${big}${over}${small}`;
  }
  return `${Math.round(rest / unit.s)}s`;
}
var durationSchema = string("write a duration: 90s, 15m, 1h30m or 3d").transform((text, context) => {
  let length = parseDuration(text);
  return length === void 0 ? (context.addIssue({ code: "custom", message: `"${text}" is not a duration: write 90s, 15m, 1h30m or 3d` }), NEVER) : length;
});

// src/knowledge/licence.ts
function whyUnlicensed({ arcSubscription, licenceTrouble }) {
  return arcSubscription !== null && arcSubscription !== 1 ? notActive(arcSubscription) : licenceTrouble.length > 0 ? `licence trouble: ${licenceTrouble.join("; ")}` : void 0;
}
function notActive(arcSubscription) {
  return `the Azure Arc licence for Hotpatch is not active (${arcSubscription})`;
}
function licenceRemedy({ licenceMitigation, licenceTrouble }) {
  let look = "no update is wrong, and taking one back cures nothing: look at the machine’s licence in Azure Arc";
  return licenceMitigation !== 1 ? `${look}; for the known bug stop the service himds, delete DeviceLicensingServiceCommandMutex, set the override 4264695439 to 1 and restart` : licenceTrouble.includes("licenceCommandStuck") ? `${look}; the override 4264695439 is set already, so for the known bug stop the service himds, delete DeviceLicensingServiceCommandMutex and restart` : `${look}, disable it there and enable it again; the known bug is not the cause, for its override 4264695439 is set and no command is stuck`;
}
function licenceAgainst(due) {
  return due === null ? "" : `; until it is mended, meeting the deadline of ${due} takes cumulative updates with a restart`;
}
function mitigationText({ licenceMitigation }) {
  return licenceMitigation === null ? "absent or not read" : licenceMitigation === 1 ? "set" : String(licenceMitigation);
}

// src/calendar/zone.ts
var day = 864e5;
function isTimeZone(zone) {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }), !0;
  } catch {
    return !1;
  }
}
var timeZoneSchema = string().refine(isTimeZone, {
  error: (issue) => `"${String(issue.input)}" is not an IANA time zone; write for example Europe/Berlin or UTC`
}), zoneSchema = union([literal("machine"), timeZoneSchema]), formats = /* @__PURE__ */ new Map();
function formatOf(timeZone) {
  let format = formats.get(timeZone);
  return format === void 0 && (format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric"
  }), formats.set(timeZone, format)), format;
}
function wallClock(at, timeZone) {
  let parts = {};
  for (let { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value);
  let { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, date, hour, minute, second);
}
function dayOf(at, timeZone) {
  return Math.floor(wallClock(at, timeZone) / day);
}
function dayOfText(date) {
  return Date.parse(`${date}T00:00:00Z`) / day;
}
function endOfDay(date) {
  return Date.parse(`${date}T00:00:00Z`) + day;
}
function instantOf(localDay, minutes, timeZone) {
  let wall = localDay * day + minutes * 6e4, candidates = [wall - day, wall + day].map((at) => wallClock(at, timeZone) - Math.floor(at / 1e3) * 1e3).map((offset) => wall - offset).sort((a, b) => a - b), exact = candidates.find((at) => wallClock(at, timeZone) === wall);
  if (exact !== void 0) return exact;
  let before = Math.min(...candidates) - 1, after = Math.max(...candidates);
  for (; after - before > 1; ) {
    let middle = Math.floor((before + after) / 2);
    wallClock(middle, timeZone) >= wall ? after = middle : before = middle;
  }
  return after;
}

export {
  parseDuration,
  formatDuration,
  durationSchema,
  whyUnlicensed,
  notActive,
  licenceRemedy,
  licenceAgainst,
  mitigationText,
  day,
  isTimeZone,
  zoneSchema,
  dayOf,
  dayOfText,
  endOfDay,
  instantOf
};
