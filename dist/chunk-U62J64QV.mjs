import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  gradeHotpatch
} from "./chunk-HMCZYYEH.mjs";
import {
  buildText
} from "./chunk-VRHQCL4A.mjs";
import {
  formatDuration
} from "./chunk-J6PHOW76.mjs";

// src/report/machine-words.ts
var hotpatchWords = {
  notApplicable: "no hotpatch",
  notEnrolled: "not enrolled",
  enrolledBlocked: "enrolled, blocked",
  enrolledReady: "on the train",
  offTrain: "OFF the train",
  unknown: "unknown"
};
function hotpatchOf(snapshot, rows) {
  const { facts, hotpatch } = snapshot?.readings ?? {};
  if (facts?.ok !== true || hotpatch?.ok !== true) return void 0;
  return gradeHotpatch(hotpatch.value, facts.value, rows).verdict;
}
function hotpatchText({ before, after }, rows) {
  const [from, to] = [hotpatchOf(before, rows), hotpatchOf(after, rows)];
  const now = after === null ? from : to;
  if (now === void 0 || now === "notApplicable") return void 0;
  const changed = from !== void 0 && to !== void 0 && from !== to;
  return `hotpatch ${changed ? `${hotpatchWords[from]} -> ` : ""}${hotpatchWords[now]}`;
}
function buildsText({ before, after }) {
  const builds = [before, after].flatMap((snapshot) => {
    const facts = snapshot?.readings.facts;
    return facts?.ok === true ? [buildText(facts.value)] : [];
  });
  return builds.length === 0 ? void 0 : [...new Set(builds)].join(" -> ");
}
function runText({ beganAt, endedAt }) {
  return beganAt === null || endedAt === null ? void 0 : `in ${formatDuration(endedAt - beganAt)}`;
}

export {
  hotpatchWords,
  hotpatchText,
  buildsText,
  runText
};
