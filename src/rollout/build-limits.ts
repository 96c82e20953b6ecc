// How long the engine waits for a machine, by what it waits for. These are ends of patience, no measures of speed: what has not
// answered by then is lost or failed, so they are long where only time is spent.
// Part of the plan, and so of what was approved.
import type { GateChoice } from '../gates/choice.ts';
import { restartLimit } from '../policy/restart.ts';
import type { Policy } from '../policy/schema.ts';
import type { Limits } from './plan.ts';

const [minute, hour] = [60_000, 3_600_000];

/** Generous where only patience is spent: an update that is waited for too briefly is a false failure (facts: windows-servicing 3). */
export function limitsOf(policy: Policy): Limits {
  const settings = policy.gates.after.map(choice => choice.settings);
  const lengths = (key: string): number[] => settings.flatMap(all => (typeof all[key] === 'number' ? [all[key]] : []));
  return {
    scan: hour,
    install: 6 * hour,
    uninstall: 6 * hour,
    restart: restartLimit(policy),
    verify: hour + Math.max(0, ...lengths('settle')) + Math.max(0, ...policy.gates.after.map(seriesOf)),
    reach: 10 * minute,
  };
}

/** A series that errors interrupt now and then must have come to its end before the machine is given up. */
function seriesOf({ measuring }: GateChoice): number {
  if (measuring === undefined) return 0;
  const { interval, count, consecutiveErrorLimit } = measuring;
  return interval * (count + consecutiveErrorLimit + 1);
}
