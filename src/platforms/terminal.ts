// A person at a terminal, or a script that calls the command line. Lines go to standard output; warnings and errors to standard error.
// With `--json` standard output is exactly one JSON document and everything else goes to standard error.
// Where a person looks on, what stands just now is the last line, redrawn in place: it scrolls nothing away.
// There is no runner behind it: what is masked here is masked only here. Colour where a terminal shows it and NO_COLOR is not set.
import { createMasker, shortestSecret, tooShort } from './masker.ts';
import { neutralJson } from './neutral.ts';
import { paint } from './paint.ts';
import type { Platform, Tone } from './platform.ts';

export interface TerminalOptions {
  readonly json: boolean;
  readonly debug: boolean;
}

/** Back to the beginning of the line, and the line away. */
const wipe = '\r\u001b[K';
const usualWidth = 80;

/** What of a process the terminal needs. */
export interface Streams {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: () => string;
  exitCode?: number | string | null | undefined;
}
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export function createTerminal({ json, debug }: TerminalOptions, streams: Streams = process): Platform {
  const masker = createMasker();
  const isColourful = (stream: Stream): boolean => stream.isTTY === true && (streams.env.NO_COLOR ?? '') === '';
  const lines = json ? streams.stderr : streams.stdout;
  const redraws = isColourful(lines);
  /** What stands in the last line, without its end. */
  let status = '';

  function print(stream: Stream, text: string, tone: Tone): void {
    if (status !== '') lines.write(wipe);
    stream.write(`${isColourful(stream) ? paint(text, tone) : text}\n`);
    draw();
  }

  function draw(): void {
    if (status !== '') lines.write(paint(status, 'status'));
  }

  /** One line of the window: a longer one would wrap, and could not be wiped. */
  function show(text: string): void {
    if (status !== '') lines.write(wipe);
    status = text.slice(0, Math.max(0, (lines.columns ?? usualWidth) - 2)).replace(/[\ud800-\udbff]$/, '');
    draw();
  }

  function annotate(kind: 'warning' | 'error', message: string, title?: string): void {
    const text = `${kind}: ${title === undefined ? '' : `${title}: `}${message}`;
    print(streams.stderr, masker.clean(text), kind === 'error' ? 'bad' : 'warning');
  }

  return {
    traits: {
      name: 'terminal',
      isPipeline: false,
      redraws,
      isDebug: debug,
      summary: undefined,
      directory: streams.cwd(),
      temporary: undefined,
      runUrl: undefined,
    },
    input: () => undefined,
    secret(value) {
      if (value.trim().length < shortestSecret) annotate('warning', tooShort);
      masker.add(value);
    },
    mask: masker.mask,
    log(text, tone = 'plain') {
      if (tone === 'debug' && !debug) return;
      for (const line of [text].flat()) {
        if (tone === 'status' && redraws) show(masker.clean(line));
        else print(lines, masker.clean(line), tone);
      }
    },
    group(title) {
      if (title !== undefined) print(lines, masker.clean(title), 'heading');
    },
    annotate,
    output: () => {},
    summary: () => {},
    finish({ exitCode, result }) {
      show('');
      if (json) streams.stdout.write(`${neutralJson(masker.maskDeep(result))}\n`);
      streams.exitCode = exitCode;
    },
  };
}
