// Whether servicing wants one more restart after a boot that it has asked for: by its own signals, and only by those that did not stand
// there before we came. It is bounded, because a signal that no restart clears would take the machine down for ever.
// What asks in vain is for the gates.
import type { MachineState } from '../state.ts';

/** Servicing may ask for another restart after the boot; what asks for a third one in vain is for the gates. */
const restartsAtMost = 3;
const servicingSignals: readonly string[] = ['servicing', 'servicingInProgress', 'packagesPending', 'windowsUpdate'];

/** Whether servicing wants one more restart, by a signal that did not stand there before we came. */
export function wantsAnother({ boot, before, restarts, failure }: MachineState): boolean {
  if (boot === null || failure !== null || restarts >= restartsAtMost) return false;
  const then = before?.readings.boot;
  const old = then?.ok === true ? then.value.pendingRestart : [];
  return boot.pendingRestart.some(signal => servicingSignals.includes(signal) && !old.includes(signal));
}
