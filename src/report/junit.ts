// TEST-patchring.xml, for the test tabs of both platforms: one suite a ring, one case for each machine's update and one for each gate on
// each machine, before and after. PublishTestResults finds the file by its name (`**/TEST-*.xml`). A gate that only observes never
// makes a case red; whatever was not measured is skipped or an error, never passed (invariant I6).
import type { JudgedGate } from '../rollout/events.ts';
import type { MachinePhase } from '../rollout/phases.ts';
import type { MachineRow } from './machine-row.ts';
import { escapeMarkup } from './markup.ts';
import type { ServiceRow } from './service.ts';
import type { Summary } from './summary.ts';

export const junitFile = 'TEST-patchring.xml';

type Bad = 'failure' | 'error' | 'skipped';

interface Case {
  readonly name: string;
  readonly classname: string;
  /** Seconds. */
  readonly time: number;
  readonly bad?: { readonly kind: Bad; readonly type: string; readonly message: string };
}

const attributes = (pairs: Readonly<Record<string, string | number>>): string =>
  Object.entries(pairs)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join('');

/** The whole document. */
export function junitOf(summary: Summary): string {
  const suites = summary.rings.map(ring => {
    const machines = summary.machines.filter(machine => machine.ring === ring.name);
    const services = summary.services.filter(row => row.ring === ring.name);
    return { name: ring.name, machines, cases: [...machines.flatMap(casesOf), ...services.map(serviceCase)] };
  });
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: `patchring ${summary.rolloutId}`, ...totals(all) })}>`,
    ...suites.flatMap(({ name, machines, cases }) => [
      `<testsuite${attributes({ name, ...totals(cases), timestamp: beginning(machines, summary.at) })}>`,
      ...cases.map(line),
      '</testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function totals(cases: readonly Case[]): Record<string, number> {
  const of = (kind: Bad): number => cases.filter(({ bad }) => bad?.kind === kind).length;
  const time = cases.reduce((sum, one) => sum + one.time, 0);
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped'), time };
}

/** Local times have no zone in this format; ours are UTC. */
function beginning(machines: readonly MachineRow[], at: number): string {
  const first = machines.reduce((earliest, { beganAt }) => Math.min(earliest, beganAt ?? earliest), at);
  return new Date(first).toISOString().slice(0, 19);
}

function casesOf(machine: MachineRow): readonly Case[] {
  const { name, gates, beganAt, endedAt } = machine;
  const time = beganAt === null || endedAt === null ? 0 : Math.round((endedAt - beganAt) / 1_000);
  const bad = updateTrouble(machine);
  const gateCase = (stage: string) => (gate: JudgedGate) => caseOf(machine, stage, gate);
  return [
    { name: `${name}: update`, classname: classOf(machine), time, ...(bad === undefined ? {} : { bad }) },
    ...gates.before.map(gateCase('before')),
    ...gates.after.map(gateCase('after')),
  ];
}

const skippedPhases: readonly MachinePhase[] = ['pending', 'skipped', 'excluded'];
const failedPhases: readonly MachinePhase[] = ['failed', 'stranded', 'undone'];

function updateTrouble({ phase, why, failure }: MachineRow): Case['bad'] {
  if (phase === 'done' || phase === 'watching') return undefined;
  const message = why ?? (phase === 'pending' ? 'its turn has not come' : phase);
  const kind = failedPhases.includes(phase) ? 'failure' : skippedPhases.includes(phase) ? 'skipped' : 'error';
  return { kind, type: failure?.code ?? phase, message };
}

const kinds: Readonly<Record<JudgedGate['verdict'], Bad | undefined>> = {
  pass: undefined,
  fail: 'failure',
  inconclusive: 'skipped',
  error: 'error',
};

function caseOf(machine: MachineRow, stage: string, { gate, severity, verdict, reason }: JudgedGate): Case {
  const base = { name: `${machine.name}: ${gate}, ${stage}`, classname: classOf(machine), time: 0 };
  const kind = kinds[verdict];
  if (kind === undefined) return base;
  // Before anything was started a bad gate keeps the machine out: it is skipped, not failed.
  const isRed = severity !== 'observe' && stage === 'after';
  return { ...base, bad: { kind: isRed ? kind : 'skipped', type: severity, message: `${verdict}: ${reason}` } };
}

function classOf({ ring, name }: MachineRow): string {
  return `${ring}.${name}`;
}

function serviceCase({ ring, after, gate, severity, verdict, reason }: ServiceRow): Case {
  const base = { name: `service: ${gate}, after ${after}`, classname: `${ring}.service`, time: 0 };
  const kind = kinds[verdict];
  if (kind === undefined) return base;
  const isRed = severity !== 'observe';
  return { ...base, bad: { kind: isRed ? kind : 'skipped', type: severity, message: `${verdict}: ${reason}` } };
}

function line({ name, classname, time, bad }: Case): string {
  const head = `<testcase${attributes({ classname, name, time })}`;
  if (bad === undefined) return `${head}/>`;
  const { kind, type, message } = bad;
  return `${head}><${kind}${attributes(kind === 'skipped' ? { message } : { type, message })}/></testcase>`;
}
