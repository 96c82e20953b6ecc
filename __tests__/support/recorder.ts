// A transport that keeps what passes, in the shape of the recordings: what our client did against a machine can be replayed without it.

import type { PostAnswer, PostOptions, Transport } from '../../src/winrm/transport.ts';
import type { Exchange } from './recording.ts';

export class Recorder implements Transport {
  readonly url = 'https://machine.example:5986/wsman';
  readonly exchanges: Exchange[] = [];
  readonly #inner: Transport;

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  async post(soap: Uint8Array, options: PostOptions): Promise<PostAnswer> {
    const answer = await this.#inner.post(soap, options);
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
    const failed = answer.httpStatus === 200 ? {} : { transport_error: { protocol: 'https', code: answer.httpStatus } };
    this.exchanges.push({ request: text(soap), response: text(answer.soap), ...failed });
    return answer;
  }

  close(): void {
    this.#inner.close();
  }
}
