// Fixing forward: another update mends what this rollout's has broken. The rollout is closed, its updates are never planned again, and the
// next plan has what mends and nothing else. Whom the bad update had hit is not turned away for what ails it, and is well again only by
// the look from before the bad update: what does not mend is halted like any other. Pure.
import type { Event, JudgedGate } from './events.ts';
import type { Rollout } from './fold/index.ts';
import { type ByHand, ended, refused, supersedeByHand, type Word } from './hand.ts';
import type { KeptSnapshot } from './outcomes.ts';
import type { Plan } from './plan.ts';
import type { Ill, PlannedFix } from './planned-fix.ts';
import type { MachineState, State } from './state.ts';

/** Closes the rollout and says what mends it; what was said may be said anew, until the rollout that mends has begun. */
export function fixForwardByHand(plan: Plan, state: State, word: Word & { readonly kbs: readonly string[] }): ByHand {
  const { kbs, person, reason, now } = word;
  const next = 'fix-forward --kb KB… --reason "…" with the update that mends it';
  if (plan.source.kind !== 'agent') {
    const message = `The updates of ${plan.rolloutId} are named in its policy (${plan.source.kind}).`;
    return refused(
      'FIX_IMPOSSIBLE',
      message,
      'name the new one there, close this rollout with supersede, and run apply',
    );
  }
  const same = plan.updates.flatMap(update => update.kbs).find(kb => kbs.includes(kb));
  if (same !== undefined) return refused('FIX_IMPOSSIBLE', `${same} is what ${plan.rolloutId} itself installs.`, next);
  const events: readonly Event[] = [{ kind: 'superseded', at: now, person, reason, fix: [...kbs] }];
  if (state.superseded?.fix !== undefined) return { ok: true, events };
  const over = ended(plan, state);
  if (over !== undefined) return over;
  const closed = supersedeByHand(plan, state, word);
  return closed.ok ? { ok: true, events } : closed;
}

/** What the next plan has to mend; undefined: nobody has said so of this rollout. */
export function fixAfter({ plan, state }: Rollout): PlannedFix | undefined {
  const kbs = state.superseded?.fix;
  if (kbs === undefined) return undefined;
  const ill = [...state.machines.values()].flatMap(machine => illOf(machine, plan) ?? []);
  const bad = [...new Set(plan.updates.flatMap(update => update.kbs))];
  return { rolloutId: plan.rolloutId, bad, kbs: [...kbs], ill };
}

/** Who was hit by it before by another one is still ill, unless it is well by now. */
function illOf(machine: MachineState, { fix }: Plan): Ill | undefined {
  const { name, failedBy, judgedAfter, phase, result } = machine;
  const known = fix?.ill.find(one => one.machine === name);
  if (failedBy === null || phase === 'undone') return result === 'updated' ? undefined : known;
  // One gate is enough to fail a machine: others may have been about to.
  const isBad = ({ severity, verdict }: JudgedGate): boolean =>
    severity !== 'observe' && (verdict === 'fail' || verdict === 'inconclusive');
  const failed = judgedAfter.filter(isBad);
  const gates = [...new Set([...failed.map(({ gate }) => gate), ...(failedBy.gate === null ? [] : [failedBy.gate])])];
  if (gates.length === 0) return known;
  const before = known?.before ?? snapshotOf(machine);
  return { machine: name, gates, ...(before === undefined ? {} : { before }) };
}

function snapshotOf({ before }: MachineState): KeptSnapshot | undefined {
  return before === null ? undefined : { at: before.at, readings: before.readings };
}
