// What a person does, in any order, when a rollout stands still: takes it up again, leaves machines out, takes machines back, tries again
// what failed, closes it for another, or goes home.
// Only the wish is rolled here; whether it can be had just then is for the engine to say.
import fc from 'fast-check';

/** What a person does when the rollout stands still. */
export type Deed = 'resume' | 'excludeAndResume' | 'rollback' | 'supersede' | 'leave' | 'retry' | 'retryOne';
export const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.constantFrom<Deed>('resume', 'excludeAndResume', 'rollback', 'supersede', 'leave', 'retry', 'retryOne'),
  { maxLength: 4 },
);
