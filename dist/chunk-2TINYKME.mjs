import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/report/markup.ts
var entities = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
}, breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu, unwanted = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu, longest = 2e3;
function plain(text) {
  let line = text.slice(0, 4 * longest).replace(breaks, " ").replace(unwanted, "");
  return line.length <= longest && text.length <= 4 * longest ? line : `${line.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}… (${text.length} characters in all)`;
}
function escapeMarkup(text) {
  return plain(text).replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

export {
  plain,
  escapeMarkup
};
