// What happens when a machine takes smaller envelopes than we thought: it refuses one for its size alone (HTTP 413, or a fault),
// which means that nothing in it was looked at. The size is halved, never below what every machine takes, and remembered for the
// session; what is left of the message is cut anew. Ids stay: a machine that did take it after all, behind whoever refused it,
// knows the second one for a repetition (facts: winrm 1.12, 4 row 14).

import type { Conversation } from './conversation.ts';
import { WinrmError } from './errors.ts';
import { recut } from './psrp/fragments.ts';

/** MaxEnvelopeSizekb cannot be set lower than this, in bytes. */
export const smallestEnvelope = 32_768;

/** Did the machine refuse an envelope of ours for its size? An answer that is too large for us comes without a status. */
function isRefusedForSize(error: unknown): boolean {
  return (
    error instanceof WinrmError && error.code === 'WINRM_ENVELOPE_TOO_LARGE' && error.detail.httpStatus !== undefined
  );
}

/** Goes on when an envelope was refused for its size and a smaller one may be tried. Throws the error otherwise. */
export function shrinkOrThrow(conversation: Conversation, error: unknown): void {
  if (!isRefusedForSize(error) || conversation.requestSize <= smallestEnvelope) throw error;
  conversation.requestSize = Math.max(smallestEnvelope, Math.floor(conversation.requestSize / 2));
}

export interface Delivery {
  /** Whole fragments, as they were cut. */
  readonly pieces: readonly Uint8Array[];
  /** @param index how many have been taken before. */
  readonly send: (piece: Uint8Array, index: number) => Promise<unknown>;
  /** Bytes that fit into each envelope now. */
  readonly room: () => number;
}

/** Sends the pieces of a message one after the other, smaller ones from where the machine refuses a size. */
export async function deliver(conversation: Conversation, { pieces, send, room }: Delivery): Promise<void> {
  let left = pieces;
  for (let next = 0, sent = 0; ; ) {
    const piece = left[next];
    if (piece === undefined) return;
    try {
      await send(piece, sent);
      next += 1;
      sent += 1;
    } catch (error) {
      shrinkOrThrow(conversation, error);
      left = recut(left.slice(next), room());
      next = 0;
    }
  }
}
