// A restart of one machine on its way: asked for or after a crash, when the machine goes down and when it is up again. A slow one and
// one from which nobody comes back are faults of the machine's own. What going down and coming up mean for its jobs and its software
// is the machine's (machine.ts).
import type { Dice } from './dice.ts';
import { type Fault, faultOf } from './faults.ts';
import type { Surroundings } from './profile.ts';
import type { Software } from './software.ts';
import { staysAway } from './troubles.ts';

export interface Restart {
  readonly cause: 'asked' | 'crash';
  readonly downAt: number;
  readonly upAt: number;
  isDown: boolean;
}

export interface Going {
  readonly cause: Restart['cause'];
  readonly downAt: number;
  readonly faults: readonly Fault[];
  readonly software: Software;
}

/** A restart that begins at `downAt`. */
export function restartOf({ cause, downAt, faults, software }: Going, { timing }: Surroundings, dice: Dice): Restart {
  const down = faultOf(faults, 'slowRestart')?.takes ?? dice.between(timing.down);
  const isLost = staysAway(faults, software);
  return { cause, downAt, upAt: isLost ? Number.POSITIVE_INFINITY : downAt + down, isDown: false };
}

/** When it goes on by itself; infinity: never, or there is none. */
export function restartChangesAt(restart: Restart | undefined): number {
  if (restart === undefined) return Number.POSITIVE_INFINITY;
  return restart.isDown ? restart.upAt : restart.downAt;
}
