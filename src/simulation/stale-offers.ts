// Updates that Windows Update goes on offering although the machine has them (KB5068966, November 2025; facts: rollout 0). What is
// offered is not what is missing: such a machine installs the same update whenever somebody goes by the offer
// alone.
import type { Fault } from './faults.ts';
import { faultsOf } from './faults.ts';
import type { Software } from './software.ts';
import type { CatalogueUpdate } from './updates.ts';

/** Of these, what is in force and offered all the same. */
export function staleOffers(
  items: readonly CatalogueUpdate[],
  faults: readonly Fault[],
  { kbs }: Pick<Software, 'kbs'>,
): readonly CatalogueUpdate[] {
  const again = faultsOf(faults, 'offeredAgain').map(({ kb }) => kb);
  return again.length === 0 ? [] : items.filter(({ kb }) => again.includes(kb) && kbs.includes(kb));
}
