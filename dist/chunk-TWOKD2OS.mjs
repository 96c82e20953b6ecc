import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/platforms/neutral.ts
import { stripVTControlCharacters } from "node:util";
var longestLine = 4e3, longestInMarkdown = 500, breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu, invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, loneSurrogate = new RegExp("\\p{Cs}", "gu");
function oneLine(text) {
  return stripVTControlCharacters(text.replace(breaks, " ")).replace(invisible, "").replace(loneSurrogate, "�");
}
var commandAtStart = /^([^!-~]*:)([^ -~]*:)/u, commandAnywhere = /(#[^ -~]*#)([^ -~]*(?:\[|v[^ -~]*s[^ -~]*o))/giu;
function neutral(text, limit = longestLine) {
  return shorten(text, limit, (line) => line.replace(commandAnywhere, "$1_$2").replace(commandAtStart, "$1_$2"));
}
function neutralJson(value) {
  return JSON.stringify(value, void 0, 2).replace(/#(?=[^ -~]*#)/gu, "\\u0023").replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, (mark) => mark === `
` ? mark : escaped(mark));
}
function escaped(mark) {
  return mark.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
function escapeMarkdown(text, limit = longestInMarkdown) {
  return escapeMarks(shorten(text, limit));
}
var entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@⁠" };
function escapeMarks(text) {
  return text.replace(/[\\`*_[\]#!|~:${}^]/g, "\\$&").replace(/[&<>@]/g, (mark) => entities[mark] ?? mark).replace(/www\./gi, (mark) => `${mark.slice(0, 3)}\\.`);
}
function shorten(text, limit, change = (line) => line) {
  let looked = text.slice(0, 4 * limit), line = change(oneLine(looked)), unseen = text.length - looked.length;
  if (line.length + unseen <= limit) return line;
  let kept = line.slice(0, Math.max(0, limit - 40)).replace(/[\ud800-\udbff]$/, "");
  return `${kept}… (${line.length - kept.length + unseen} more characters)`;
}

export {
  oneLine,
  neutral,
  neutralJson,
  escapeMarkdown,
  escapeMarks
};
