// The escapes of CLIXML strings: `_xHHHH_` for what XML cannot say (control characters, lone surrogates) and for a literal
// `_x` that would otherwise be read as an escape. Surrogate pairs are escaped one by one, as PowerShell does
// (facts: winrm 2.4); `decodeText(encodeText(s))` is `s` for every string.

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsayable = /[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=[xX])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const anyUnsayable = /[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_[xX]/;
const escaped = /_x([0-9A-Fa-f]{4})_/g;

export function encodeText(text: string): string {
  if (!anyUnsayable.test(text)) return text;
  return text.replace(unsayable, found => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

export function decodeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(escaped, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const noncharacterReference = /&#x([fF]{3}[eEfF]);/g;
// A class of its own, cheaper than the search above: next to no message has any.
const anyNoncharacter = /&#x[fF]{3}[eEfF];|[\ufffe\uffff]/;

/** PowerShell writes U+FFFE and U+FFFF as references that XML 1.0 forbids; as escapes of CLIXML they can be read. */
export function tolerateNoncharacters(document: string): string {
  if (!anyNoncharacter.test(document)) return document;
  return document
    .replace(noncharacterReference, '_x$1_')
    .replace(/\ufffe/g, '_xFFFE_')
    .replace(/\uffff/g, '_xFFFF_');
}
