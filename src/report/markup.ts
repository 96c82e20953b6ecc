// Untrusted text inside XML and HTML: what a machine or a person wrote never becomes a tag, an attribute or an entity, and no character
// that XML forbids, that hides itself or that turns the direction of reading is left in it. One function for both, so that neither
// format can be the careless one.

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Control, format (bidi among them), lone surrogates, invisible, and what is no character at all. */
const unwanted = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Longest piece of untrusted text in a report. */
const longest = 2_000;

/** One visible line of at most 2,000 characters. */
export function plain(text: string): string {
  const line = text
    .slice(0, 4 * longest)
    .replace(breaks, ' ')
    .replace(unwanted, '');
  if (line.length <= longest && text.length <= 4 * longest) return line;
  return `${line.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}… (${text.length} characters in all)`;
}

/** For text and for quoted attributes. */
export function escapeMarkup(text: string): string {
  return plain(text).replace(/[&<>"']/g, mark => entities[mark] ?? mark);
}
