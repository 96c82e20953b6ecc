// What Windows Update offers a simulated machine at an instant, given what is installed, staged and hidden
// there. What is hidden is withheld from whoever searches without naming it, and from automatic
// updates.
import { identityOf } from '../model/update.ts';
import type { JobScene } from './scene.ts';
import { plannedLevels, type Software } from './software.ts';
import { staleOffers } from './stale-offers.ts';
import { type CatalogueUpdate, offersOf } from './updates.ts';

export function offersNow(
  { profile, surroundings, at, faults }: Pick<JobScene, 'profile' | 'surroundings' | 'at' | 'faults'>,
  software: Software,
): readonly CatalogueUpdate[] {
  const shown = surroundings.catalogue.filter(({ update }) => !software.hidden.includes(identityOf(update)));
  const offers = offersOf(shown, {
    build: profile.build,
    levels: plannedLevels(software),
    // Without a licence a machine is offered what everybody without Hotpatch gets.
    isOnTrain: profile.hotpatch.isEnrolled && profile.hotpatch.arcSubscription !== 0 && !software.hasLeftTrain,
    elapsed: at - surroundings.startAt,
  });
  return [...offers, ...staleOffers(shown, faults, software)];
}
