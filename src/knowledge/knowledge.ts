// What is known of updates when a plan is made: the rows of the trains and the holes, shipped and the owner's own together. It is read
// once, and what of it matters goes into the plan, so that a rollout never depends on a file that may change under it
// (invariant I3).
import { type Holes, noHoles } from './holes.ts';
import { type LineageRow, lineageRows } from './lineage.ts';

export interface Knowledge {
  readonly lineage: readonly LineageRow[];
  readonly holes: Holes;
}

/** What is known where the owner says nothing. */
export const shippedKnowledge: Knowledge = { lineage: lineageRows, holes: noHoles };
