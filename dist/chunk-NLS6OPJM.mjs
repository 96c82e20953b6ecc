import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";

// src/report/words.ts
function instantText(at, timeZone = "UTC") {
  return `${new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short"
  }).format(at)} ${timeZone}`;
}
function timeText(at) {
  return new Date(at).toISOString().slice(11, 19);
}
function lengthText(length) {
  let seconds = Math.round(length / 1e3);
  return seconds === 0 ? "–" : formatDuration(seconds * 1e3);
}
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
function buildText(facts) {
  return `${facts.build}.${facts.ubr}`;
}
function listText(texts, limit = 6) {
  return texts.length <= limit ? texts.join(", ") : `${texts.slice(0, limit).join(", ")} and ${texts.length - limit} more`;
}
function updatesText(updates) {
  return listText(updates.map(({ kbs, title }) => kbs.length === 0 ? title : kbs.join("+")));
}

export {
  instantText,
  timeText,
  lengthText,
  count,
  buildText,
  listText,
  updatesText
};
