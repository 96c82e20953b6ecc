// What the calendar forbids, looked for by other means than the engine's: a window is found by walking back in half hours to its start on
// the wall clock, a blackout and a freeze by comparing the dates that a machine's calendar shows. Only what begins is judged: what was
// begun may outlast its window.
import { type Effect, keyOf } from '../../src/rollout/effects.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import type { State } from '../../src/rollout/state.ts';

const [minute, hour] = [60_000, 3_600_000];
const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-09-09`, `wed`, `22:00`. */
function wallOf(
  at: number,
  timeZone: string,
): { readonly date: string; readonly weekday: string; readonly time: string } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: (parts.weekday ?? '').slice(0, 3).toLowerCase(),
    time: `${parts.hour}:${parts.minute}`,
  };
}

/**
 * What is wrong with beginning this effect at this moment.
 * @param state right after it was intended
 * @param wasOurs it was out of service by us, or had failed in our hands, before
 */
export function calendarBreaches(
  { plan, state, wasOurs }: { readonly plan: Plan; readonly state: State; readonly wasOurs: boolean },
  effect: Effect,
  at: number,
): readonly string[] {
  const isUpdate = (effect.kind === 'restart' || effect.kind === 'drain') && effect.purpose === 'update';
  const isForward = effect.kind === 'check' || effect.kind === 'install' || isUpdate;
  const machine = state.machines.get(effect.machine);
  const ring = plan.rings.find(({ name }) => name === effect.ring);
  if (!isForward || machine === undefined || ring === undefined) return [];
  // After a person's word a machine in our hands is looked at whatever the hour: a look changes nothing.
  if (effect.kind === 'check' && (wasOurs || machine.beganAt !== null)) return [];
  const name = keyOf(effect);
  const zone = plan.machines.find(entry => entry.name === machine.name)?.timeZone ?? 'UTC';
  const { blackouts = [], freezes = [], windows = [] } = plan.calendar ?? {};
  const found: string[] = [];
  const isFirst = effect.kind === 'check' && machine.enteredAt === at && machine.looks === 1;
  const isAsked = isFirst && !(state.rings[machine.ring]?.lifted.has('RING_WINDOW_SHORT') ?? false);
  const moments = isAsked ? [at, at + (ring.takes ?? 1) - 1] : [at];
  for (const { from, to, timeZone } of blackouts) {
    const dates = moments.map(moment => wallOf(moment, timeZone === 'machine' ? zone : timeZone).date);
    if (dates.some(date => from <= date && date <= to)) found.push(`${name} on ${dates[0]}, a blackout`);
  }
  for (const { machines, until } of isFirst ? freezes : []) {
    const { date } = wallOf(at, 'UTC');
    if (machines.includes(machine.name) && date <= until) found.push(`${name} on ${date}, frozen until ${until}`);
  }
  const window = windows.find(({ machines }) => machines.includes(machine.name))?.window ?? ring.window;
  if (window === null) return found;
  const timeZone = window.timeZone === 'machine' ? zone : window.timeZone;
  for (let start = Math.floor(at / (30 * minute)) * 30 * minute; start > at - window.duration; start -= 30 * minute) {
    const { date, weekday, time } = wallOf(start, timeZone);
    if (time !== window.start || !window.days.some(day => day === weekday)) continue;
    const earliest = Date.parse(plan.calendar?.release?.at ?? '') + (window.after?.days ?? 0) * 24 * hour;
    if (window.after !== undefined && date < wallOf(earliest, timeZone).date) continue;
    if (isAsked && start + window.duration - at < (ring.takes ?? 0)) break;
    return found;
  }
  return [...found, `${name} at ${new Date(at).toISOString()}, outside its window or too late in it`];
}
