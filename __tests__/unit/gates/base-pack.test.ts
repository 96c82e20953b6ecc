// The gates that are asked of every machine after an update beside its services: crashes, a shutdown that hangs, the product, the
// listeners, the clock, the load. What was as bad before is not blamed on the update.
import { describe, expect, it } from 'vitest';
import type { Facts, HealthReading } from '../../../src/model/reading.ts';
import { evidence, judge, read, snapshot, unread, updatedAt } from '../../support/gate-evidence.ts';
import { facts, health } from '../../support/windows-state.ts';

const minute = 60_000;
const well = (then: Partial<HealthReading>, now: Partial<HealthReading>) =>
  evidence('after', {
    before: snapshot({ health: read(health(then)) }),
    after: snapshot({ health: read(health(now)) }),
  });
const who = (then: Partial<Facts>, now: Partial<Facts>) =>
  evidence('after', { before: snapshot({ facts: read(facts(then)) }), after: snapshot({ facts: read(facts(now)) }) });
const clockAt = (minutes: number) => ({ clock: new Date(updatedAt + minutes * minute).toISOString() });

describe('crashes', () => {
  it('fails at first sight, however early', () => {
    expect(judge('crashes', well({}, { crashes: 2 }), { after: 0 })).toMatchObject({
      verdict: 'fail',
      reason: 'Windows crashed 2 times since the update',
    });
  });

  it('does not blame the update for a crash before it', () => {
    expect(judge('crashes', well({ crashes: 1 }, {})).verdict).toBe('pass');
  });
});

describe('noHangingShutdown', () => {
  const asked = (minutes: number) => ({ shutdownAskedAt: new Date(updatedAt - minutes * minute).toISOString() });

  it('is not clear at first, and fails after half an hour', () => {
    expect(judge('noHangingShutdown', well({}, asked(29))).verdict).toBe('inconclusive');
    expect(judge('noHangingShutdown', well({}, asked(30)))).toMatchObject({
      verdict: 'fail',
      reason: 'a shutdown was asked for 30m ago and has not ended',
    });
  });

  it('keeps a machine out that is about to restart', () => {
    const going = evidence('before', { before: snapshot({ health: read(health(asked(1))) }) });
    expect(judge('noHangingShutdown', going).verdict).toBe('inconclusive');
  });
});

describe('productUnchanged', () => {
  it.each([
    ['build was 26100 and is 26200', { build: 26200 }],
    ['edition was ServerDatacenter and is ServerStandard', { editionId: 'ServerStandard' }],
    ['domain was corp.example and is WORKGROUP', { domain: 'WORKGROUP' }],
  ])('fails for certain when %s', (reason, now) => {
    const judgement = judge('productUnchanged', who({}, now), { after: 0 });
    expect(judgement).toMatchObject({ verdict: 'fail', reason });
    expect(judgement.againAt).toBeUndefined();
  });

  it('passes a higher revision of the same build', () => {
    expect(judge('productUnchanged', who({ ubr: 1 }, { ubr: 2 })).verdict).toBe('pass');
  });
});

describe('listenerCertificate', () => {
  const bound = (more = {}) => ({
    listeners: [{ name: '*+HTTPS', port: 5986, thumbprint: 'AB', notAfter: '2026-10-25T20:00:00Z', ...more }],
  });
  const verdictOf = (then: Partial<HealthReading>, now: Partial<HealthReading>) => {
    const previous = judge('listenerCertificate', well(then, now));
    return judge('listenerCertificate', well(then, now), { previous });
  };

  it.each([
    ['is gone', { listeners: [] }, '*+HTTPS was there before and is gone'],
    [
      'has no certificate any more',
      bound({ notAfter: null }),
      '*+HTTPS is bound to AB, and the machine has no such certificate',
    ],
    ['has ended', bound({ notAfter: '2025-10-24T00:00:00Z' }), 'the certificate of *+HTTPS ended on 2025-10-24'],
    ['ends within a day', bound({ notAfter: '2025-10-26T08:00:00Z' }), 'the certificate of *+HTTPS ends in 12h'],
  ])('fails on the second look when a listener %s', (_, now, reason) => {
    expect(judge('listenerCertificate', well(bound(), now)).verdict).toBe('inconclusive');
    expect(verdictOf(bound(), now)).toMatchObject({ verdict: 'fail', reason });
  });

  it('does not blame the update for what was as bad before', () => {
    expect(verdictOf(bound({ notAfter: null }), bound({ notAfter: null }))).toMatchObject({
      verdict: 'pass',
      reason: 'no worse than before the update',
    });
  });

  it('passes a machine without HTTPS, and none whose listeners could not be read', () => {
    expect(verdictOf({ listeners: [] }, { listeners: [] }).verdict).toBe('pass');
    expect(verdictOf(bound(), { listeners: null }).verdict).toBe('error');
    expect(verdictOf({ listeners: null }, bound()).verdict).toBe('error');
  });
});

describe('timeSkew', () => {
  const twice = (then: number, now: number) => {
    const seen = who(clockAt(then), clockAt(now));
    return judge('timeSkew', seen, { previous: judge('timeSkew', seen) });
  };

  it('lets a clock be five minutes off in either direction', () => {
    expect([twice(0, 5), twice(0, -5)].map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(twice(0, 6)).toMatchObject({ verdict: 'fail', reason: 'the clock is 6m ahead (at most 5m)' });
    expect(twice(0, -6)).toMatchObject({ verdict: 'fail', reason: 'the clock is 6m behind (at most 5m)' });
  });

  it('does not blame the update for a clock that was off before', () => {
    expect(twice(-90, 90).verdict).toBe('pass');
    const off = evidence('before', { before: snapshot({ facts: read(facts(clockAt(90))) }) });
    expect(judge('timeSkew', off, { settings: {} }).verdict).toBe('fail');
  });

  it('passes no clock that was not read', () => {
    expect(judge('timeSkew', evidence('after', { after: snapshot({ facts: unread }) })).verdict).toBe('error');
  });
});

describe('load', () => {
  const full = { load: { processor: 99, commit: 50 } };
  const third = (then: Partial<HealthReading>, now: Partial<HealthReading>) => {
    const seen = well(then, now);
    const once = judge('load', seen);
    return judge('load', seen, { previous: judge('load', seen, { previous: once }) });
  };

  it('fails on the third look, and only what was not exhausted before', () => {
    expect(judge('load', well({}, full)).verdict).toBe('inconclusive');
    expect(third({}, full)).toMatchObject({ verdict: 'fail', reason: 'exhausted, and not before: processors' });
    expect(third(full, full).verdict).toBe('pass');
  });

  it('blames nothing where the load before is not known, and passes nothing where none is', () => {
    expect(third({ load: { processor: null, commit: null } }, full).verdict).toBe('pass');
    expect(third({}, { load: { processor: null, commit: null } }).verdict).toBe('error');
  });
});
