// The policies that the examples go with, through the loader that reads them at the user's: with each inventory that a pipeline names, with
// the rings that it names, and inside the windows that its clock must fall into. And the one policy that the live test plays.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../src/model/failure.ts';
import { instantOf, isOpen } from '../../src/model/window.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { windowOf } from '../../src/policy/windows.ts';
import { readFiles, root } from '../support/house.ts';

const pipelines = new Map(
  [...readFiles('examples/github', '.yml'), ...readFiles('examples/azure', '.yml')].filter(
    ([path]) => !/\/(?:pull-request|ring-steps)\.yml$/.test(path),
  ),
);
const folder = join(root, 'examples/policies');
const policyOf = (text: string): string => /\.\.\/policies\/([\w-]+\.yml)/.exec(text)?.[1] ?? '';

describe.each([...pipelines])('%s', (_, text) => {
  it('goes with a good policy, with each inventory that it names', async () => {
    const named = /^ +inventory: (.+)$/m.exec(text)?.[1];
    const zones = named === undefined ? [undefined] : ['north', 'south'];
    for (const zone of zones) {
      const inventory =
        zone === undefined ? {} : { inventory: join(folder, named!.replace(/\$[({][^)}]*[)}]+/, zone)) };
      const { machines } = await loadPolicy({ policy: join(folder, policyOf(text)), ...inventory });
      expect(machines.length).toBeGreaterThan(3);
      if (zone !== undefined) expect(machines.filter(({ name }) => !name.startsWith(zone))).toEqual([]);
    }
  });

  it('names rings that the policy has', async () => {
    const { policy } = await loadPolicy({ policy: join(folder, policyOf(text)) });
    const known = policy.rings.map(({ name }) => name);
    const named = [...text.matchAll(/\bring(?::|['"\]}, ]*==) *'?([a-z]+)'?/g)].map(match => match[1]);
    expect(named.filter(name => name !== undefined && !known.includes(name))).toEqual([]);
  });

  it('starts inside every window of the policy, in summer and in winter', async () => {
    const { policy, machines } = await loadPolicy({ policy: join(folder, policyOf(text)) });
    const south = await loadPolicy({
      policy: join(folder, 'zones.yml'),
      inventory: join(folder, 'zones.south.machines.yml'),
    });
    for (const ring of policy.rings) {
      const window = windowOf(policy, ring);
      if (window === undefined || window === null || !text.includes('cron:')) continue;
      const own = [...machines, ...south.machines].flatMap(({ timeZone }) => timeZone ?? []);
      for (const timeZone of window.timeZone === 'machine' ? new Set(own) : [window.timeZone]) {
        for (const month of [1, 7]) {
          const hits = startsIn(text, month).filter(at => isOpen({ ...window, timeZone }, at));
          expect([ring.name, timeZone, month, hits.length]).not.toEqual([ring.name, timeZone, month, 0]);
        }
      }
    }
  });
});

/** The instants at which a schedule of this text starts a run in a month of 2027. Azure's clock is always UTC. */
function startsIn(text: string, month: number): readonly number[] {
  const schedules = [...text.matchAll(/cron: '(\d+) ([\d,]+) (\S+) \* \*'(?:\n +timezone: (\S+))?/g)];
  return schedules.flatMap(([, minute = '', hours = '', days = '', timeZone = 'UTC']) =>
    hours
      .split(',')
      .flatMap(hour =>
        daysIn(days).map(day => instantOf({ year: 2027, month, day }, Number(hour) * 60 + Number(minute), timeZone)),
      ),
  );
}

function daysIn(field: string): readonly number[] {
  const [, first = '1', last = '28'] = /^(\d+)-(\d+)$/.exec(field) ?? [];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
}

describe('the policy of the live test', () => {
  it('is a good one, and its scripts stand beside it', async () => {
    const { policy } = await loadPolicy({ policy: join(root, '__tests__/live/patchring.yml'), runner: 'runner01' });
    expect(policy.scripts?.uninstall?.text).toContain('Remove-Item');
  });
});

describe('the checks find what they are for', () => {
  it('a policy that names no machine, beside one that is good', async () => {
    const place = mkdtempSync(join(tmpdir(), 'patchring-example-'));
    try {
      const text = readFileSync(join(folder, 'kerberos.yml'), 'utf8').replace('ring=pilot', 'ring=pilt');
      writeFileSync(join(place, 'patchring.yml'), text);
      await expect(loadPolicy({ policy: join(place, 'patchring.yml') })).rejects.toBeInstanceOf(FailureError);
    } finally {
      rmSync(place, { recursive: true });
    }
  });

  it('a schedule that falls into no window', () => {
    const night = { days: ['sat' as const], start: '22:00', duration: 21_600_000, timeZone: 'Europe/Berlin' };
    const hits = (text: string): number => startsIn(text, 7).filter(at => isOpen(night, at)).length;
    expect(hits("cron: '17 22 * * *'\n      timezone: Europe/Berlin")).toBe(4);
    expect(hits("cron: '17 12 * * *'")).toBe(0);
  });
});
