import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  escapeMarks,
  neutral,
  oneLine
} from "./chunk-J3RMWZXU.mjs";

// src/platforms/masker.ts
import { Buffer } from "node:buffer";
var shortestSecret = 4;
var tooShort = `A secret of fewer than ${shortestSecret} characters cannot be masked: it would hide half the log. Use a longer one.`;
function createMasker() {
  const formsByBeginning = /* @__PURE__ */ new Map();
  function add(form) {
    const beginning = form.slice(0, shortestSecret);
    const known = formsByBeginning.get(beginning) ?? [];
    if (known.includes(form)) return false;
    formsByBeginning.set(beginning, [...known, form]);
    return true;
  }
  function mask(text) {
    if (formsByBeginning.size === 0) return text;
    let masked = "";
    let done = 0;
    for (let at = 0; at + shortestSecret <= text.length; at += 1) {
      for (const form of formsByBeginning.get(text.slice(at, at + shortestSecret)) ?? []) {
        if (!text.startsWith(form, at)) continue;
        if (at > done || masked === "") masked += `${text.slice(done, at)}***`;
        done = Math.max(done, at + form.length);
      }
    }
    return masked + text.slice(done);
  }
  function maskDeep(value) {
    if (typeof value === "string") return mask(value);
    if (Array.isArray(value)) return value.map(maskDeep);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [mask(key), maskDeep(inner)]));
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
  const pieces = [value, value.trim(), ...value.split(/[\r\n]+/).map((line) => line.trim())];
  const forms = pieces.filter((piece) => piece.trim().length >= shortestSecret).flatMap((piece) => [piece, ...escapedForms(piece), ...base64Forms(piece, "utf8"), ...base64Forms(piece, "utf16le")]);
  return [...new Set(forms)].filter((form) => form.length >= shortestSecret).sort((one, other) => other.length - one.length);
}
function escapedForms(piece) {
  const url = encodeURIComponent(Buffer.from(piece, "utf8").toString("utf8"));
  const strict = url.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([["", piece]]).toString().slice(1);
  const json = JSON.stringify(piece).slice(1, -1);
  const xml = piece.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
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
  const bytes = Buffer.from(piece, encoding);
  const inner = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return text.slice(Math.ceil(before * 8 / 6), Math.floor((before + bytes.length) * 8 / 6));
  });
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
  const code = codes[tone];
  return code === "" || line === "" ? line : `\x1B[${code}m${line}\x1B[0m`;
}

export {
  shortestSecret,
  tooShort,
  createMasker,
  paint
};
