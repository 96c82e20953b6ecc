// What a policy means for today's machines, one line a ring: who, how many at a time, when,
// how long it is watched. Whole numbers, never percentages: nobody should have to work out
// what 5% of 94 is.

import type { Window } from '../calendar/window.ts';
import { formatDuration } from '../model/duration.ts';
import { budgetOf, wavesOf } from '../policy/amounts.ts';
import type { Loaded } from '../policy/load.ts';
import { membersOf } from '../policy/membership.ts';
import { windowOf } from '../policy/windows.ts';
import { count } from '../report/words.ts';
import { tableOf } from './table.ts';

export interface RingLine {
  readonly name: string;
  readonly machines: number;
  readonly waves: readonly number[];
  readonly text: string;
}

/** One for each ring, aligned with each other. */
export function ringLines({ policy, machines }: Pick<Loaded, 'policy' | 'machines'>): readonly RingLine[] {
  const rings = membersOf(policy.rings, machines).map(({ ring, machines: members }) => {
    const waves = wavesOf(ring.waves, members.length);
    const cells = [
      ring.name,
      count(members.length, 'machine'),
      `waves ${waves.join(', ')}`,
      `at most ${budgetOf(ring.maxUnavailable, members.length, 1)} out of service`,
      windowText(windowOf(policy, ring) ?? null),
      `soak ${formatDuration(ring.soak)}`,
      [
        ...(ring.opens > 0 ? [`opens after ${formatDuration(ring.opens)}`] : []),
        ...(ring.approval === 'required' ? ['needs approval'] : []),
        ...(ring.drill === true ? ['proves the undo first'] : []),
        ...(ring.onRegression === 'rollback' ? ['rolls back by itself'] : []),
      ].join(', '),
    ];
    return { name: ring.name, machines: members.length, waves, cells };
  });
  const texts = tableOf(rings.map(({ cells }) => cells));
  return rings.map(({ name, machines: size, waves }, index) => ({
    name,
    machines: size,
    waves,
    text: `  ${texts[index] ?? ''}`,
  }));
}

/** `sat 22:00 for 6h, Europe/Berlin`, `2nd tue of the month …`, `sat after patch-tuesday+4d …`, or `anytime`. */
export function windowText(window: Window | null): string {
  if (window === null) return 'anytime';
  const { days, weeks, after, start, duration, timeZone } = window;
  const zone = timeZone === 'machine' ? "each machine's own time" : timeZone;
  const which = weeks === undefined ? '' : `${weeks.map(week => ordinals[week] ?? week).join(', ')} `;
  const month = weeks === undefined ? '' : ' of the month';
  const since = after === undefined ? '' : ` after ${after.anchor}${after.days === 0 ? '' : `+${after.days}d`}`;
  return `${which}${days.join(', ')}${month}${since} ${start} for ${formatDuration(duration)}, ${zone}`;
}

const ordinals: Readonly<Record<number | 'last', string>> = {
  1: '1st',
  2: '2nd',
  3: '3rd',
  4: '4th',
  5: '5th',
  last: 'last',
};
