// When the rollout stops until a person has spoken: when one of the rules is broken. The record says which rule it was and all its
// numbers, so that nobody has to guess why (facts: rollout 3, no. 11).
// A tool that cannot log on stops the run, not the rollout: an account is never locked out by trying everywhere.
import { failureOf } from '../../model/failure.ts';
import type { Event } from '../events.ts';
import { type MachineState, type RingState, ringOf } from '../state.ts';
import { currentRing, plannedRing, type View } from './budget.ts';
import { strandedByDrill } from './drill.ts';
import { type Broken, brokenRule } from './rules.ts';

export function haltOrStop(view: View): readonly Event[] {
  return [...stop(view), ...halt(view)];
}

/** A credential that no machine has accepted in this run is tried once; one that worked may be rejected twice. */
function stop({ state, now }: View): readonly Event[] {
  const isRefused = state.runs.some(({ rejections, isProven }) => rejections >= (isProven ? 2 : 1));
  if (state.stop !== null || !isRefused) return [];
  const failure = failureOf(
    'CREDENTIAL_WITHHELD',
    'the user name or the password was rejected; no other machine was asked',
    {
      cause: 'WINRM_AUTH_REJECTED',
      next: 'check the credentials of the policy (PATCHRING_USERNAME and PATCHRING_PASSWORD where it has none), and whether the account is locked; then run again',
    },
  );
  return [{ kind: 'stopped', at: now, failure }];
}

function halt(view: View): readonly Event[] {
  const { state } = view;
  const index = currentRing(state);
  if (state.phase !== 'running' || index === undefined) return [];
  const unproved = strandedByDrill(view, index);
  if (unproved !== undefined) return [halted(view, { rule: 'drill', machine: unproved, limit: 0 })];
  const broken = brokenRule(view, index);
  return broken === undefined ? [] : [halted(view, broken)];
}

function failedIn({ state }: View, ring: number): readonly MachineState[] {
  return [...state.machines.values()].filter(machine => machine.ring === ring && machine.phase === 'failed');
}

function halted(view: View, { machine, rule, limit, test, signature }: Broken): Event {
  const planned = plannedRing(view, machine.ring);
  const ring: RingState = ringOf(view.state, machine.ring);
  const failed = failedIn(view, machine.ring);
  const wave = machine.wave ?? Math.max(1, ring.wave);
  const gate = machine.failedBy?.gate ?? null;
  return {
    kind: 'halted',
    at: view.now,
    cause: {
      by: 'rule',
      rule,
      ring: planned.name,
      wave,
      waves: planned.waves.length,
      machine: machine.name,
      gate,
      code: machine.failure?.code ?? 'UNKNOWN',
      failed: failed.filter(one => one.wave === machine.wave).length,
      of: planned.waves[wave - 1] ?? planned.machines.length,
      failedInRing: failed.length,
      limit,
      isAfterSoak: ring.phase === 'judging',
      ...(test === undefined ? {} : { test }),
      ...(signature === undefined ? {} : { signature }),
    },
    reason: machine.failure?.message ?? 'a machine failed',
  };
}
