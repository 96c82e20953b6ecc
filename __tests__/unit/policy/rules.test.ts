import { describe, expect, it } from 'vitest';
import { type Case, cases, faults, machinesOf, production, twoRings } from './rule-cases.ts';

describe('what shapes cannot say', () => {
  it('finds nothing wrong with a good policy', async () => {
    expect(await faults({})).toEqual([]);
  });

  it.each(cases)('refuses %s, says what to write instead, and says nothing else', async (_, written, lines) => {
    expect(await faults(written)).toEqual(lines);
  });
});

describe('what is allowed', () => {
  it.each<readonly [string, Case]>([
    [
      'no window where nothing restarts',
      { before: 'restart: never\n', policy: twoRings.replaceAll(', window: anytime', '') },
    ],
    ['a machine in no ring', { policy: twoRings.replace('machines: rest', 'machines: [web02]') }],
    [
      'two machines at one address with two ports',
      { machines: machinesOf({ web02: ', address: 10.0.0.1, port: 1', web03: ', address: 10.0.0.1, port: 2' }) },
    ],
    ['the name of a machine in another case', { policy: twoRings.replace('{ label: ring=test }', '[WEB01]') }],
    ['waves of percentages that sum to the whole', { policy: production('waves: [50%, 50%]') }],
    [
      'a failure tolerated with two machines out of service',
      { policy: production('maxUnavailable: 2, maxFailures: 1') },
    ],
    ['a runner that is no machine of a ring', { runner: 'web', machines: machinesOf() }],
    [
      'a user name that is literal, with its domain',
      { before: 'credentials: { default: { username: CORP\\svc-patch$, password: "${PATCHRING_PASSWORD}" } }\n' },
    ],
    [
      'the same gate twice with other settings',
      { before: 'gates: { after: [{ gate: tcp, port: 80 }, { gate: tcp, port: 443 }] }\n' },
    ],
  ])('is %s', async (_, written) => {
    expect(await faults(written)).toEqual([]);
  });
});
