import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gateEntrySchema, gateNamed } from '../../../src/gates/registry.ts';
import { evidence, judge, unread } from '../../support/gate-evidence.ts';

const settings = { url: 'https://metrics.example/{machine}', path: 'errors.rate', pass: 0.01, fail: 0.05 };
const web01 = { name: 'web01', labels: {} };
const probeOf = (more: Readonly<Record<string, unknown>> = {}) => {
  const { settings: chosen } = gateEntrySchema('after').parse({ gate: 'metric', ...settings, ...more });
  const probes = gateNamed('metric')!.probes({
    settings: chosen,
    stage: 'after',
    machine: web01,
  });
  const [probe] = probes.runner;
  if (probe?.kind !== 'metric') throw new Error('no probe');
  return probe;
};
const at = (value: number, more: Readonly<Record<string, unknown>> = {}) => {
  const answer = { ok: true, value: { value, took: 3 } } as const;
  return judge('metric', evidence('after', { runner: { [probeOf(more).key]: [answer] } }), {
    settings: { ...settings, ...more },
  });
};
const refused = (more: Readonly<Record<string, unknown>>): string =>
  gateEntrySchema('after')
    .safeParse({ gate: 'metric', ...settings, ...more })
    .error?.issues.map(issue => JSON.stringify(issue))
    .join() ?? '';

describe('a metric', () => {
  it.each([
    [0, 'pass'],
    [0.01, 'pass'],
    [0.011, 'inconclusive'],
    [0.049, 'inconclusive'],
    [0.05, 'fail'],
    [9, 'fail'],
  ])('of %d, good to 0.01 and bad from 0.05, is %s', (value, verdict) => {
    expect(at(value).verdict).toBe(verdict);
  });

  it('is good from pass on when pass is more than fail', () => {
    const high = { pass: 99, fail: 95 };
    expect([99, 98, 95].map(value => at(value, high).verdict)).toEqual(['pass', 'inconclusive', 'fail']);
  });

  it('mirrors when both sides are turned round', () => {
    const number = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(number, number, number, (value, pass, fail) => {
        fc.pre(pass !== fail);
        expect(at(-value, { pass: -pass, fail: -fail }).verdict).toBe(at(value, { pass, fail }).verdict);
      }),
    );
  });

  it('between its bounds is looked at again, and is no failure', () => {
    expect(at(0.02).againAt).toBeGreaterThan(0);
  });

  it('that was not read is an error, and so is an answer without a value', () => {
    const seen = (answer: object) =>
      judge('metric', evidence('after', { runner: { [probeOf().key]: [answer as never] } }), { settings }).verdict;
    expect([seen(unread), seen({ ok: true, value: { took: 1 } })]).toEqual(['error', 'error']);
    expect(judge('metric', evidence('after'), { settings }).verdict).toBe('error');
  });

  it('of Prometheus is asked for as a query of one instant, with the name of the machine in it', () => {
    const { path: _, ...bounds } = settings;
    const query = { ...bounds, url: 'https://prometheus.example/base', query: 'errors{host="{machine}"}' };
    const choice = gateEntrySchema('after').parse({ gate: 'metric', ...query });
    const [probe] = gateNamed('metric')!.probes({ ...choice, stage: 'after', machine: web01 }).runner;
    if (probe?.kind !== 'metric') throw new Error('no probe');
    expect(probe.ask.path).toBeNull();
    expect(decodeURIComponent(probe.ask.url)).toBe(
      'https://prometheus.example/base/api/v1/query?query=errors{host="web01"}',
    );
  });

  it('keeps the names of secrets, never their values', () => {
    const headers = { Authorization: 'Bearer $PATCHRING_METRICS', 'X-Scope-OrgID': '${PATCHRING_TENANT}' };
    expect(probeOf({ headers }).ask.headers).toEqual(headers);
  });

  it.each([
    [{ query: 'up' }, 'write one of them'],
    [{ path: undefined }, 'write one of them'],
    [{ path: 'a[*]' }, 'is no path'],
    [{ pass: 1, fail: 1 }, 'only when they differ'],
    [{ url: 'ftp://metrics' }, 'is no web address'],
    [{ url: 'https://me:word@metrics' }, 'must not hold a user name'],
    [{ url: 'http://metrics', headers: { Authorization: '$PATCHRING_T' } }, 'only sent over https'],
    [{ headers: { Authorization: 'Bearer s3cret' } }, 'a secret never stands in the policy'],
    [{ headers: { Authorization: '$HOME' } }, 'a secret never stands in the policy'],
    [{ headers: { Authorization: '$PATCHRING_T and more' } }, 'a secret never stands in the policy'],
    [{ headers: { 'a b': '$PATCHRING_T' } }, 'write the name of a header'],
    [{ timeout: '0s' }, 'write 10s'],
  ])('is refused with %j: %s', (more, why) => {
    expect(refused(more)).toContain(why);
  });
});
