import { describe, expect, it } from 'vitest';
import type { Evidence, RunnerAnswer } from '../../../src/gates/gate.ts';
import { gateEntrySchema, gateNamed } from '../../../src/gates/registry.ts';
import type { EventCount, HealthReading, Service } from '../../../src/model/reading.ts';
import { evidence, judge, read, snapshot, unread, updatedAt } from '../../support/gate-evidence.ts';
import { boot, health, service } from '../../support/windows-state.ts';

const minute = 60_000;

describe('cameBack', () => {
  const restart = { askedAt: updatedAt - 10 * minute, from: 'boot-17' };
  const back = (more: Partial<Evidence>) => evidence('after', { restart, ...more });

  it('tells a new boot by its identity', () => {
    expect(judge('cameBack', back({}))).toMatchObject({ verdict: 'pass', reason: 'came back after 10m' });
    const same = back({ after: snapshot({ boot: read(boot()) }), settledAt: undefined });
    expect(judge('cameBack', same, { after: minute })).toMatchObject({
      verdict: 'inconclusive',
      reason: 'it is still on the boot before the restart',
      againAt: updatedAt + 2 * minute,
    });
  });

  it('takes no boot for a new one that is told by another source than the one before', () => {
    const [system, kernel] = ['process-2026-11-10T21:04:05.0000000Z', 'event-771-2026-11-10T21:04:05.0000000Z'];
    const told = (bootId: string, from: string) => {
      const after = snapshot({ boot: read(boot({ bootId })) });
      return judge('cameBack', back({ after, restart: { ...restart, from }, settledAt: undefined }), { after: minute });
    };
    expect(told(kernel, system)).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/nobody can tell/),
    });
    expect(told(kernel, `${system}|${kernel}`)).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/still on/),
    });
    expect(told(`${system}|${kernel}`, 'event-770-2026-11-09T03:00:00.0000000Z').verdict).toBe('pass');
  });

  it('waits until Windows has settled on the new boot', () => {
    const busy = back({
      after: snapshot({ boot: read(boot({ bootId: 'boot-18', isServicing: true })) }),
      settledAt: undefined,
    });
    expect(judge('cameBack', busy, { after: minute }).verdict).toBe('inconclusive');
  });

  it('fails for certain when the machine is away past the timeout, whether it answers or not', () => {
    for (const seen of [unread, read(boot())]) {
      const away = back({ after: snapshot({ boot: seen }), settledAt: undefined });
      expect(judge('cameBack', away, { after: 79 * minute }).verdict).not.toBe('fail');
      const late = judge('cameBack', away, { after: 80 * minute });
      expect(late.verdict).toBe('fail');
      expect(late.againAt).toBeUndefined();
      expect(late.reason).toMatch(/^it is not back 1h30m after the restart was asked for: /);
    }
  });

  it('looks again at the deadline itself, not after it', () => {
    const away = back({ after: snapshot({ boot: unread }), settledAt: undefined });
    expect(judge('cameBack', away, { after: 79.5 * minute }).againAt).toBe(updatedAt + 80 * minute);
  });

  it('says when somebody else restarted the machine, and does not fail it for that', () => {
    expect(judge('cameBack', evidence('after', { restart: undefined }))).toMatchObject({
      verdict: 'pass',
      reason: 'it restarted without our asking, and is back',
    });
  });
});

describe('services', () => {
  const updated = (now: readonly Service[], then: readonly Service[] = [service('W3SVC'), service('DNS')]) =>
    evidence('after', {
      before: snapshot({ health: read(health({ services: [...then] })) }),
      after: snapshot({ health: read(health({ services: [...now] })) }),
    });
  const stopped = updated([service('W3SVC', { state: 'stopped', exitCode: 1067 }), service('DNS')]);

  it('names what ran before and does not now, those with an error first', () => {
    const first = judge('services', stopped);
    expect(first.verdict).toBe('inconclusive');
    expect(judge('services', stopped, { previous: first })).toMatchObject({
      verdict: 'fail',
      reason: 'ran before and do not now: W3SVC (stopped, exit code 1067)',
      measured: { watched: 2, stopped: 'W3SVC' },
    });
    const both = updated([
      service('DNS', { state: 'stopped' }),
      service('W3SVC', { state: 'stopped', exitCode: 1067 }),
    ]);
    expect(judge('services', both, { settings: { confirm: 1 } }).reason).toBe(
      'ran before and do not now: W3SVC (stopped, exit code 1067), DNS (stopped)',
    );
  });

  it('gives services five minutes', () => {
    expect(judge('services', stopped, { after: 4 * minute, settings: { confirm: 1 } }).verdict).toBe('inconclusive');
    expect(judge('services', stopped, { after: 5 * minute, settings: { confirm: 1 } }).verdict).toBe('fail');
  });

  it.each(['stopPending', 'paused', 'other'] as const)('takes a service that is %s for one that does not run', now => {
    const seen = updated([service('W3SVC', { state: now }), service('DNS')]);
    expect(judge('services', seen, { settings: { confirm: 1 } }).reason).toBe(
      `ran before and do not now: W3SVC (${now})`,
    );
  });

  it('misses a service that is gone', () => {
    expect(judge('services', updated([service('DNS')]), { settings: { confirm: 1 } }).reason).toBe(
      'ran before and do not now: W3SVC (gone)',
    );
  });

  it('is not clear while a service is starting', () => {
    expect(judge('services', updated([service('W3SVC', { state: 'startPending' }), service('DNS')]))).toMatchObject({
      verdict: 'inconclusive',
      reason: 'still starting: W3SVC',
    });
  });

  it.each([
    ['was stopped before', service('X', { state: 'stopped' })],
    ['is started by hand', service('X', { startMode: 'manual' })],
    ['is started by a trigger', service('X', { isTriggerStart: true })],
    ['stops whenever it likes', service('sppsvc')],
    ['stops whenever it likes, by the beginning of its name', service('edgeupdatem')],
    ['belongs to one logged-on user', service('WpnUserService_4a2b1')],
  ])('does not watch a service that %s', (_, watched) => {
    const gone = updated([service('DNS')], [watched, service('DNS')]);
    expect(judge('services', gone, { settings: { confirm: 1 } }).verdict).toBe('pass');
  });

  it('does not watch what the policy ignores, by name or by its beginning', () => {
    const ignoring = (ignore: string[]) => judge('services', stopped, { settings: { confirm: 1, ignore } }).verdict;
    expect([ignoring(['w3svc']), ignoring(['W3*']), ignoring(['W3'])]).toEqual(['pass', 'pass', 'fail']);
  });

  it('does not pass when there was nothing to watch', () => {
    expect(judge('services', updated([service('DNS')], [])).verdict).toBe('inconclusive');
  });
});

describe('events', () => {
  const event = (more: Partial<EventCount>): EventCount => ({
    log: 'System',
    provider: 'Some Provider',
    id: 1,
    subject: '',
    count: 3,
    before: 0,
    sample: '',
    ...more,
  });
  const logs = (events: EventCount[], more: Partial<HealthReading> = {}) =>
    evidence('after', {
      after: snapshot({ health: read(health({ events, eventsSince: '2025-10-25T19:00:00Z', ...more })) }),
    });
  const verdictOf = (one: Partial<EventCount>, settings = {}) =>
    judge('events', logs([event(one)]), { settings }).verdict;

  it('counts a new kind of error from the third on', () => {
    expect([verdictOf({ count: 2 }), verdictOf({ count: 3 })]).toEqual(['pass', 'fail']);
    expect([verdictOf({ count: 3 }, { atLeast: 4 }), verdictOf({ count: 4 }, { atLeast: 4 })]).toEqual([
      'pass',
      'fail',
    ]);
  });

  it('counts once what is always bad', () => {
    const died = { provider: 'Service Control Manager', id: 7031, subject: 'W3SVC', count: 1 };
    expect(judge('events', logs([event(died)]))).toMatchObject({
      verdict: 'fail',
      reason: 'new errors: Service Control Manager 7031 (W3SVC) ×1',
    });
  });

  it('does not count what the week before was full of, unless it comes ten times as often', () => {
    // One hour is read here; 168 in the week before are one an hour.
    expect([verdictOf({ count: 10, before: 168 }), verdictOf({ count: 11, before: 168 })]).toEqual(['pass', 'fail']);
    expect(verdictOf({ provider: 'Service Control Manager', id: 7031, count: 1, before: 5 })).toBe('pass');
  });

  it('does not count the noise of every boot, nor what the policy ignores', () => {
    expect(verdictOf({ provider: 'Microsoft-Windows-DistributedCOM', id: 10016, count: 50 })).toBe('pass');
    expect(verdictOf({}, { ignore: ['Some Provider/1'] })).toBe('pass');
    expect(verdictOf({}, { ignore: ['Some Provider/2'] })).toBe('fail');
  });

  it('fails for a crash at first sight, even while the machine settles', () => {
    expect(judge('events', logs([], { crashes: 1 }), { after: 0 })).toMatchObject({
      verdict: 'fail',
      reason: 'Windows crashed once since the update',
    });
  });

  it('only observes unless the policy says otherwise', () => {
    expect(gateEntrySchema('after').parse('events').severity).toBe('observe');
  });
});

describe('http and tcp', () => {
  const ok = (status: number): RunnerAnswer => read({ status, took: 12 });
  const asked = (name: string, settings: Record<string, unknown>) => {
    const choice = gateEntrySchema('after').parse({ gate: name, ...settings });
    const machine = { name: 'web01', address: '10.0.0.1', labels: {} };
    const probe = gateNamed(name)?.probes({ settings: choice.settings, stage: 'after', machine }).runner[0];
    return {
      probe,
      judge: (answers: readonly RunnerAnswer[]) =>
        judge(name, evidence('after', { machine, runner: { [probe?.key ?? '']: answers } }), { settings }),
    };
  };
  const page = asked('http', { url: 'https://{machine}:8443/health?via={address}' });

  it('asks for the page of this machine, as often as the policy says', () => {
    expect(page.probe).toMatchObject({
      kind: 'http',
      url: 'https://web01:8443/health?via=10.0.0.1',
      times: 5,
      timeout: 10_000,
    });
  });

  it('passes three good answers of five', () => {
    expect(page.judge([ok(200), ok(500), ok(200), unread, ok(200)]).verdict).toBe('pass');
    expect(page.judge([ok(200), ok(503), ok(200), unread, ok(404)])).toMatchObject({
      verdict: 'fail',
      reason: 'https://web01:8443/health?via=10.0.0.1 answered 200 2 of 5 times (at least 3 of 5): status 503',
    });
    expect(page.judge(Array.from({ length: 5 }, () => unread)).verdict).toBe('fail');
  });

  it('is not clear when the page was asked for too few times', () => {
    expect(page.judge([ok(500)]).verdict).toBe('inconclusive');
    expect(page.judge([]).verdict).toBe('error');
  });

  it('expects the status that the policy says', () => {
    const denied = asked('http', { url: 'http://{machine}/', expect: 401, of: 1, pass: 1 });
    expect([denied.judge([ok(401)]).verdict, denied.judge([ok(200)]).verdict]).toEqual(['pass', 'fail']);
  });

  it.each([
    ['pass (4) is more than of (3): write pass: 3 or less', { url: 'https://{machine}/', of: 3, pass: 4 }],
    ['"ftp://{machine}/" is no web address: write https://{machine}/health', { url: 'ftp://{machine}/' }],
    [
      'an address must not hold a user name or a password: anyone who reads the policy sees it',
      { url: 'https://me:secret@{machine}/' },
    ],
  ])('says %s', (message, settings) => {
    expect(gateEntrySchema('after').safeParse({ gate: 'http', ...settings }).error?.issues[0]?.message).toBe(message);
  });

  it('connects to the port where the machine is reached', () => {
    const port = asked('tcp', { port: 1433 });
    expect(port.probe).toMatchObject({ kind: 'tcp', address: '10.0.0.1', port: 1433, times: 3 });
    const up = read({ took: 3 });
    expect(port.judge([up, unread, up]).verdict).toBe('pass');
    expect(port.judge([up, unread, unread])).toMatchObject({
      verdict: 'fail',
      reason: 'port 1433 accepted 1 of 3 times (at least 2 of 3)',
    });
  });
});
