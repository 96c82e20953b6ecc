// What is asked of the engine beside what it does: the same question gets the same answer and changes nothing by being asked (I10), a
// journal goes on under no plan but its own (I3), and what stands in it holds no credential (I12). The account is planted where a real
// one stands: in the policy and in the environment of the process.
import { FailureError } from '../../src/model/failure.ts';
import { decide } from '../../src/rollout/decide/index.ts';
import { type DriveOptions, drive } from '../../src/rollout/drive.ts';
import type { Event } from '../../src/rollout/events.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';

/** In every policy of the suite, by name; the values stand in the environment alone. */
export const plantedCredentials = {
  default: { username: '$PATCHRING_PLANTED_USER', password: '$PATCHRING_PLANTED_WORD' },
};

const planted = {
  PATCHRING_PLANTED_USER: 'CORP\\planted-user',
  PATCHRING_PLANTED_WORD: 'planted-word-7f3a',
  PATCHRING_PASSWORD: 'planted-word-7f3a',
  PATCHRING_USERNAME: 'CORP\\planted-user',
};

/** Puts the account where real ones stand. @returns takes it away again */
export function plantAccount(): () => void {
  const before = Object.keys(planted).map(name => [name, process.env[name]] as const);
  Object.assign(process.env, planted);
  return () => {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  };
}

const secrets = /planted-(?:word|user)|PATCHRING_PLANTED/i;

/** A record that names an account, or where it stands. */
export function secretIn(event: Event): string | undefined {
  return secrets.exec(JSON.stringify(event))?.[0];
}

/** A state as text: maps and sets with what is in them. */
export function textOf(state: State | undefined): string {
  return JSON.stringify(state, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value].map(item => [item]) : value,
  );
}

/** Asks twice. */
export function impurityOf(plan: Plan, state: State): string | undefined {
  const before = textOf(state);
  const [once, twice] = [decide(plan, state, state.lastAt), decide(plan, state, state.lastAt)];
  if (JSON.stringify(once) !== JSON.stringify(twice)) return 'the same question has two answers';
  return textOf(state) === before ? undefined : 'the state is another one after the question';
}

/** Goes on with the journal under a plan that is not its own. Undefined: it was refused, and nothing was written. */
export async function strangerWasLetIn(options: DriveOptions, events: readonly Event[]): Promise<string | undefined> {
  const { plan } = options;
  const many = events.length;
  const other = { ...plan, hash: plan.hash.replaceAll(/./g, 'f') };
  try {
    await drive({ ...options, plan: other });
    return 'the journal went on under another plan';
  } catch (error) {
    const isRefused = error instanceof FailureError && error.failures[0]?.code === 'JOURNAL_PLAN_MISMATCHED';
    if (!isRefused) throw error;
    return events.length === many ? undefined : 'a refused plan has written into the journal';
  }
}
