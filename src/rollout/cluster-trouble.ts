// What is said of a cluster node that may not be drained, whose roles do not move, or that does not take roles again: code, cause and
// the command that a person pastes. Codes are those of knowledge/errors; what the machine has said is quoted in the cause.
// Pure: the same result gives the same words, today or from an old journal.
import { rowOfCode } from '../knowledge/errors.ts';
import { type Failure, failureOf } from '../model/failure.ts';
import type { DrainResult } from '../model/reading.ts';

/** Codes with which a drain refuses, and that another look can change. */
const passing: readonly string[] = ['CLUSTER_STORAGE_BUSY', 'CLUSTER_NODES_DOWN'];

/** To be pasted where the node stays paused. */
export function resumeCommand(machine: string): string {
  return `Invoke-Command -ComputerName ${machine} { Resume-ClusterNode -Name $env:COMPUTERNAME -Failback Policy }`;
}

/** Why the node was not drained, or not wholly. */
export function drainTrouble(machine: string, { outcome, code, detail, stayed }: DrainResult): Failure {
  const known = code ?? 'CLUSTER_DRAIN_FAILED';
  const row = rowOfCode(known);
  const meaning = row?.meaning ?? 'The cluster node could not be drained.';
  const names = outcome === 'stuck' && stayed.length > 0 ? ` Still on it: ${stayed.join(', ')}.` : '';
  return failureOf(known, `${meaning}${names}`, {
    machine,
    phase: 'drain',
    retryable: passing.includes(known),
    cause: detail,
    ...(row === undefined ? {} : { next: row.next }),
  });
}

/** @param cause what is known of why */
export function resumeTrouble(machine: string, cause: string): Failure {
  const message = 'The node was drained for this rollout and does not take roles again: it stays paused.';
  return failureOf('CLUSTER_RESUME_FAILED', message, { machine, phase: 'resume', cause, next: resumeCommand(machine) });
}
