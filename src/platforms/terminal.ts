// A person at a terminal, or a script that calls the command line. Lines go to standard output; warnings and errors to standard error.
// With `--json` standard output is exactly one JSON document and everything else goes to standard error.
// There is no runner behind it: what is masked here is masked only here. Colour where a terminal shows it and NO_COLOR is not set.
import { createMasker, shortestSecret, tooShort } from './masker.ts';
import { neutralJson } from './neutral.ts';
import { paint } from './paint.ts';
import type { Platform, Tone } from './platform.ts';

export interface TerminalOptions {
  readonly json: boolean;
  readonly debug: boolean;
}

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
  write(text: string): unknown;
}

export function createTerminal({ json, debug }: TerminalOptions, streams: Streams = process): Platform {
  const masker = createMasker();
  const isColourful = (stream: Stream): boolean => stream.isTTY === true && (streams.env.NO_COLOR ?? '') === '';
  const lines = json ? streams.stderr : streams.stdout;

  function print(stream: Stream, text: string, tone: Tone): void {
    stream.write(`${isColourful(stream) ? paint(text, tone) : text}\n`);
  }

  function annotate(kind: 'warning' | 'error', message: string, title?: string): void {
    const text = `${kind}: ${title === undefined ? '' : `${title}: `}${message}`;
    print(streams.stderr, masker.clean(text), kind === 'error' ? 'bad' : 'warning');
  }

  return {
    traits: {
      name: 'terminal',
      isPipeline: false,
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
      for (const line of [text].flat()) print(lines, masker.clean(line), tone);
    },
    group(title) {
      if (title !== undefined) print(lines, masker.clean(title), 'heading');
    },
    annotate,
    output: () => {},
    summary: () => {},
    finish({ exitCode, result }) {
      if (json) streams.stdout.write(`${neutralJson(masker.maskDeep(result))}\n`);
      streams.exitCode = exitCode;
    },
  };
}
