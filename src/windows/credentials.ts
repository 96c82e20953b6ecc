// We never lock an account out. A credential is proved on one machine before it is used on the others: refused there, it is used
// nowhere else. Once proved, two refusals in a row stop it everywhere (design section 7): a password that was changed in the
// middle costs a few attempts, not one for each machine. A machine that cannot be reached says nothing about a password.
// A credential that answers with another account for each machine is no account itself: one stale answer does not stop it, two in a row
// do, proved or not. The accounts that it answers with are guarded beside it, each like any other.

/** What one use showed. `unknown`: nobody judged the credential. */
export type Judgement = 'accepted' | 'refused' | 'unknown';

/** A use of a credential. */
export interface Subject {
  /** What is told apart: the credential's label, or the account behind it. */
  readonly credential: string;
  readonly machine: string;
  /** The credential only answers with accounts. */
  readonly isSource?: boolean;
}

interface Standing {
  /** Ever accepted. */
  isProved: boolean;
  /** Machines that refused it since it was last accepted. */
  refusals: string[];
  /** The one use that is tried while it must be proved (again); others wait for it. */
  trial: Promise<void> | undefined;
}

const limitOnceProved = 2;

function isStopped({ isProved, refusals }: Standing, isSource = false): boolean {
  return refusals.length >= (isProved || isSource ? limitOnceProved : 1);
}

export class CredentialGuard {
  readonly #standings = new Map<string, Standing>();

  /**
   * Runs `use` as soon as the credential may be used.
   * @returns what `use` gave, or the machines that refused the credential when it is not used any more
   */
  async run<T>(
    subject: Subject,
    use: () => Promise<{ readonly judgement: Judgement; readonly value: T }>,
  ): Promise<{ readonly value: T } | { readonly refusedBy: readonly string[] }> {
    const standing = this.#standingOf(subject.credential);
    const isOver = () => isStopped(standing, subject.isSource);
    while (!isOver() && standing.trial !== undefined) await standing.trial;
    if (isOver()) return { refusedBy: standing.refusals };
    let endTrial = () => {};
    if (!standing.isProved || standing.refusals.length > 0) {
      standing.trial = new Promise(resolve => {
        endTrial = () => {
          standing.trial = undefined;
          resolve();
        };
      });
    }
    try {
      const { judgement, value } = await use();
      this.note(subject, judgement);
      return { value };
    } finally {
      endTrial();
    }
  }

  /** The machines that refused a credential which is not used any more; undefined while it may be. */
  refusalsOf({ credential, isSource }: Subject): readonly string[] | undefined {
    const standing = this.#standingOf(credential);
    return isStopped(standing, isSource) ? standing.refusals : undefined;
  }

  /** Takes a judgement that came by another way, such as a connection that was opened anew. */
  note({ credential, machine, isSource }: Subject, judgement: Judgement): void {
    const standing = this.#standingOf(credential);
    if (judgement === 'refused') standing.refusals.push(machine);
    else if (judgement === 'accepted' && !isStopped(standing, isSource)) {
      standing.isProved = true;
      standing.refusals = [];
    }
  }

  #standingOf(credential: string): Standing {
    const known = this.#standings.get(credential);
    if (known !== undefined) return known;
    const fresh: Standing = { isProved: false, refusals: [], trial: undefined };
    this.#standings.set(credential, fresh);
    return fresh;
  }
}
