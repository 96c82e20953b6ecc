// The line format of the journal: one JSON document a line, chained by digests. `{"seq":1,"digest":"…","event":{…}}` where the digest
// is SHA-256 over the digest of the line before, the sequence number and the bytes of the event: a line that was changed, left out,
// moved or doubled is found and named. The chain finds accidents; who may write is a matter of rights on the place (design section 7).
// A last line without its newline was cut off by a crash and counts as not written; what is whole before it stands.
import { createHash } from 'node:crypto';
import { FailureError, failureOf } from '../model/failure.ts';

/** How events become JSON and back. `decode` throws on what is not an event. */
export interface Codec<Event> {
  readonly encode: (event: Event) => unknown;
  readonly decode: (json: unknown) => Event;
}

/** Where a chain stands: `seq` lines, and the digest of the last one. */
export interface Link {
  readonly seq: number;
  readonly digest: string;
}

export const firstLink: Link = { seq: 0, digest: '0'.repeat(64) };

export interface Chapter<Event> extends Link {
  readonly events: readonly Event[];
  /** Bytes that are whole lines. */
  readonly length: number;
  /** Bytes of a torn last line after them; 0 when there is none. */
  readonly torn: number;
}

function digestAfter(link: Link, event: string): string {
  return createHash('sha256')
    .update(`${link.digest}\n${link.seq + 1}\n`)
    .update(event)
    .digest('hex');
}

/** The lines for a batch of events, each with its newline, and where the chain stands after them. */
export function encodeRecords<Event>(
  events: readonly Event[],
  after: Link,
  codec: Codec<Event>,
): Link & { text: string } {
  let link = after;
  let text = '';
  for (const event of events) {
    const json = JSON.stringify(codec.encode(event));
    const next = { seq: link.seq + 1, digest: digestAfter(link, json) };
    text += `{"seq":${next.seq},"digest":"${next.digest}","event":${json}}\n`;
    link = next;
  }
  return { ...link, text };
}

const newline = 0x0a;

/** Reads and verifies a whole journal. Throws JOURNAL_LINE_CHANGED with the number of the first line that does not fit. */
export function decodeRecords<Event>(bytes: Buffer, codec: Codec<Event>, file: string): Chapter<Event> {
  const events: Event[] = [];
  let link = firstLink;
  let from = 0;
  for (let to = bytes.indexOf(newline); to !== -1; from = to + 1, to = bytes.indexOf(newline, from)) {
    const line = bytes.toString('utf8', from, to);
    const json = eventIn(line, link);
    if (json === undefined) throw changed(file, link.seq + 1, 'is not the one that was written');
    const digest = digestAfter(link, json);
    if (!line.startsWith(digest, digestStart(link))) throw changed(file, link.seq + 1, 'does not match its digest');
    events.push(decodeEvent(json, codec, file, link.seq + 1));
    link = { seq: link.seq + 1, digest };
  }
  return { ...link, events, length: from, torn: bytes.length - from };
}

function digestStart(link: Link): number {
  return `{"seq":${link.seq + 1},"digest":"`.length;
}

/** The event's own text in a line that must come next; undefined when the line has another shape or number. */
function eventIn(line: string, link: Link): string | undefined {
  const start = digestStart(link);
  const frame = '","event":';
  const isNext = line.startsWith(`{"seq":${link.seq + 1},"digest":"`) && line.startsWith(frame, start + 64);
  return isNext && line.endsWith('}') ? line.slice(start + 64 + frame.length, -1) : undefined;
}

function decodeEvent<Event>(json: string, codec: Codec<Event>, file: string, line: number): Event {
  try {
    return codec.decode(JSON.parse(json));
  } catch (cause) {
    const next = 'Use at least the version of patchring that wrote it.';
    const why = cause instanceof Error ? { cause: cause.message.slice(0, 300) } : {};
    const message = `line ${line} of the journal is intact, but it says something this version does not know`;
    throw new FailureError([failureOf('JOURNAL_VERSION_UNKNOWN', message, { next, place: { file, line }, ...why })]);
  }
}

function changed(file: string, line: number, what: string): FailureError {
  const message = `line ${line} of the journal ${what}; nothing was written to it`;
  const next = 'Restore the journal from a copy, and find out who changed it.';
  return new FailureError([failureOf('JOURNAL_LINE_CHANGED', message, { next, place: { file, line } })]);
}
