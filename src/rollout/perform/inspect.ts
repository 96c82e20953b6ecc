// Before a machine is undone: could what we have installed be taken away at all, and what do the gates before an
// undo want to know? Reads only.
// What nobody can read decides nothing here: the uninstall itself then says what it says.
import { type EffectOf, isOurs } from '../effects.ts';
import type { KeptSnapshot, OutcomeOf } from '../outcomes.ts';
import { keepable, probesFor } from '../probes.ts';
import { fromRunner } from './runner-probes.ts';
import { Detached, letGoIf, type Visit } from './visit.ts';

export async function inspect(visit: Visit, effect: EffectOf<'inspect'>): Promise<OutcomeOf<'inspected'>> {
  const { machine, plan, entry, clock, signal } = visit;
  letGoIf(signal);
  const probes = probesFor(plan, 'undo', entry);
  const isServiced = plan.source.kind === 'agent' || plan.source.kind === 'packages';
  const { packagesBefore, packagesAdded } = effect;
  const undo = { packagesBefore, ...(packagesAdded === undefined ? {} : { packagesAdded }) };
  const read = await machine.probe([...probes.machine, ...(isServiced ? (['removal'] as const) : [])], { undo });
  // Our password is no answer of the machine's, and is not tried again on the next one.
  if (read.facts?.ok === false && isOurs(read.facts.failure)) throw new Detached(read.facts.failure);
  letGoIf(signal);
  const snapshot = { at: clock.now(), readings: keepable(read) } as KeptSnapshot;
  return { kind: 'inspected', snapshot, runner: await fromRunner(visit, probes.runner) };
}
