import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  escapeMarks,
  neutral,
  oneLine
} from "./chunk-TWOKD2OS.mjs";

// src/platforms/masker.ts
import { Buffer } from "node:buffer";
var shortestSecret = 4, tooShort = `A secret of fewer than ${shortestSecret} characters cannot be masked: it would hide half the log. Use a longer one.`;
function createMasker() {
  let formsByBeginning = /* @__PURE__ */ new Map();
  function add(form) {
    let beginning = form.slice(0, shortestSecret), known = formsByBeginning.get(beginning) ?? [];
    return known.includes(form) ? !1 : (formsByBeginning.set(beginning, [...known, form]), !0);
  }
  function mask(text) {
    if (formsByBeginning.size === 0) return text;
    let masked = "", done = 0;
    for (let at = 0; at + shortestSecret <= text.length; at += 1)
      for (let form of formsByBeginning.get(text.slice(at, at + shortestSecret)) ?? [])
        text.startsWith(form, at) && ((at > done || masked === "") && (masked += `${text.slice(done, at)}***`), done = Math.max(done, at + form.length));
    return masked + text.slice(done);
  }
  function maskDeep(value) {
    return typeof value == "string" ? mask(value) : Array.isArray(value) ? value.map(maskDeep) : typeof value != "object" || value === null ? value : Object.fromEntries(Object.entries(value).map(([key, inner]) => [mask(key), maskDeep(inner)]));
  }
  return {
    add: (value) => formsOf(value).filter(add),
    mask,
    maskDeep,
    // Masked again at the end: dropping invisible characters can put a secret together.
    clean: (text, limit) => mask(neutral(mask(text), limit))
  };
}
function formsOf(value) {
  let forms = [value, value.trim(), ...value.split(/[\r\n]+/).map((line) => line.trim())].filter((piece) => piece.trim().length >= shortestSecret).flatMap((piece) => [piece, ...escapedForms(piece), ...base64Forms(piece, "utf8"), ...base64Forms(piece, "utf16le")]);
  return [...new Set(forms)].filter((form) => form.length >= shortestSecret).sort((one, other) => other.length - one.length);
}
function escapedForms(piece) {
  let url = encodeURIComponent(Buffer.from(piece, "utf8").toString("utf8")), strict = url.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`), form = new URLSearchParams([["", piece]]).toString().slice(1), json = JSON.stringify(piece).slice(1, -1), xml = piece.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return [
    ...[url, strict, form].flatMap((text) => [text, text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]),
    json,
    JSON.stringify(json).slice(1, -1),
    // Windows PowerShell's ConvertTo-Json
    json.replace(/[<>&']/g, (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`),
    xml,
    xml.replace(/"/g, "&quot;").replace(/'/g, "&apos;"),
    oneLine(piece),
    neutral(piece, Number.MAX_SAFE_INTEGER),
    escapeMarks(oneLine(piece))
  ];
}
function base64Forms(piece, encoding) {
  let bytes = Buffer.from(piece, encoding), inner = [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").slice(Math.ceil(before * 8 / 6), Math.floor((before + bytes.length) * 8 / 6)));
  return [bytes.toString("base64"), ...inner].flatMap((text) => [
    text,
    text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
  ]);
}

// src/platforms/paint.ts
var codes = {
  plain: "",
  quiet: "2",
  status: "2",
  good: "32",
  warning: "33",
  bad: "31",
  heading: "1",
  debug: "2"
};
function paint(line, tone) {
  let code = codes[tone];
  return code === "" || line === "" ? line : `\x1B[${code}m${line}\x1B[0m`;
}

export {
  shortestSecret,
  tooShort,
  createMasker,
  paint
};
