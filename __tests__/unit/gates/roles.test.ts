// The gates that judge what the roles of a machine are for: compared thing by thing with before, and the cluster whole before another
// of its machines is touched.
import { describe, expect, it } from 'vitest';
import type { RoleResult } from '../../../src/model/reading.ts';
import { evidence, judge, read, snapshot, unread } from '../../support/gate-evidence.ts';

const one = (outcome: RoleResult['outcome'], more: Partial<RoleResult> = {}): RoleResult => ({
  role: 'iis',
  probe: 'web',
  item: 'pool shop',
  outcome,
  detail: outcome === 'ok' ? '' : 'it is not started',
  value: null,
  ...more,
});
const updated = (then: readonly RoleResult[], now: readonly RoleResult[]) =>
  evidence('after', {
    before: snapshot({ roles: read({ results: [...then] }) }),
    after: snapshot({ roles: read({ results: [...now] }) }),
  });
const twice = (then: readonly RoleResult[], now: readonly RoleResult[], settings = {}) => {
  const seen = updated(then, now);
  return judge('roles', seen, { settings, previous: judge('roles', seen, { settings }) });
};

describe('roles', () => {
  it('fails on the second look what was well before and is not now', () => {
    expect(judge('roles', updated([one('ok')], [one('failed')])).verdict).toBe('inconclusive');
    expect(twice([one('ok')], [one('failed')])).toMatchObject({
      verdict: 'fail',
      reason: 'well before and not now: iis web pool shop: it is not started',
    });
  });

  it('takes a probe that is late for one that failed, and one that nobody could read for an error', () => {
    const whole = { item: '' };
    expect(twice([one('ok', whole)], [one('overdue', whole)]).verdict).toBe('fail');
    expect(twice([one('ok', whole)], [one('unreadable', whole)]).verdict).toBe('error');
  });

  it.each(['failed', 'busy', 'overdue', 'unreadable'] as const)('blames nothing that was %s before', was => {
    expect(twice([one(was)], [one('failed')]).verdict).toBe('pass');
    expect(twice([one(was, { item: '' })], [one('failed')]).verdict).toBe('pass');
  });

  it('misses what is gone, unless others may have moved it', () => {
    expect(twice([one('ok')], [])).toMatchObject({ reason: 'well before and not now: iis web pool shop is gone' });
    expect(twice([one('ok', { role: 'hyper-v', probe: 'guests' })], []).verdict).toBe('pass');
    expect(twice([one('ok', { role: 'hyper-v', probe: 'switches' })], []).verdict).toBe('fail');
    expect(twice([one('ok', { role: 'cluster' })], []).verdict).toBe('pass');
  });

  it('tells a probe that broke once, not for each of its things', () => {
    const broken = one('overdue', { item: '', detail: 'late' });
    expect(twice([one('ok'), one('ok', { item: 'site' })], [broken]).reason).toBe(
      'well before and not now: iis web: late',
    );
  });

  it('waits for what is under way, even where it was before', () => {
    const repair = one('busy', { role: 'cluster', probe: 'storage' });
    expect(twice([], [repair])).toMatchObject({ verdict: 'inconclusive' });
    expect(twice([repair], [repair])).toMatchObject({ verdict: 'inconclusive' });
  });

  it('ignores roles and probes that the policy ignores', () => {
    const ignoring = (ignore: string[]) => twice([one('ok')], [one('failed')], { ignore }).verdict;
    expect([ignoring(['iis']), ignoring(['iis/web']), ignoring(['web'])]).toEqual(['pass', 'pass', 'fail']);
  });

  it('passes nothing whose readings before are missing', () => {
    const half = evidence('after', { before: snapshot({ roles: unread }) });
    expect(judge('roles', half).verdict).toBe('error');
  });
});

describe('cluster', () => {
  const member = (outcome: RoleResult['outcome'], item = 'node HV02') => one(outcome, { role: 'cluster', item });
  const checked = (...results: RoleResult[]) => evidence('before', { before: snapshot({ roles: read({ results }) }) });

  it.each([
    ['ok', 'pass'],
    ['failed', 'fail'],
    ['overdue', 'fail'],
    ['unreadable', 'error'],
    ['busy', 'inconclusive'],
  ] as const)('says of a cluster with a part that is %s: %s', (outcome, verdict) => {
    expect(judge('cluster', checked(member('ok', 'node HV01'), member(outcome))).verdict).toBe(verdict);
  });

  it('lets only those groups be offline that nobody needs', () => {
    const idle = checked(member('failed', 'group Available Storage'), member('failed', 'group spare'));
    expect(judge('cluster', idle).verdict).toBe('fail');
    expect(judge('cluster', idle, { settings: { allowOffline: ['spare'] } }).verdict).toBe('pass');
  });

  it('reports which groups a restart of the node would move', () => {
    const mine = { ...member('ok', 'group app01'), value: 1 };
    expect(judge('cluster', checked(mine, { ...member('ok', 'group app02'), value: 0 }))).toMatchObject({
      verdict: 'pass',
      reason: 'the cluster is whole; on this node: app01',
      measured: { looked: 2, owned: 'app01' },
    });
  });

  it('waits for storage that repairs itself, and says when it looks again', () => {
    const repair = member('busy', '');
    expect(judge('cluster', checked(repair))).toMatchObject({ verdict: 'inconclusive', againAt: expect.any(Number) });
    expect(judge('cluster', checked(member('failed'), repair)).againAt).toBeUndefined();
  });

  it('passes a machine that belongs to none', () => {
    expect(judge('cluster', checked(one('failed'))).verdict).toBe('pass');
  });
});
