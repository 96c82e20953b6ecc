// What can be wrong with gates of a service, and exactly what is said.
import type { Case } from './rule-cases.ts';

const wave = (gate: string): Case => ({ before: `gates: { wave: [${gate}] }\n` });
const ring = (gate: string): Case => ({ before: `gates: { ring: [${gate}] }\n` });
const shop = 'url: https://shop.example/health';

export const serviceCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'a service that is called as a machine',
    wave("{ gate: http, url: 'https://{machine}/health' }"),
    [
      'patchring.yml:4:17 POLICY_VALUE_INVALID gates.wave[0]: {machine} stands for nothing in gates.wave, which watches a service and no machine: write the service’s own address, or move the gate to gates.after',
    ],
  ],
  [
    'a command that is told of a machine',
    ring("{ gate: exec, command: [./smoke.sh, '{address}'] }"),
    [
      'patchring.yml:4:17 POLICY_VALUE_INVALID gates.ring[0]: {address} stands for nothing in gates.ring, which watches a service and no machine: write the service’s own address, or move the gate to gates.after',
    ],
  ],
  [
    'a wave that is filled in nowhere',
    wave("{ gate: exec, command: [./smoke.sh, '{wave}'] }"),
    [
      'patchring.yml:4:17 POLICY_VALUE_INVALID gates.wave[0]: {wave} stands for nothing in gates.wave, which watches a service and no machine: write the service’s own address, or move the gate to gates.after',
    ],
  ],
  [
    'a gate of machines',
    wave('services'),
    [
      'patchring.yml:4:17 POLICY_VALUE_INVALID gates.wave[0]: gate services judges a machine, and gates.wave watches a service: move it to gates.after; here stand http, exec and metric',
    ],
  ],
  [
    'a gate of machines with settings',
    ring('{ gate: services, settle: 5m }'),
    [
      'patchring.yml:4:25 POLICY_VALUE_INVALID gates.ring[0].gate: gate services judges a machine, and gates.ring watches a service: move it to gates.after; here stand http, exec and metric',
    ],
  ],
  [
    'a gate that only stands before',
    ring('{ gate: diskFree }'),
    [
      'patchring.yml:4:25 POLICY_VALUE_INVALID gates.ring[0].gate: gate diskFree judges a machine, and gates.ring watches a service: move it to gates.before; here stand http, exec and metric',
    ],
  ],
  [
    'a gate that there is not',
    wave(`{ gate: htpp, ${shop} }`),
    [
      'patchring.yml:4:25 POLICY_VALUE_INVALID gates.wave[0].gate: "htpp" is not known here; did you mean "http"? Write http, exec or metric',
    ],
  ],
  [
    'a page that is not named',
    wave('http'),
    [
      'patchring.yml:4:17 POLICY_VALUE_INVALID gates.wave[0]: gate http has settings that must be written: { gate: http, url: … }',
    ],
  ],
  [
    'measurements of which none has to pass',
    wave(`{ gate: http, ${shop}, count: 3, failureLimit: 3 }`),
    [
      'patchring.yml:4:17 POLICY_VALUE_INVALID gates.wave[0]: of 3 measurements 3 may fail and 0 may be unclear, so none has to pass: write count: 4 or more',
    ],
  ],
  [
    'a metric that has one side',
    ring('{ gate: metric, url: https://m.example, query: up, pass: 1, fail: 1 }'),
    [
      'patchring.yml:4:17 POLICY_VALUE_INVALID gates.ring[0]: pass and fail are both 1: which side is good shows only when they differ',
    ],
  ],
  [
    'a severity that there is not',
    ring(`{ gate: http, ${shop}, severity: warn }`),
    [
      'patchring.yml:4:75 POLICY_VALUE_INVALID gates.ring[0].severity: "warn" is not known here; write critical, hard, soft or observe',
    ],
  ],
  [
    'a key that is misspelt',
    wave(`{ gate: http, ${shop}, intervall: 1m }`),
    ['patchring.yml:4:65 POLICY_KEY_UNKNOWN unknown key "intervall"; did you mean "interval"?'],
  ],
  [
    'an interval of no time',
    wave(`{ gate: http, ${shop}, interval: 0s }`),
    ['patchring.yml:4:17 POLICY_VALUE_INVALID gates.wave[0]: interval is 0s: write 1m'],
  ],
];

export const serviceAllowed: readonly (readonly [what: string, written: Case])[] = [
  [
    'a page, a figure and a command of a service, measured as gates of machines are',
    {
      before: `gates:
  wave:
    - { gate: http, ${shop}, severity: critical, count: 3, interval: 2m, failureLimit: 1 }
    - { gate: metric, url: https://prometheus.example, query: 'sum(rate(errors{job="shop"}[5m]))', pass: 1, fail: 5 }
  ring:
    - { gate: exec, command: [./smoke.sh, '{"a":1}'], settle: 10m, confirm: 2, consecutiveErrorLimit: 2 }
    - { gate: http, ${shop}, severity: observe }
`,
    },
  ],
];
