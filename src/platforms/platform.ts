// The contract between a run and whoever started it: GitHub Actions, Azure Pipelines or a person at a terminal. Ten members, no more.
// What comes in is text. What goes out is masked (no byte carries a secret, in any of its written forms) and neutralised (no text of a
// machine is read as a command), by the platform itself: callers hand over plain text and cannot forget it.
import type { Conclusion } from '../model/conclusion.ts';

export interface Platform {
  readonly traits: Traits;

  /** An input's text, trimmed; undefined when it is absent or empty. On a terminal always undefined: options are parsed from arguments. */
  input(name: string): string | undefined;

  /** From now on this value and its derived forms (lines, base64, URL, JSON, XML, Markdown) leave as `***`. */
  secret(value: string): void;

  /** The text as it may leave. For files that are written elsewhere; what goes through this contract is masked anyway. */
  mask(text: string): string;

  /** Each string becomes exactly one line of the log: a line break inside it cannot forge another one. */
  log(lines: string | readonly string[], tone?: Tone): void;

  /** Begins a foldable part of the log and ends the one before; undefined only ends it. Parts do not nest. */
  group(title: string | undefined): void;

  /** A message that stands out on the run's page. Pipelines show ten of each kind: later ones go to the log alone. */
  annotate(kind: 'warning' | 'error', message: string, title?: string): void;

  /** One line, clean like a line of the log: later steps print outputs. */
  output(name: string, value: string): void;

  /** Markdown for the run's page, whose untrusted parts went through `escapeMarkdown`. Never fails the run; cut between blocks at 1,000,000 bytes. */
  summary(markdown: string): void;

  /** Says how the run ended, in the way of the platform, where its pages show such things also of the rings. The last call. */
  finish(ending: Ending): void | Promise<void>;
}

/** What differs between platforms, as data. */
export interface Traits {
  readonly name: 'github' | 'azure' | 'terminal';
  /** A pipeline forgets its workspace after the job. */
  readonly isPipeline: boolean;
  /** The user asked for details: debug lines are shown, and a bug shows its stack. */
  readonly isDebug: boolean;
  /** A line of the tone `status` takes the place of the one before: it may come every second. Elsewhere each is a line of the log. */
  readonly redraws: boolean;
  /** Which Markdown the run's page understands; undefined where there is no page. */
  readonly summary: 'mermaid' | 'tables' | undefined;
  /** Relative paths of the user start here. */
  readonly directory: string;
  /** Where files may be written that live as long as the job; undefined on a terminal. */
  readonly temporary: string | undefined;
  /** Where a person can look at this run. */
  readonly runUrl: string | undefined;
}

/** How a line of the log is meant. `debug` is shown only when the user asked for details; `status` says where things stand just now. */
export type Tone = 'plain' | 'quiet' | 'status' | 'good' | 'warning' | 'bad' | 'heading' | 'debug';

export interface Ending {
  readonly conclusion: Conclusion;
  readonly colour: 'green' | 'yellow' | 'red';
  /** Of the command line; an Azure task always exits 0. */
  readonly exitCode: number;
  /** The verdict in one line (design section 8). */
  readonly line: string;
  /** Of a run that worked on a rollout. */
  readonly rollout?: RolloutMark | undefined;
  /** Asks the run to stop: then pages that are late stay as they are. */
  readonly signal?: AbortSignal | undefined;
  /** The one JSON document of `--json`; pipelines leave it to the report's files. */
  readonly result: unknown;
}

/** What a page shows of a rollout beside the words. */
export interface RolloutMark {
  readonly id: string;
  /** Whole percent of its machines that are through. */
  readonly percent: number;
  /** In the order of the plan. */
  readonly rings: readonly RingMark[];
  /** A file with test results, absolute; undefined: none was written. */
  readonly testResults?: string | undefined;
}

export interface RingMark {
  /** Letters, digits and hyphens. */
  readonly name: string;
  readonly state: 'waiting' | 'open' | 'soaking' | 'judging' | 'held' | 'passed' | 'halted' | 'undone';
}
