// We never lock an account out. A credential is proved on one machine before it is used on the others: refused there, it is used
// nowhere else. Once proved, two refusals in a row stop it everywhere (design section 7): a password that was changed in the
// middle costs a few attempts, not one for each machine. A machine that cannot be reached says nothing about a password.

/** What one use showed. `unknown`: nobody judged the credential. */
export type Judgement = 'accepted' | 'refused' | 'unknown';

interface Standing {
  /** Ever accepted. */
  isProved: boolean;
  /** Machines that refused it since it was last accepted. */
  refusals: string[];
  /** The one use that is tried while it must be proved (again); others wait for it. */
  trial: Promise<void> | undefined;
}

const limitOnceProved = 2;

function isStopped({ isProved, refusals }: Standing): boolean {
  return refusals.length >= (isProved ? limitOnceProved : 1);
}

export class CredentialGuard {
  readonly #standings = new Map<string, Standing>();

  /**
   * Runs `use` as soon as the credential may be used.
   * @param credential what is told apart, e.g. the credential's label and its user
   * @returns what `use` gave, or the machines that refused the credential when it is not used any more
   */
  async run<T>(
    { credential, machine }: { readonly credential: string; readonly machine: string },
    use: () => Promise<{ readonly judgement: Judgement; readonly value: T }>,
  ): Promise<{ readonly value: T } | { readonly refusedBy: readonly string[] }> {
    const standing = this.#standingOf(credential);
    while (!isStopped(standing) && standing.trial !== undefined) await standing.trial;
    if (isStopped(standing)) return { refusedBy: standing.refusals };
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
      this.note({ credential, machine }, judgement);
      return { value };
    } finally {
      endTrial();
    }
  }

  /** Takes a judgement that came by another way, such as a connection that was opened anew. */
  note({ credential, machine }: { readonly credential: string; readonly machine: string }, judgement: Judgement): void {
    const standing = this.#standingOf(credential);
    if (judgement === 'refused') standing.refusals.push(machine);
    else if (judgement === 'accepted' && !isStopped(standing)) {
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
