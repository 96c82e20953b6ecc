// Judging a machine that is to be mended. What ails it since the bad update is told and keeps it from nothing, since that is what the
// visit is for; and it is well again when it is as before the bad update, not as it was just now. All other gates judge it as ever,
// and so does everything else that a machine has to be before it is begun with.
import type { Severity, Stage } from '../../gates/gate.ts';
import type { KeptSnapshot } from '../outcomes.ts';
import type { Plan } from '../plan.ts';
import type { PlannedFix } from '../planned-fix.ts';
import type { MachineState } from '../state.ts';

/** The gate by which a train that was left shows: it is joined again with the next baseline, whatever mends the rest. */
export const trainGate = 'hotpatch';

/** What its owner asks of the service. Whether a machine may be worked on (its cluster, disk, restarts, backup) is asked of the ill as well. */
const askedOfService: readonly string[] = ['http', 'tcp', 'exec', 'metric', 'script'];

/** Before it is mended, what ails its service is told and decides nothing. */
export function severityFor(
  { fix }: Plan,
  ask: { stage: Stage; machine: string; gate: string },
  severity: Severity,
): Severity {
  const isTold = ask.stage === 'before' && askedOfService.includes(ask.gate) && isIll(fix, ask.machine, ask.gate);
  return isTold ? 'observe' : severity;
}

/** What a gate compares with: what ails a machine is measured by the look from before the bad update. */
export function beforeFor({ fix }: Plan, machine: MachineState, gate: string): KeptSnapshot | undefined {
  const fresh = machine.before ?? undefined;
  const then = fix?.ill.find(one => one.machine === machine.name)?.before;
  if (then === undefined || fresh === undefined || gate === trainGate || !isIll(fix, machine.name, gate)) return fresh;
  // Who it is, and on which boot it stood, is of today.
  const { facts, boot } = fresh.readings;
  const today = { ...(facts === undefined ? {} : { facts }), ...(boot === undefined ? {} : { boot }) };
  return { at: fresh.at, readings: { ...then.readings, ...today } };
}

function isIll(fix: PlannedFix | undefined, machine: string, gate: string): boolean {
  return fix?.ill.some(one => one.machine === machine && one.gates.includes(gate)) === true;
}
