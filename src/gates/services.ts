// services: what ran before runs again. Watched is only what was running before, starts by itself, is not started by a trigger and is
// not on the list of services that stop whenever they like; a stop counts after `settle`, and only when it is seen `confirm` times
// (facts: windows-servicing 5.2). What was stopped before is none of the update's doing.
import * as z from 'zod';
import type { Service } from '../model/reading.ts';
import { defineGate, durationField, type Evidence, judgeWithPatience, type Look, seen } from './gate.ts';

const settings = z.strictObject({
  settle: durationField('5m', 'How long services may need to start after a restart.'),
  confirm: z
    .int()
    .min(1)
    .max(10)
    .default(2)
    .describe('How many looks in a row must find a service stopped, a minute apart.'),
  ignore: z
    .array(z.string().min(1))
    .default([])
    .describe('More services that may stop, by name; a * stands for any ending.'),
});

/** Services that Windows starts and stops as it likes. */
const restless = [
  'sppsvc',
  'gupdate*',
  'edgeupdate*',
  'RemoteRegistry',
  'MapsBroker',
  'TrustedInstaller',
  'WbioSrvc',
  'BITS',
  'clr_optimization*',
  'tiledatamodelsvc',
  'CDPUserSvc*',
];
/** Copies of a service for one logged-on user. */
const perUser = /_[0-9a-f]{4,}$/i;

function isRestless(name: string, ignore: readonly string[]): boolean {
  const lower = name.toLowerCase();
  return (
    perUser.test(name) ||
    [...restless, ...ignore].some(pattern => {
      const begin = pattern.toLowerCase();
      return begin.endsWith('*') ? lower.startsWith(begin.slice(0, -1)) : lower === begin;
    })
  );
}

function isWatched(service: Service, ignore: readonly string[]): boolean {
  const starts = service.startMode === 'automatic' || service.startMode === 'automaticDelayed';
  return service.state === 'running' && starts && !service.isTriggerStart && !isRestless(service.name, ignore);
}

interface Stopped {
  readonly name: string;
  readonly what: string;
  readonly exitCode: number;
}

function stoppedOf(watched: readonly Service[], after: readonly Service[]): Stopped[] {
  const now = new Map(after.map(service => [service.name.toLowerCase(), service]));
  const stopped = watched.flatMap((service): Stopped[] => {
    const found = now.get(service.name.toLowerCase());
    if (found === undefined) return [{ name: service.name, what: 'gone', exitCode: 0 }];
    if (found.state === 'running' || found.state === 'startPending') return [];
    const code = found.exitCode === 0 ? '' : `, exit code ${found.exitCode}`;
    return [{ name: service.name, what: `${found.state}${code}`, exitCode: found.exitCode }];
  });
  // Those that ended with an error first: they are the ones to look at.
  return stopped.sort((a, b) => Number(b.exitCode !== 0) - Number(a.exitCode !== 0));
}

function look(evidence: Evidence, ignore: readonly string[]): Look {
  const before = seen('the services before', evidence.before?.readings.health);
  if (!before.ok) return before.look;
  const after = seen('the services', evidence.after?.readings.health);
  if (!after.ok) return after.look;
  const watched = before.value.services.filter(service => isWatched(service, ignore));
  if (watched.length === 0)
    return { verdict: 'inconclusive', reason: 'no service that starts by itself was running before' };
  const stopped = stoppedOf(watched, after.value.services);
  const measured = { watched: watched.length, stopped: stopped.map(({ name }) => name).join(', ') };
  if (stopped.length > 0) {
    const named = stopped.slice(0, 5).map(({ name, what }) => `${name} (${what})`);
    const more = stopped.length > named.length ? ` and ${stopped.length - named.length} more` : '';
    const subjects = stopped.map(({ name }) => name);
    return { verdict: 'fail', reason: `ran before and do not now: ${named.join(', ')}${more}`, measured, subjects };
  }
  const starting = after.value.services.filter(
    service =>
      service.state === 'startPending' && watched.some(({ name }) => name.toLowerCase() === service.name.toLowerCase()),
  );
  if (starting.length > 0) {
    return {
      verdict: 'inconclusive',
      reason: `still starting: ${starting.map(({ name }) => name).join(', ')}`,
      measured,
    };
  }
  return { verdict: 'pass', reason: `all ${watched.length} services that ran before run again`, measured };
}

export const services = defineGate({
  name: 'services',
  help: 'The services that ran before the update run again.',
  stages: ['after'],
  byDefault: ['after'],
  severity: 'soft',
  settings,
  control: 'subjects',
  probes: () => ({ machine: ['health'], runner: [] }),
  judge: input => {
    const { settle, confirm, ignore } = input.settings;
    return judgeWithPatience(look(input.evidence, ignore), { settle, confirm }, input);
  },
});
