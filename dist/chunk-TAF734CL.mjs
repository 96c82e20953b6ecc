import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  gradeHotpatch
} from "./chunk-ZYVX2BHV.mjs";
import {
  buildText
} from "./chunk-NLS6OPJM.mjs";
import {
  formatDuration
} from "./chunk-2PFEKDEA.mjs";

// src/report/machine-words.ts
var hotpatchWords = {
  notApplicable: "no hotpatch",
  notEnrolled: "not enrolled",
  enrolledBlocked: "enrolled, blocked",
  enrolledReady: "on the train",
  offTrain: "OFF the train",
  unknown: "unknown"
};
function hotpatchWord({ verdict, blockedBy }) {
  return blockedBy === "licence" ? `${verdict === "notEnrolled" ? "not " : ""}enrolled, licence lapsed` : hotpatchWords[verdict];
}
function hotpatchOf(snapshot, rows) {
  let { facts, hotpatch } = snapshot?.readings ?? {};
  if (!(facts?.ok !== !0 || hotpatch?.ok !== !0))
    return gradeHotpatch(hotpatch.value, facts.value, rows, snapshot?.history);
}
function hotpatchText({ before, after }, rows) {
  let [from, to] = [hotpatchOf(before, rows), hotpatchOf(after, rows)], now = after === null ? from : to;
  if (now === void 0 || now.verdict === "notApplicable") return;
  let words = [from, now].map((grade) => grade === void 0 ? "" : hotpatchWord(grade)), [was = "", is = ""] = words;
  return `hotpatch ${was !== "" && to !== void 0 && was !== is ? `${was} -> ` : ""}${is}`;
}
function buildsText({ before, after }) {
  let builds = [before, after].flatMap((snapshot) => {
    let facts = snapshot?.readings.facts;
    return facts?.ok === !0 ? [buildText(facts.value)] : [];
  });
  return builds.length === 0 ? void 0 : [...new Set(builds)].join(" -> ");
}
function runText({ beganAt, endedAt }) {
  return beganAt === null || endedAt === null ? void 0 : `in ${formatDuration(endedAt - beganAt)}`;
}

export {
  hotpatchWord,
  hotpatchText,
  buildsText,
  runText
};
