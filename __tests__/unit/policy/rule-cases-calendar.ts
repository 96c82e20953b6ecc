// Every rule of windows by label, blackouts, freezes and releases, with an example of what breaks it, and exactly what is said.
import { type Case, machinesOf, twoRings } from './rule-cases.ts';

const night = 'days: [sat], start: "22:00", duration: 6h, timeZone: Europe/Berlin';
const own = 'days: [sat], start: "22:00", duration: 6h, timeZone: machine';
const windows = (text: string) => `windows: ${text}\n`;

/** What is wrong, what is written, and exactly what is said. */
export const calendarCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'a window for a label that nobody bears',
    { before: windows(`{ dc: { match: ring=tst, ${night} } }`) },
    [
      'patchring.yml:4:25 POLICY_WINDOW_INVALID no machine bears the label ring=tst of the window dc; did you mean "ring=test"?',
    ],
  ],
  [
    'two windows for one machine',
    {
      before: windows(`{ a: { match: ring=test, ${night} }, b: { match: site=x, ${night} } }`),
      machines: machinesOf().replace('{ ring: test }', '{ ring: test, site: x }'),
    },
    [
      'patchring.yml:4:117 POLICY_WINDOW_INVALID web01 bears the label of the window a (windows.a), too: a machine goes by one window; narrow one of the labels',
    ],
  ],
  [
    'the machine’s own zone for a label whose machines have none, all by name at once',
    {
      before: windows(`{ a: { match: ring=production, ${own} } }`),
      machines: machinesOf({ web02: ', timeZone: UTC' }),
    },
    [
      'patchring.yml:4:94 POLICY_ZONE_MISSING the window a goes by each machine’s own zone, and web03, web04 have none: add timeZone in the inventory, or write the zone in the window',
    ],
  ],
  [
    'weeks and after in one window',
    { before: windows(`{ a: { weeks: [2], after: patch-tuesday+4d, ${night} } }`) },
    [
      'patchring.yml:4:36 POLICY_WINDOW_INVALID weeks and after both say which weeks are meant (see windows.a.weeks): write one of them',
    ],
  ],
  [
    'a week that no month has',
    { before: windows(`{ a: { weeks: [6], ${night} } }`) },
    ['patchring.yml:4:25 POLICY_VALUE_INVALID windows.a.weeks[0]: 6 is too large; write at most 5'],
  ],
  [
    'a day that windows do not count from',
    { before: windows(`{ a: { after: patch-tuesday-1d, ${night} } }`) },
    [
      'patchring.yml:4:24 POLICY_VALUE_INVALID windows.a.after: "patch-tuesday-1d" is not a day to count from: write patch-tuesday+4d or detected-release+4d, with at most 20d',
    ],
  ],
  [
    'machines that take longer than their window',
    {
      before: windows(`{ a: { ${night} } }`),
      policy: twoRings.replace('rest, window: anytime', 'rest, window: a, takes: 7h'),
    },
    [
      'patchring.yml:7:59 POLICY_WINDOW_SHORT a machine of ring production takes 7h, and a window that it goes by lasts 6h: none could ever be begun; lengthen the window, or write a shorter takes',
    ],
  ],
  [
    'a blackout that ends before it begins',
    { before: 'blackouts: [{ from: 2027-01-04, to: 2026-12-18, timeZone: UTC, reason: year end }]\n' },
    [
      'patchring.yml:4:37 POLICY_BLACKOUT_INVALID this blackout ends (2026-12-18) before it begins (2027-01-04): write its first day as from and its last as to',
    ],
  ],
  [
    'a blackout by zones that nobody has',
    {
      before: 'blackouts: [{ from: 2026-12-18, to: 2027-01-04, timeZone: machine, reason: year end }]\n',
      machines: machinesOf({ web02: ', timeZone: UTC' }),
    },
    [
      'patchring.yml:4:59 POLICY_ZONE_MISSING the blackout "year end" goes by each machine’s own zone, and web01, web03, web04 have none: add timeZone in the inventory, or write the zone in the window',
    ],
  ],
  [
    'a blackout in a zone that does not exist',
    { before: 'blackouts: [{ from: 2026-12-18, to: 2027-01-04, timeZone: Europe/Berln, reason: year end }]\n' },
    [
      'patchring.yml:4:59 POLICY_VALUE_INVALID blackouts[0].timeZone: "Europe/Berln" is not an IANA time zone; write for example Europe/Berlin or UTC',
    ],
  ],
  [
    'a freeze of a machine that the inventory does not have',
    { before: 'freezes: [{ machines: [web1], until: 2026-12-31, reason: year end }]\n' },
    ['patchring.yml:4:24 POLICY_MACHINE_UNKNOWN no machine of the inventory is called "web1"; did you mean "web01"?'],
  ],
  [
    'a freeze of nobody',
    { before: 'freezes: [{ machines: { label: app=payroll }, until: 2026-12-31, reason: year end }]\n' },
    ['patchring.yml:4:23 POLICY_FREEZE_INVALID this freezes nobody: no machine bears app=payroll'],
  ],
  [
    'a freeze of the rest',
    { before: 'freezes: [{ machines: rest, until: 2026-12-31, reason: year end }]\n' },
    ['patchring.yml:4:23 POLICY_VALUE_INVALID freezes[0].machines: write { label: key=value } or a list of names'],
  ],
  [
    'a freeze without an end',
    { before: 'freezes: [{ machines: [web01], reason: year end }]\n' },
    ['patchring.yml:4:11 POLICY_VALUE_MISSING freezes[0].until is missing: write a text'],
  ],
  [
    'a release where nothing is released',
    { before: 'updates: { source: none }\ncalendar: { follow: detected-release }\n' },
    [
      'patchring.yml:5:21 POLICY_CALENDAR_INVALID no release can be detected of what updates.source names: only updates that machines are offered have a day of release; count from the beginning, or from patch-tuesday',
    ],
  ],
  [
    'something to follow that nobody knows',
    { before: 'calendar: { follow: detected-relase }\n' },
    [
      'patchring.yml:4:21 POLICY_VALUE_INVALID calendar.follow: "detected-relase" is not known here; did you mean "detected-release"? Write beginning or detected-release',
    ],
  ],
];

export const calendarAllowed: readonly (readonly [string, Case])[] = [
  [
    'every rule of the calendar together',
    {
      before: `${windows(`{ a: { match: ring=test, weeks: [2, last], ${night} }, b: { after: detected-release+4d, ${night} } }`)}blackouts: [{ from: 2026-12-18, to: 2026-12-18, timeZone: UTC, reason: one day }]
freezes: [{ machines: [WEB02], until: 2026-12-31, reason: year end }]
calendar: { follow: detected-release }
`,
      policy: twoRings.replace('rest, window: anytime', 'rest, window: b, takes: 2h'),
    },
  ],
  [
    'a machine without a zone in a ring by zones, where its label has a window of its own',
    {
      before: windows(`{ a: { match: ring=test, ${night} }, b: { ${own} } }`),
      policy: twoRings.replace('{ label: ring=test }, window: anytime', '{ label: ring=test }, window: b'),
    },
  ],
];
