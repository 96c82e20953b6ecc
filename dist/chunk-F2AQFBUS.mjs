import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/report/markup.ts
var entities = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
};
var breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
var unwanted = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
var longest = 2e3;
function plain(text) {
  const line = text.slice(0, 4 * longest).replace(breaks, " ").replace(unwanted, "");
  if (line.length <= longest && text.length <= 4 * longest) return line;
  return `${line.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}… (${text.length} characters in all)`;
}
function escapeMarkup(text) {
  return plain(text).replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

export {
  plain,
  escapeMarkup
};
