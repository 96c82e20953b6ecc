// One line of a journal: sequence, instant, digest of the line before, the event, and the line's own digest over all of that. A line
// that was changed, lost, doubled or moved is found with its number, and so is a changed last line. The chain finds accidents; who may
// write is a matter of rights (design section 7). Events are opaque here: their schema is handed in.
import { isAscii } from 'node:buffer';
import { hash } from 'node:crypto';
import type * as z from 'zod';
import { FailureError, failureOf } from '../model/failure.ts';
import { type Plain, plainOf } from './plain.ts';

/** What every event bears: its instant, epoch ms in memory, ISO 8601 in the file. */
export interface Dated {
  readonly at: number;
}

/** Where the chain stands: how many records there are, and the digest of the last. */
export interface ChainEnd {
  readonly sequence: number;
  readonly digest: string;
}

export const chainStart: ChainEnd = { sequence: 0, digest: '0'.repeat(64) };

const mark = ',"digest":"';
const digestLength = 64;
/** From the mark to the end of a line. */
const tailLength = mark.length + digestLength + '"}'.length;
const newline = 0x0a;

/** The line of an event, without its newline, and where the chain stands after it. */
export function formatRecord(event: Dated, end: ChainEnd): { readonly line: string; readonly end: ChainEnd } {
  const { at, ...rest } = event;
  const sequence = end.sequence + 1;
  const body = JSON.stringify({ sequence, at: new Date(at).toISOString(), previous: end.digest, event: rest });
  const text = body.slice(0, -1);
  const digest = hash('sha256', text);
  return { line: `${text}${mark}${digest}"}`, end: { sequence, digest } };
}

/** A whole journal, from its first line on. */
export function formatRecords(events: readonly Dated[]): string {
  let end = chainStart;
  const lines = events.map(event => {
    const record = formatRecord(event, end);
    end = record.end;
    return `${record.line}\n`;
  });
  return lines.join('');
}

/** Where the chain of these whole lines says that it ends; nothing is verified. */
export function chainEndOf(text: string): ChainEnd {
  const lines = text.split('\n');
  const last = lines.at(-2);
  if (last === undefined) return chainStart;
  return { sequence: lines.length - 1, digest: last.slice(-digestLength - 2, -2) };
}

export interface Records<Event> {
  readonly events: readonly Event[];
  readonly end: ChainEnd;
}

/**
 * Takes whole lines, in as many pieces as they come; throws FailureError with the number of the first line that is not the one that was
 * written. Digests are of the bytes as they were read, and of a line only its event is parsed: the rest can be but one text. The schema
 * is asked about an event that is not plainly one of its own.
 */
export class RecordReader<Event> {
  readonly #schema: z.ZodType<Event>;
  readonly #isPlain: Plain<Event>;
  readonly #file: string;
  readonly #events: Event[] = [];
  #end: ChainEnd;

  /** @param end where the lines before end; a journal's first line when left out */
  constructor(schema: z.ZodType<Event>, file: string, end = chainStart) {
    this.#end = end;
    this.#schema = schema;
    this.#isPlain = plainOf(schema);
    this.#file = file;
  }

  get records(): Records<Event> {
    return { events: this.#events, end: this.#end };
  }

  take(bytes: Buffer): void {
    if (bytes.length > 0 && bytes.at(-1) !== newline) throw new RangeError('only whole lines are parsed');
    // Most pieces have one byte a character, and are made a text in one go.
    const encoding = isAscii(bytes) ? 'latin1' : 'utf8';
    for (let from = 0; from < bytes.length; ) {
      const until = bytes.indexOf(newline, from);
      this.#takeLine(bytes.subarray(from, until), encoding);
      from = until + 1;
    }
  }

  #takeLine(line: Buffer, encoding: BufferEncoding): void {
    const sequence = this.#end.sequence + 1;
    const body = line.subarray(0, Math.max(0, line.length - tailLength));
    const digest = hash('sha256', body);
    if (line.toString('latin1', body.length) !== `${mark}${digest}"}`)
      throw changed(this.#file, sequence, 'its digest is not its own');
    const event = eventIn(body.toString(encoding), this.#end);
    if (event === undefined) throw changed(this.#file, sequence, 'it does not follow the line before');
    this.#events.push(this.#isPlain(event) ? event : this.#parse(event, sequence));
    this.#end = { sequence, digest };
  }

  #parse(event: unknown, sequence: number): Event {
    const parsed = this.#schema.safeParse(event);
    if (!parsed.success) throw unknown(this.#file, sequence, nameOf(event));
    return parsed.data;
  }
}

/** A whole journal, from its first line on. */
export function parseRecords<Event>(bytes: Buffer, schema: z.ZodType<Event>, file: string): Records<Event> {
  const reader = new RecordReader(schema, file);
  reader.take(bytes);
  return reader.records;
}

/** Undefined: it is not the record after this one. What it holds is still anything. */
function eventIn(body: string, { sequence, digest }: ChainEnd): unknown {
  const head = `{"sequence":${sequence + 1},"at":"`;
  const atEnd = body.indexOf('"', head.length);
  const link = `","previous":"${digest}","event":`;
  if (!(body.startsWith(head) && body.startsWith(link, atEnd))) return undefined;
  const event = objectIn(body.slice(atEnd + link.length));
  // Made by the parser a moment ago, and nobody else's: it need not be copied.
  return event === undefined ? undefined : Object.assign(event, { at: Date.parse(body.slice(head.length, atEnd)) });
}

/** A right digest says that nobody has changed the line since, not that we wrote it. */
function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function changed(file: string, line: number, why: string): FailureError {
  const message = `Line ${line} is not the one that was written: ${why}.`;
  const next = 'restore the ledger from a backup, and find out who changed it; nothing was done';
  return new FailureError([failureOf('JOURNAL_LINE_CHANGED', message, { place: { file, line }, next })]);
}

function nameOf(event: unknown): string {
  const { kind, format } = Object(event) as { readonly kind?: unknown; readonly format?: unknown };
  return typeof format === 'number' ? `${kind}, format ${format}` : String(kind);
}

function unknown(file: string, line: number, kind: string): FailureError {
  const message = `Line ${line} holds a record (${kind}) that this version does not read.`;
  const next = 'use the version that wrote it, or a later one';
  return new FailureError([failureOf('JOURNAL_VERSION_UNKNOWN', message, { place: { file, line }, next })]);
}
