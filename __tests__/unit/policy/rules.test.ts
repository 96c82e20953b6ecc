import { describe, expect, it } from 'vitest';

import { type Case, cases, faults, machinesOf, production, twoRings } from './rule-cases.ts';
import { ageAllowed, ageCases } from './rule-cases-age.ts';
import { analysisCases } from './rule-cases-analysis.ts';
import { aroundCases } from './rule-cases-around.ts';
import { calendarAllowed, calendarCases } from './rule-cases-calendar.ts';
import { coverageCases } from './rule-cases-coverage.ts';
import { drillAllowed, drillCases } from './rule-cases-drill.ts';
import { groupCases } from './rule-cases-groups.ts';
import { knowledgeCases } from './rule-cases-knowledge.ts';
import { logonCases } from './rule-cases-logon.ts';
import { packageCases } from './rule-cases-packages.ts';
import { restartCases } from './rule-cases-restart.ts';
import { serviceAllowed, serviceCases } from './rule-cases-service.ts';

describe('what shapes cannot say', () => {
  it('finds nothing wrong with a good policy', async () => {
    expect(await faults({})).toEqual([]);
  });

  it.each([
    ...cases,
    ...ageCases,
    ...logonCases,
    ...knowledgeCases,
    ...groupCases,
    ...coverageCases,
    ...aroundCases,
    ...drillCases,
    ...restartCases,
    ...packageCases,
    ...analysisCases,
    ...calendarCases,
    ...serviceCases,
  ])('refuses %s, says what to write instead, and says nothing else', async (_, written, lines) => {
    expect(await faults(written)).toEqual(lines);
  });
});

describe('what is allowed', () => {
  it.each<readonly [string, Case]>([
    ...ageAllowed,
    ...calendarAllowed,
    ...serviceAllowed,
    ...drillAllowed,
    [
      'no window where nothing restarts',
      { before: 'restart: never\n', policy: twoRings.replaceAll(', window: anytime', '') },
    ],
    [
      'no window where nothing restarts, with a limit for an undo',
      {
        before: 'restart: { when: never, timeout: 2h }\n',
        policy: twoRings.replaceAll(', window: anytime', ''),
      },
    ],
    [
      'one limit for a restart in two places',
      { before: 'restart: { timeout: 2h }\ngates: { after: [{ gate: cameBack, timeout: 120m }] }\n' },
    ],
    [
      'a step around each kind of thing, with what is known there',
      {
        before: `around:
  - { label: ring=test, before: [./lb.sh, '{"a":1}', '{machine}', '{address}'], after: [./lb.sh, '{ring}'] }
  - { per: wave, before: [./w.sh, '{ring}', '{wave}'], timeout: 1h }
  - { per: ring, before: [./r.sh, '{ring}'] }
`,
      },
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
      'every form of credential where its way takes it',
      {
        before: `connection: { auth: kerberos, spn: HTTP/a.b, for: [{ match: ring=test, auth: certificate }] }
credentials:
  default: { exec: [./vault.sh, --json, '{"a":1}', '{machine}'] }
  test: { match: ring=test, certificate: a.pem, key: $PATCHRING_CLIENT_KEY, passphrase: '\${PATCHRING_P}' }
`,
      },
    ],
    [
      'Kerberos as whoever runs us, through a jump host with an account from variables',
      {
        before: `connection: { auth: negotiate, via: 'socks5://$PATCHRING_JU:$PATCHRING_JP@jump:1080' }
credentials: { default: { sso: true } }
`,
      },
    ],
    [
      'a fallback that is refused where there is none to refuse',
      { before: 'connection: { auth: ntlm, ntlmFallback: false }\n' },
    ],
    [
      'the same gate twice with other settings',
      { before: 'gates: { after: [{ gate: tcp, port: 80 }, { gate: tcp, port: 443 }] }\n' },
    ],
  ])('is %s', async (_, written) => {
    expect(await faults(written)).toEqual([]);
  });
});
