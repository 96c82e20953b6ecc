// One line of a journal: sequence, instant, digest of the line before, the event, and the line's own digest over all of that. A line
// that was changed, lost, doubled or moved is found with its number, and so is a changed last line. The chain finds accidents; who may
// write is a matter of rights (design section 7). Events are opaque here: their schema is handed in.
import { hash } from 'node:crypto';
import type * as z from 'zod';
import { FailureError, failureOf } from '../model/failure.ts';

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
 * Reads whole lines; throws FailureError with the number of the first line that is not the one that was written. Digests are taken of the
 * bytes as they were read: a line is made text once, when they are known to be the right ones.
 */
export function parseRecords<Event>(bytes: Buffer, schema: z.ZodType<Event>, file: string): Records<Event> {
  if (bytes.length > 0 && bytes.at(-1) !== newline) throw new RangeError('only whole lines are parsed');
  const events: Event[] = [];
  let end = chainStart;
  for (let from = 0; from < bytes.length; ) {
    const until = bytes.indexOf(newline, from);
    const number = end.sequence + 1;
    const mid = Math.max(from, until - tailLength);
    const digest = hash('sha256', bytes.subarray(from, mid));
    if (bytes.toString('latin1', mid, until) !== `${mark}${digest}"}`)
      throw changed(file, number, 'its digest is not its own');
    const event = eventIn(bytes.toString('utf8', from, until), number, end.digest);
    if (event === undefined) throw changed(file, number, 'it does not follow the line before');
    const parsed = schema.safeParse(event);
    if (!parsed.success) throw unknown(file, number, nameOf(event));
    events.push(parsed.data);
    end = { sequence: number, digest };
    from = until + 1;
  }
  return { events, end };
}

/** Undefined: it is not this number's, or not after that digest. What it holds is still anything. */
function eventIn(line: string, number: number, before: string): unknown {
  const { sequence, at, previous, event } = objectIn(line);
  if (sequence !== number || previous !== before) return undefined;
  const isRecord = typeof event === 'object' && event !== null;
  // Made by the parser a moment ago, and nobody else's: it need not be copied.
  return isRecord ? Object.assign(event, { at: Date.parse(at) }) : { at: Number.NaN };
}

/** A right digest says that nobody has changed the line since, not that we wrote it. */
function objectIn(line: string) {
  try {
    return JSON.parse(line);
  } catch {
    return {};
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
