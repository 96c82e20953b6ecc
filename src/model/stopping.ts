// The time that a run has when it was asked to stop. A pipeline kills 7.5 s after its signal, whatever is under way (facts: pipeline-hosts
// 1.5), so all that is still to be done shares one deadline, counted from the signal and not from whoever comes first: machines are let
// go of, the ledger gets its last words, people are told, and the verdict is out before the end.

/** In ms from the signal: when each of these is given up. The report and the verdict need what is left, on a runner that is busy, too. */
export const stopping = { machines: 2_500, ledger: 4_000, notices: 4_000, pages: 6_000 } as const;

/** Why a signal aborts: the platform asked. */
export class StopAsked extends Error {
  override readonly name = 'AbortError';
  /** When, in ms by the process's own clock. */
  readonly at: number;

  constructor(at: number) {
    super('the platform asked to stop');
    this.at = at;
  }
}

/** Until something that began with this signal is given up, in ms. @param now by the same clock */
export function timeLeft({ reason }: AbortSignal, until: number, now: number): number {
  return Math.max(0, (reason instanceof StopAsked ? reason.at : now) + until - now);
}
