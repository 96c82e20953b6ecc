// Invariant I8 by the machines' own books: no job, no update and no restart happened twice, however often a run died and another one
// went on. A restart that somebody else had left pending is needless where the plan leaves such machines alone.
import type { Plan } from '../../src/rollout/plan.ts';
import { irregularitiesOf } from '../../src/simulation/books.ts';

export function doneTwice({ pendingRestart }: Plan, books: Parameters<typeof irregularitiesOf>[0]): readonly string[] {
  const { jobsRunTwice, updatesInstalledTwice, restartedTwice, needlessRestarts } = irregularitiesOf(books);
  const needless = pendingRestart === 'skip' ? needlessRestarts : [];
  return [
    ...jobsRunTwice.map(what => `job ran twice: ${what}`),
    ...updatesInstalledTwice.map(what => `installed twice: ${what}`),
    ...restartedTwice.map(what => `restarted twice: ${what}`),
    ...needless.map(what => `needless restart: ${what}`),
  ];
}
