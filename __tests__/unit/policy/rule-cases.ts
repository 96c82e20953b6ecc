// Every rule with an example of what breaks it, and exactly what is said.
import { told } from '../../support/policy-files.ts';

const list = ['web01', 'web02', 'web03', 'web04'];
export const machinesOf = (more: Readonly<Record<string, string>> = {}) =>
  `machines:\n${list.map(name => `  - { name: ${name}, labels: { ring: ${name === 'web01' ? 'test' : 'production'} }${more[name] ?? ''} }`).join('\n')}\n`;
const base = 'version: 1\nname: servers\ninventory: machines.yml\n';
export const twoRings =
  'rings:\n  - { name: test, machines: { label: ring=test }, window: anytime }\n  - { name: production, machines: rest, window: anytime }\n';

export interface Case {
  /** The whole policy after its first three lines; two good rings unless given. */
  readonly policy?: string;
  readonly before?: string;
  readonly machines?: string;
  readonly runner?: string;
}

/** What loading says about a case. */
export const faults = ({ policy = twoRings, before = '', machines = machinesOf(), runner }: Case): Promise<string[]> =>
  told({ 'patchring.yml': `${base}${before}${policy}`, 'machines.yml': machines }, { runner });
/** Two rings, the second with more settings. */
export const production = (more: string) => twoRings.replace('rest, window: anytime', `rest, window: anytime, ${more}`);
const windowed = (window: string) => twoRings.replace('rest, window: anytime', `rest, window: ${window}`);

/** What is wrong, what is written, and exactly what is said. */
export const cases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'a machine twice, whatever the case',
    { machines: `${machinesOf()}  - { name: WEB02 }\n` },
    [
      'machines.yml:6:13 INVENTORY_MACHINE_DUPLICATED WEB02 stands in the list already (written web02 there; case makes no difference): keep one of the entries',
    ],
  ],
  [
    'two machines at one address and port',
    { machines: machinesOf({ web02: ', address: 10.0.0.1', web03: ', address: 10.0.0.1, port: 5986' }) },
    [
      'machines.yml:4:59 INVENTORY_MACHINE_DUPLICATED web03 is reached at 10.0.0.1:5986, as web02 is: give it its own address or port, or keep one of them',
    ],
  ],
  [
    'an unknown zone',
    { machines: machinesOf({ web02: ', timeZone: Europe/Berln' }) },
    [
      'machines.yml:3:60 INVENTORY_ZONE_UNKNOWN web02: "Europe/Berln" is not an IANA time zone; did you mean "Europe/Berlin"?',
    ],
  ],
  [
    'two rings of one name',
    { policy: twoRings.replace('name: production', 'name: Test') },
    [
      'patchring.yml:6:13 POLICY_NAME_DUPLICATED the ring Test has the name of the ring at rings[0]: rename one of them',
    ],
  ],
  [
    'two rings that take the rest',
    { policy: `${twoRings}  - { name: more, machines: rest, window: anytime }\n` },
    [
      'patchring.yml:7:29 POLICY_REST_REPEATED only one ring can take the rest of the machines: write { label: key=value } or a list of names',
      'patchring.yml:7:29 POLICY_MACHINE_SHARED web02, web03, web04 are in ring production already: a machine is in one ring; narrow one of the selectors',
    ],
  ],
  [
    'a machine that the inventory does not have',
    { policy: twoRings.replace('{ label: ring=test }', '[web1, web01]') },
    ['patchring.yml:5:30 POLICY_MACHINE_UNKNOWN no machine of the inventory is called "web1"; did you mean "web01"?'],
  ],
  [
    'a machine in two rings',
    { policy: twoRings.replace('machines: rest', 'machines: [web01, web02]') },
    [
      'patchring.yml:6:35 POLICY_MACHINE_SHARED web01 is in ring test already: a machine is in one ring; narrow one of the selectors',
    ],
  ],
  [
    'a ring whose label nobody bears',
    { policy: twoRings.replace('ring=test', 'ring=staging') },
    [
      'patchring.yml:5:29 POLICY_RING_EMPTY the ring test has no machine: no machine bears the label ring=staging; there are ring=test, ring=production',
    ],
  ],
  [
    'a ring whose labels nobody bears together',
    { policy: twoRings.replace('label: ring=test', 'label: [ring=test, ring=production]') },
    ['patchring.yml:5:29 POLICY_RING_EMPTY the ring test has no machine: no machine bears all of these labels'],
  ],
  [
    'a rest of nobody',
    { policy: twoRings.replace('{ label: ring=test }', '[web01, web02, web03, web04]') },
    [
      'patchring.yml:6:35 POLICY_RING_EMPTY the ring production has no machine: the other rings take all of them; take this ring out, or narrow the others',
    ],
  ],
  [
    'as many failures as machines out of service',
    { policy: production('maxUnavailable: 2, maxFailures: 2') },
    [
      'patchring.yml:6:90 POLICY_LIMIT_EXCEEDED the ring production tolerates 2 failed machines and may have 2 out of service (of 3): write maxFailures: 1, or maxUnavailable: 3 or more',
    ],
  ],
  [
    'a failure tolerated with one machine out of service at a time, which is the default',
    { policy: production('maxFailures: 50%') },
    [
      'patchring.yml:6:71 POLICY_LIMIT_EXCEEDED the ring production tolerates 1 failed machine and may have 1 out of service (of 3): write maxFailures: 0, or maxUnavailable: 2 or more',
    ],
  ],
  [
    'waves that never reach everybody',
    { policy: production('waves: [1, 50%]') },
    [
      'patchring.yml:6:65 POLICY_WAVES_INCOMPLETE the waves of ring production never reach all its machines: waves are sizes and the last is the rest, so write [1, 50%, 100%]',
    ],
  ],
  [
    'waves after the rest',
    { policy: production('waves: [100%, 1]') },
    [
      'patchring.yml:6:65 POLICY_WAVES_INCOMPLETE the waves of ring production go on after 100%, which is the rest already: write 100% last, as in [1, 4, 100%]',
    ],
  ],
  [
    'the runner in a ring',
    { runner: 'WEB03.corp.example' },
    [
      'patchring.yml:6:35 POLICY_RUNNER_INCLUDED web03 in ring production is the machine that runs this rollout, and would restart itself: take it out of the ring, and update it from elsewhere',
    ],
  ],
  [
    'a ring that may restart machines without a window',
    { policy: twoRings.replace('rest, window: anytime', 'rest') },
    [
      'patchring.yml:6:5 POLICY_WINDOW_MISSING the ring production may restart machines and does not say when: name a window, or write window: anytime',
    ],
  ],
  [
    'an unknown window',
    {
      before: 'windows: { weekend: { days: [sat], start: "01:00", duration: 4h, timeZone: UTC } }\n',
      policy: windowed('weekand'),
    },
    [
      'patchring.yml:7:49 POLICY_WINDOW_UNKNOWN the ring production names the window "weekand", which is not under windows; did you mean "weekend"?',
    ],
  ],
  [
    'a window called anytime',
    { before: 'windows: { anytime: { days: [sat], start: "01:00", duration: 4h, timeZone: UTC } }\n' },
    ['patchring.yml:4:12 POLICY_WINDOW_INVALID "anytime" means that there is no window: give this window another name'],
  ],
  [
    'a window that never closes',
    { policy: windowed("{ days: [sat], start: '01:00', duration: 25h, timeZone: UTC }") },
    [
      'patchring.yml:6:90 POLICY_WINDOW_INVALID a window lasts between 1m and 24h, and this one 1d1h: write for example 4h, or window: anytime',
    ],
  ],
  [
    'a window that never opens',
    { before: 'windows: { never: { days: [sat], start: "01:00", duration: 0s, timeZone: UTC } }\n' },
    [
      'patchring.yml:4:60 POLICY_WINDOW_INVALID a window lasts between 1m and 24h, and this one 0ms: write for example 4h, or window: anytime',
    ],
  ],
  [
    'the machine’s zone where machines have none',
    {
      policy: windowed("{ days: [sat], start: '01:00', duration: 4h, timeZone: machine }"),
      machines: machinesOf({ web02: ', timeZone: Europe/Berlin' }),
    },
    [
      'patchring.yml:6:49 POLICY_ZONE_MISSING the window of ring production goes by each machine’s own zone, and web03, web04 have none: add timeZone in the inventory, or write the zone in the window',
    ],
  ],
  [
    'a password in the file',
    { before: 'credentials: { default: { username: admin, password: hunter2 } }\n' },
    [
      'patchring.yml:4:54 POLICY_SECRET_FOUND a password stands in the file: write $PATCHRING_PASSWORD here, set that variable from a secret of the pipeline, and change the password, which others may have read',
    ],
  ],
  [
    'a variable that is not ours',
    { before: 'credentials: { default: { username: $USER, password: "${ADMIN_PASSWORD}" } }\n' },
    [
      'patchring.yml:4:37 POLICY_VARIABLE_REFUSED only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $PATCHRING_USERNAME',
      'patchring.yml:4:54 POLICY_VARIABLE_REFUSED only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $PATCHRING_PASSWORD',
    ],
  ],
  [
    'a variable inside a text',
    { before: 'credentials: { default: { username: "CORP\\\\${PATCHRING_USER}", password: $PATCHRING_PASSWORD } }\n' },
    [
      'patchring.yml:4:37 POLICY_VARIABLE_REFUSED only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write $PATCHRING_USERNAME',
    ],
  ],
  [
    'a credential for nobody in particular',
    { before: 'credentials: { tier0: { username: a, password: $PATCHRING_PASSWORD } }\n' },
    [
      'patchring.yml:4:23 POLICY_CREDENTIAL_INVALID credentials.tier0 does not say for which machines it is: add match: key=value, or call it default',
    ],
  ],
  [
    'a default credential for some',
    { before: 'credentials: { default: { match: a=b, username: a, password: $PATCHRING_PASSWORD } }\n' },
    [
      'patchring.yml:4:34 POLICY_CREDENTIAL_INVALID credentials.default is for all other machines: take match out, or rename it',
    ],
  ],
  [
    'a machine without a credential',
    { before: 'credentials: { web: { match: ring=test, username: a, password: $PATCHRING_PASSWORD } }\n' },
    [
      'patchring.yml:4:14 POLICY_CREDENTIAL_INVALID no credential matches web02: add credentials.default, or a credential that matches one of its labels',
    ],
  ],
  [
    'certificates where none are used, and a password in clear',
    { before: `connection: { transport: http-sealed, auth: basic, ca: ca.pem, pin: ${'ab'.repeat(32)} }\n` },
    [
      'patchring.yml:4:45 POLICY_CONNECTION_INVALID connection.auth is basic and connection.transport is http-sealed: basic authentication cannot seal messages, so it would send the password in clear; write transport: https, or auth: ntlm',
      'patchring.yml:4:56 POLICY_CONNECTION_INVALID connection.ca is about certificates, and connection.transport is http-sealed, which uses none: take it out, or write transport: https',
      'patchring.yml:4:69 POLICY_CONNECTION_INVALID connection.pin is about certificates, and connection.transport is http-sealed, which uses none: take it out, or write transport: https',
    ],
  ],
  [
    'an update wanted and refused',
    { before: 'updates: { include: [KB5000001], exclude: [KB5000001] }\n' },
    ['patchring.yml:4:22 POLICY_HOLD_INVALID KB5000001 is included and excluded: keep one of the two'],
  ],
  [
    'a hold that leads to itself',
    { before: 'holds: [{ kb: KB5000001, use: KB5000001, reason: x }]\n' },
    [
      'patchring.yml:4:31 POLICY_HOLD_INVALID KB5000001 cannot stand in for itself: name another update, or take use out',
    ],
  ],
  [
    'a hold that leads to an excluded update',
    { before: 'updates: { exclude: [KB5000002] }\nholds: [{ kb: KB5000001, use: KB5000002, reason: x }]\n' },
    [
      'patchring.yml:5:31 POLICY_HOLD_INVALID KB5000002 is to stand in for KB5000001 and is excluded: take it out of updates.exclude',
    ],
  ],
  [
    'a hold that leads to a held update',
    { before: 'holds: [{ kb: KB5000001, use: KB5000002, reason: x }, { kb: KB5000002, reason: y }]\n' },
    [
      'patchring.yml:4:31 POLICY_HOLD_INVALID KB5000002 is to stand in for KB5000001 and is held itself: name another update',
    ],
  ],
  [
    'a gate twice',
    { before: 'gates: { after: [services, cameBack, { gate: services }] }\n' },
    [
      'patchring.yml:4:38 POLICY_GATE_INVALID gate services stands here already with the same settings: take one of them out',
    ],
  ],
  [
    'a gate that requires what the policy ignores',
    { before: 'hotpatch: ignore\ngates: { before: [{ gate: hotpatch, requireEnrolled: true }] }\n' },
    [
      'patchring.yml:5:19 POLICY_GATE_INVALID this gate requires enrolment and the policy says hotpatch: ignore: write hotpatch: protect, or take requireEnrolled out',
    ],
  ],
  [
    'a source that goes around WSUS and asks what WSUS says',
    { before: 'updates: { overrideWsus: true }\n' },
    [
      'patchring.yml:4:26 POLICY_SOURCE_INVALID overrideWsus goes around what the machine’s own policy says, and this source asks nobody else: write windows-update or microsoft-update, or take overrideWsus out',
    ],
  ],
  [
    'an exclusion of everything',
    { before: 'updates: { exclude: ["title:*.NET*", "title:20*Update*(KB*)*"] }\n' },
    [
      'patchring.yml:4:38 POLICY_UPDATES_EXCLUDED title:20*Update*(KB*)* excludes every update of Windows: nothing would ever be installed',
    ],
  ],
  [
    'nothing to install and no restart',
    { before: 'restart: never\nupdates: { source: none }\n' },
    [
      'patchring.yml:5:20 POLICY_SOURCE_INVALID source: none does nothing but restart, and restart: never forbids that: take one of them out',
    ],
  ],
];
