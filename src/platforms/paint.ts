// Colour for a line of the log, where escape sequences are rendered: GitHub's log view and a terminal. The colour is put around text that
// was neutralised before, so the only escape sequences that leave are these. Colour repeats what the words say and carries nothing alone.
// See NO_COLOR (no-color.org), which the terminal respects.
import type { Tone } from './platform.ts';

const codes: Readonly<Record<Tone, string>> = {
  plain: '',
  quiet: '2',
  status: '2',
  good: '32',
  warning: '33',
  bad: '31',
  heading: '1',
  debug: '2',
};

export function paint(line: string, tone: Tone): string {
  const code = codes[tone];
  return code === '' || line === '' ? line : `\u001b[${code}m${line}\u001b[0m`;
}
