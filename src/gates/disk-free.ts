// diskFree: the system drive has room for an update and its undo. A full drive in the middle of
// servicing leaves a machine that can neither be updated nor undone (facts: windows-servicing
// 5.1).
import * as z from 'zod';
import { defineGate, judgeWithPatience, type Look, type Snapshot, seen, visitOf } from './gate.ts';

const gibibyte = 2 ** 30;

const settings = z.strictObject({
  atLeast: z.number().positive().default(10).describe('Free space on the system drive that is asked for, in GiB.'),
});

function look(snapshot: Snapshot | undefined, atLeast: number): Look {
  const health = seen('the free space', snapshot?.readings.health);
  if (!health.ok) return health.look;
  const { free, size } = health.value.systemDrive;
  const figures = { freeGiB: round(free), sizeGiB: round(size), atLeastGiB: atLeast };
  if (size === 0) return { verdict: 'error', reason: 'the system drive reports no size', measured: figures };
  const reason = `${figures.freeGiB} GiB free of ${figures.sizeGiB} GiB (at least ${atLeast})`;
  return { verdict: free >= atLeast * gibibyte ? 'pass' : 'fail', reason, measured: figures };
}

/** Whole tenths, rounded down: 9.99 is not yet 10. */
function round(bytes: number): number {
  return Math.floor((bytes / gibibyte) * 10) / 10;
}

export const diskFree = defineGate({
  name: 'diskFree',
  help: 'The system drive has room for an update and its undo.',
  stages: ['before', 'after'],
  byDefault: ['before'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['health'], runner: [] }),
  judge: input => judgeWithPatience(look(visitOf(input.evidence), input.settings.atLeast), {}, input),
});
