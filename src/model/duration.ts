// Durations: `'15m'` in files and messages, milliseconds inside.
// Calendar units stop at days: a week or a month is not a fixed
// time.
import * as z from 'zod';

const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof unit;
const part = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/y;

/** Parses `90m`, `1h30m`, `24h`; returns milliseconds, or undefined when the text is not a duration. */
export function parseDuration(text: string): number | undefined {
  part.lastIndex = 0;
  let total = 0;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null) return undefined;
    total += Number(match[1]) * unit[match[2] as Unit];
  }
  const length = Math.round(total);
  return text === '' || !Number.isSafeInteger(length) ? undefined : length;
}

/** Formats milliseconds with at most two units: `1h30m`, `45s`, `250ms`. Parsing the result gives the same length, rounded to the smaller unit. */
export function formatDuration(length: number): string {
  const rest = Math.max(0, Math.round(length));
  if (rest < unit.s) return `${rest}ms`;
  for (const [big, small] of [
    ['d', 'h'],
    ['h', 'm'],
    ['m', 's'],
  ] as const) {
    const rounded = Math.round(rest / unit[small]) * unit[small];
    if (rounded < unit[big]) continue;
    const whole = Math.floor(rounded / unit[big]);
    const over = (rounded - whole * unit[big]) / unit[small];
    return over === 0 ? `${whole}${big}` : `${whole}${big}${over}${small}`;
  }
  return `${Math.round(rest / unit.s)}s`;
}

/** `'15m'` in, milliseconds out. */
export const durationSchema = z.string('write a duration: 90s, 15m, 1h30m or 3d').transform((text, context) => {
  const length = parseDuration(text);
  if (length === undefined) {
    context.addIssue({ code: 'custom', message: `"${text}" is not a duration: write 90s, 15m, 1h30m or 3d` });
    return z.NEVER;
  }
  return length;
});
