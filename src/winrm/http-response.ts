// HTTP/1.1 answers, read as they come in: status line, headers, then a body by length, in chunks or up to the end of the stream.
// Pure: bytes go in by `push`, one answer comes out; every split of the same bytes gives the same answer, in linear time.
// Strict where leniency has made holes elsewhere: no folded headers, no bare line feeds, never a length and chunks together.

import { WinrmError } from './errors.ts';

export interface HttpAnswer {
  readonly status: number;
  /** Values in order of arrival, by lower-case name. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
  /** False when the connection ends with this answer. */
  readonly keepAlive: boolean;
}

/** Largest head, and largest run of chunk lines and trailers, in bytes. */
const MAX_HEAD = 65_536;
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\0]*)?$/;
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~\w]+$/;
const CHUNK_SIZE = /^([\da-f]{1,8})[ \t]*(?:;.*)?$/i;
const LF = 10;

function broken(what: string): WinrmError {
  return new WinrmError('WINRM_PROTOCOL_VIOLATED', `not an HTTP answer: ${what}`);
}

/** Bytes of a body: kept as they come when they come at once, else in a buffer that doubles. */
class Sink {
  readonly #cap: number;
  #bytes: Buffer = Buffer.alloc(0);
  length = 0;

  constructor(cap: number) {
    this.#cap = cap;
  }

  /** Throws WINRM_ENVELOPE_TOO_LARGE before the body has grown by `size` bytes above the cap. */
  admit(size: number): void {
    if (this.length + size <= this.#cap) return;
    throw new WinrmError('WINRM_ENVELOPE_TOO_LARGE', `the answer is larger than ${this.#cap} bytes`);
  }

  add(part: Buffer): void {
    this.admit(part.length);
    if (this.length === 0) {
      this.#bytes = part;
    } else {
      const needed = this.length + part.length;
      if (needed > this.#bytes.length) {
        const grown = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2, 1024));
        this.#bytes.copy(grown, 0, 0, this.length);
        this.#bytes = grown;
      }
      part.copy(this.#bytes, this.length);
    }
    this.length += part.length;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.length);
  }
}

type State =
  | 'status'
  | 'header'
  | 'fixed'
  | 'chunk-size'
  | 'chunk-data'
  | 'chunk-end'
  | 'trailer'
  | 'until-close'
  | 'done';

const IN_BODY: ReadonlySet<State> = new Set(['fixed', 'chunk-data', 'until-close']);

export class AnswerReader {
  readonly #sink: Sink;
  #state: State = 'status';
  #line = '';
  #headBytes = 0;
  #status = 0;
  #minor = 1;
  #headers = new Map<string, string[]>();
  #expected = 0;
  /** True when bytes came behind the answer: nobody asked for them, the connection must not be used again. */
  excess = false;

  /** @param maxBody largest body in bytes; more throws WINRM_ENVELOPE_TOO_LARGE. */
  constructor(maxBody: number) {
    this.#sink = new Sink(maxBody);
  }

  /** True as soon as one byte of an answer has come in. */
  get begun(): boolean {
    return this.#headBytes > 0;
  }

  /** @returns the answer once it is complete. Throws WINRM_PROTOCOL_VIOLATED or WINRM_ENVELOPE_TOO_LARGE. */
  push(chunk: Buffer): HttpAnswer | undefined {
    let offset = 0;
    while (offset < chunk.length && this.#state !== 'done') {
      offset = IN_BODY.has(this.#state) ? this.#takeBody(chunk, offset) : this.#takeLine(chunk, offset);
    }
    if (this.#state !== 'done') return undefined;
    this.excess ||= offset < chunk.length;
    return this.#answer();
  }

  /** The stream has ended. @returns the answer where its end is the end of the stream; undefined where it is cut. */
  end(): HttpAnswer | undefined {
    if (this.#state !== 'until-close') return undefined;
    this.#state = 'done';
    return this.#answer();
  }

  #answer(): HttpAnswer {
    const said = (this.#headers.get('connection') ?? []).join(',').toLowerCase().split(',');
    const named = (word: string): boolean => said.some(item => item.trim() === word);
    const byClose = !this.#headers.has('content-length') && !this.#chunked() && !this.#bodiless();
    const keepAlive = !byClose && !this.excess && (this.#minor === 1 ? !named('close') : named('keep-alive'));
    return { status: this.#status, headers: this.#headers, body: this.#sink.bytes(), keepAlive };
  }

  #takeBody(chunk: Buffer, offset: number): number {
    const end = this.#state === 'until-close' ? chunk.length : Math.min(chunk.length, offset + this.#expected);
    this.#sink.add(chunk.subarray(offset, end));
    if (this.#state !== 'until-close') {
      this.#expected -= end - offset;
      if (this.#expected === 0) this.#state = this.#state === 'fixed' ? 'done' : 'chunk-end';
    }
    return end;
  }

  #takeLine(chunk: Buffer, offset: number): number {
    const feed = chunk.indexOf(LF, offset);
    const end = feed === -1 ? chunk.length : feed + 1;
    this.#headBytes += end - offset;
    if (this.#headBytes > MAX_HEAD) throw broken('its head is too large');
    this.#line += chunk.toString('latin1', offset, end);
    if (feed !== -1) {
      const line = this.#line;
      this.#line = '';
      if (!line.endsWith('\r\n')) throw broken('a line ends without a carriage return');
      this.#readLine(line.slice(0, -2));
    }
    return end;
  }

  #readLine(line: string): void {
    switch (this.#state) {
      case 'status':
        this.#readStatus(line);
        return;
      case 'header':
        if (line === '') this.#endHead();
        else this.#readHeader(line);
        return;
      case 'chunk-size':
        this.#readChunkSize(line);
        return;
      case 'chunk-end':
        if (line !== '') throw broken('a chunk is longer than announced');
        this.#state = 'chunk-size';
        // Long bodies may come in many small chunks: only a run of lines without data counts against the cap.
        this.#headBytes = 1;
        return;
      default:
        if (line === '') this.#state = 'done';
    }
  }

  #readStatus(line: string): void {
    const match = STATUS_LINE.exec(line);
    if (match === null) throw broken('no status line');
    this.#minor = Number(match[1]);
    this.#status = Number(match[2]);
    this.#headers = new Map();
    this.#state = 'header';
  }

  #readHeader(line: string): void {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    if (!HEADER_NAME.test(name)) throw broken('a malformed header');
    const value = line.slice(colon + 1).trim();
    if (value.includes('\0') || value.includes('\r')) throw broken('a control character in a header');
    const key = name.toLowerCase();
    const values = this.#headers.get(key);
    if (values === undefined) this.#headers.set(key, [value]);
    else values.push(value);
  }

  #chunked(): boolean {
    return this.#headers.has('transfer-encoding');
  }

  #bodiless(): boolean {
    return this.#status === 204 || this.#status === 304;
  }

  #endHead(): void {
    if (this.#status < 200) {
      if (this.#status === 101) throw broken('an upgrade that nobody asked for');
      this.#state = 'status';
      return;
    }
    const lengths = new Set(this.#headers.get('content-length'));
    if (this.#chunked()) {
      const coding = this.#headers.get('transfer-encoding')?.join(',').toLowerCase();
      if (coding !== 'chunked' || lengths.size > 0) throw broken('contradictory body length');
      this.#state = 'chunk-size';
    } else if (this.#bodiless()) {
      this.#state = 'done';
    } else if (lengths.size > 0) {
      const [text = ''] = lengths;
      if (lengths.size > 1 || !/^\d{1,15}$/.test(text)) throw broken('contradictory body length');
      this.#expect(Number(text));
      this.#state = this.#expected === 0 ? 'done' : 'fixed';
    } else {
      this.#state = 'until-close';
    }
  }

  #readChunkSize(line: string): void {
    const match = CHUNK_SIZE.exec(line);
    if (match === null) throw broken('a malformed chunk');
    this.#expect(Number.parseInt(match[1] ?? '', 16));
    this.#state = this.#expected === 0 ? 'trailer' : 'chunk-data';
  }

  #expect(size: number): void {
    this.#sink.admit(size);
    this.#expected = size;
  }
}
