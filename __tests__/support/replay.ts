// A machine that is a recording: it answers in order, and holds each of our requests against the one that was recorded.
// Ids are ours; a recorded id stands for the one of ours that first appeared in its place. It knows nothing about any file.
import { expect } from 'vitest';
import { WinrmError } from '../../src/winrm/errors.ts';
import { isPsObject, type PsValue } from '../../src/winrm/psrp/clixml/values.ts';
import { fragmentHeaderSize } from '../../src/winrm/psrp/fragments.ts';
import { emptyGuid, guidToBytes } from '../../src/winrm/psrp/guid.ts';
import { messageTypes } from '../../src/winrm/psrp/messages.ts';
import type { PostAnswer, Transport } from '../../src/winrm/transport.ts';
import { readRequest } from '../../src/winrm/wsman/envelope.ts';
import { actions } from '../../src/winrm/wsman/names.ts';
import {
  createReassembly,
  type Exchange,
  headerGuids,
  type Meaning,
  type Message,
  meaningOf,
  messageNumbers,
} from './recording.ts';

const base64Text = />([A-Za-z0-9+/=\s]{28,})</g;

/** What one side has said since the last comparison. */
interface Speech {
  readonly numbers: bigint[];
  readonly messages: unknown[];
  readonly bytes: Buffer[];
}

const newSpeech = (): Speech => ({ numbers: [], messages: [], bytes: [] });

export class ReplayTransport implements Transport {
  readonly url = 'https://machine.example:5986/wsman';
  readonly exchanges: readonly Exchange[];
  /** Index of the next exchange. */
  position = 0;
  /** Virtual milliseconds. */
  clock = 0;
  /** The first difference found; a difference ends the replay. */
  difference: unknown;
  /** Recorded id (upper case) → ours. */
  readonly ids = new Map<string, string>();
  #said = { open: false, mine: newSpeech(), theirs: newSpeech() };
  #lastSend: Exchange | undefined;
  readonly #theirs = createReassembly();
  readonly #ours = createReassembly();

  constructor(exchanges: readonly Exchange[]) {
    this.exchanges = exchanges;
  }

  async post(soap: Uint8Array): Promise<PostAnswer> {
    const mine = meaningOf(Buffer.from(soap).toString('utf8'));
    let exchange: Exchange | undefined;
    try {
      if (mine.action !== actions.send) this.settle();
      const next = this.exchanges[this.position];
      const surplus = mine.action === actions.send && !this.#isSend(next);
      exchange = surplus ? this.#lastSend : next;
      expect(exchange, `request ${this.position}: more requests than were recorded`).toBeDefined();
      this.#compare(mine, meaningOf(exchange?.request ?? ''), surplus);
      if (!surplus) this.position += 1;
      if (this.#isSend(exchange)) this.#lastSend = exchange;
    } catch (error) {
      this.difference ??= error;
      throw error;
    }
    this.clock += (exchange?.timeout ?? 0) * 1000;
    if (exchange?.auth_error !== undefined) throw new WinrmError('WINRM_AUTH_REJECTED', 'recorded refusal');
    if (exchange?.http_error !== undefined) throw new WinrmError('WINRM_HTTP_FAILED', 'recorded failure');
    const response = this.#patch(exchange?.response ?? '', readRequest(soap).header.messageId);
    return { httpStatus: exchange?.transport_error?.code ?? 200, soap: Buffer.from(response) };
  }

  /**
   * Data may be cut in other places than it was: what a Command and the Sends after it say is compared as a whole,
   * once something else follows, and so are its bytes where they are not PSRP.
   */
  settle(): void {
    while (this.#said.open && this.#isSend(this.exchanges[this.position])) {
      this.#hear(meaningOf(this.exchanges[this.position]?.request ?? ''), 'theirs');
      this.position += 1;
    }
    const { mine, theirs } = this.#said;
    this.#said = { open: false, mine: newSpeech(), theirs: newSpeech() };
    const at = `what was said before request ${this.position}`;
    expect(mine.numbers, at).toEqual(theirs.numbers);
    expect(mine.messages, at).toEqual(theirs.messages);
    expect(Buffer.concat(mine.bytes).equals(Buffer.concat(theirs.bytes)), at).toBe(true);
  }

  close(): void {}

  /** Our id for a recorded one. */
  ours(recorded: string): string {
    return this.ids.get(recorded.toUpperCase()) ?? recorded;
  }

  #isSend(exchange: Exchange | undefined): boolean {
    return exchange !== undefined && meaningOf(exchange.request).action === actions.send;
  }

  #compare(mine: Meaning, recorded: Meaning, surplus: boolean): void {
    const at = `request ${this.position}`;
    expect(mine.action, at).toBe(recorded.action);
    this.#learn(mine, recorded);
    const comparable = (meaning: Meaning, map: (text: string) => string): unknown =>
      JSON.parse(
        map(JSON.stringify({ ...meaning, blobs: meaning.blobs.map(({ where, commandId }) => ({ where, commandId })) })),
      );
    expect(
      comparable(mine, text => text),
      at,
    ).toEqual(comparable(recorded, text => this.#mapIds(text)));
    this.#hear(mine, 'mine');
    if (!surplus) this.#hear(recorded, 'theirs');
    if (mine.action === actions.command || mine.action === actions.send) this.#said.open = true;
    else this.settle();
  }

  #hear(meaning: Meaning, who: 'mine' | 'theirs'): void {
    const speech = this.#said[who];
    if (!meaning.psrp) speech.bytes.push(...meaning.blobs.map(({ bytes }) => bytes));
    else {
      speech.numbers.push(...meaning.blobs.flatMap(({ bytes }) => messageNumbers(bytes)));
      const messages = meaning.blobs.flatMap(who === 'mine' ? this.#ours : this.#theirs);
      speech.messages.push(...messages.map(message => this.#comparable(message, who === 'mine')));
    }
  }

  /** A Create, a Command and a new session bind ids; everything else must use them. */
  #learn(mine: Meaning, recorded: Meaning): void {
    const bind = (theirs: string | undefined, ours: string | undefined): void => {
      if (theirs !== undefined && ours !== undefined) this.ids.set(theirs.toUpperCase(), ours);
    };
    if (!this.ids.has(recorded.sessionId.toUpperCase())) bind(recorded.sessionId, mine.sessionId);
    const idOf = (meaning: Meaning, name: string): string | undefined =>
      JSON.stringify(meaning.body).match(new RegExp(`"${name}=([0-9A-Fa-f-]{36})"`))?.[1];
    if (recorded.action === actions.create) bind(idOf(recorded, 'ShellId'), idOf(mine, 'ShellId'));
    if (recorded.action === actions.command) bind(idOf(recorded, 'CommandId'), idOf(mine, 'CommandId'));
  }

  #mapIds(text: string): string {
    return text.replace(/[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}/g, id => this.ours(id));
  }

  #comparable(message: Message, mine: boolean): unknown {
    const id = ([little = '', big = '']: readonly string[]): string => {
      if (mine || little === emptyGuid) return little;
      return this.ids.get(little) ?? this.ids.get(big) ?? little;
    };
    const ids = { pool: id(message.pool), pipeline: id(message.pipeline) };
    // A public key is new each time: what can be the same is that there is one.
    if (message.type === messageTypes.publicKey) return { type: message.type, ...ids };
    return { type: message.type, ...ids, value: withoutEnumTexts(message.value) };
  }

  #patch(response: string, messageId: string): string {
    return this.#mapIds(response)
      .replace(/(RelatesTo[^>]*>uuid:)[^<]*/, `$1${messageId}`)
      .replace(base64Text, (whole, text: string) => {
        const patched = this.#patchFragments(Buffer.from(text, 'base64'));
        return patched === undefined ? whole : `>${patched.toString('base64')}<`;
      });
  }

  /** Puts our ids into the message headers inside fragments; undefined when it is none. */
  #patchFragments(bytes: Buffer): Buffer | undefined {
    let offset = 0;
    while (offset + fragmentHeaderSize <= bytes.length) {
      const length = bytes.readUInt32BE(offset + 17);
      const starts = ((bytes[offset + 16] ?? 0) & 1) !== 0;
      const blob = offset + fragmentHeaderSize;
      if (blob + length > bytes.length) return undefined;
      if (starts && length >= 40) for (const at of [blob + 8, blob + 24]) this.#patchGuid(bytes, at);
      offset = blob + length;
    }
    return offset === bytes.length ? bytes : undefined;
  }

  #patchGuid(bytes: Buffer, at: number): void {
    const known = headerGuids(bytes, at).find(id => this.ids.has(id));
    if (known !== undefined) bytes.set(guidToBytes(this.ours(known)), at);
  }
}

/** An enumeration is its number; how a client spells its name is its own affair. */
function withoutEnumTexts(value: PsValue): unknown {
  if (!isPsObject(value)) return value;
  const members = (all: ReadonlyMap<string, PsValue>) =>
    new Map([...all].map(([name, one]) => [name, withoutEnumTexts(one)]));
  const base = value.base !== undefined && 'items' in value.base ? value.base.items.map(withoutEnumTexts) : value.base;
  const text = value.typeNames.includes('System.Enum') ? undefined : value.text;
  return { typeNames: value.typeNames, text, base, adapted: members(value.adapted), extended: members(value.extended) };
}
