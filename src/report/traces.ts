// What the journal says about each machine from the first look to the last, in one pass over its events. The fold
// forgets readings and first judgements when a ring has passed, since nothing is decided by them any more; a report
// shows them all the same: the evidence of every gate, before and after.
import type { Event, JudgedGate } from '../rollout/events.ts';
import type { KeptSnapshot } from '../rollout/outcomes.ts';

export interface Trace {
  /** The last check before anything was started, and the last look after it. */
  before: KeptSnapshot | null;
  after: KeptSnapshot | null;
  /** The last word of every gate. */
  judgedBefore: readonly JudgedGate[];
  judgedAfter: readonly JudgedGate[];
  /** When our work on it first ended well, or last badly; the second look after a soak is no work. */
  endedAt: number | null;
}

const badEndings: readonly Event['kind'][] = ['machineFailed', 'machineUnclear', 'machineUndone', 'machineStranded'];

/** By machine; a machine that was never looked at has no trace. */
export function tracesOf(events: readonly Event[]): ReadonlyMap<string, Readonly<Trace>> {
  const traces = new Map<string, Trace>();
  const traceOf = (machine: string): Trace => {
    const known = traces.get(machine);
    if (known !== undefined) return known;
    const trace = { before: null, after: null, judgedBefore: [], judgedAfter: [], endedAt: null };
    traces.set(machine, trace);
    return trace;
  };
  for (const event of events) {
    if (event.kind === 'machineDone') traceOf(event.machine).endedAt ??= event.at;
    else if (badEndings.includes(event.kind) && 'machine' in event) traceOf(event.machine).endedAt = event.at;
    // Its story begins anew.
    else if (event.kind === 'drillUndone') traces.delete(event.machine);
    else if (event.kind === 'judged') {
      const trace = traceOf(event.machine);
      if (event.stage === 'before') trace.judgedBefore = event.gates;
      else if (event.stage === 'after') trace.judgedAfter = lastWords(trace.judgedAfter, event.gates);
    } else if (event.kind === 'finished') {
      const { outcome } = event;
      // A look between two passes is not the first any more.
      if (outcome.kind === 'checked' && traceOf(event.machine).after === null) {
        traceOf(event.machine).before = outcome.snapshot;
      } else if (outcome.kind === 'verified') traceOf(event.machine).after = outcome.snapshot;
    }
  }
  return traces;
}

/** After the soak not every gate is asked again: what it said before stays its last word. */
function lastWords(known: readonly JudgedGate[], gates: readonly JudgedGate[]): readonly JudgedGate[] {
  if (known.length === 0) return gates;
  return [...new Map([...known, ...gates].map(judged => [judged.gate, judged])).values()];
}
