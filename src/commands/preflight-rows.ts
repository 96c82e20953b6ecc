// What preflight found, as rows: one a machine, aligned; then each cause once with everybody it hit and its next step; then what does
// not stand in the way and is worth a look. Hotpatch is judged by the grade, not by what could not be read: the update history never
// can, from afar.
import { gradeHotpatch, type HotpatchGrade, type HotpatchVerdict } from '../knowledge/hotpatch.ts';
import { licenceAgainst } from '../knowledge/licence.ts';
import type { LineageRow } from '../knowledge/lineage.ts';
import { remedyFor } from '../knowledge/updaters.ts';
import type { MachineName } from '../model/machine.ts';
import { hotpatchWord } from '../report/machine-words.ts';
import { count, listText } from '../report/words.ts';
import type { Preflight } from '../world.ts';
import { type Cause, causesAmong, type Said } from './causes.ts';
import { tableOf } from './table.ts';

/** One machine that was looked at. */
export interface Looked {
  readonly ring: string;
  readonly found: Preflight;
  /** The rows by which its Hotpatch state is graded. */
  readonly lineage: readonly LineageRow[];
  /** The policy's deadline. */
  readonly due: string | null;
}

export interface Row {
  readonly text: string;
  readonly tone: 'heading' | 'bad' | 'warning' | 'plain';
}

const heads = ['', 'machine', 'ring', 'connection', 'product', 'disk', 'pending restart', 'other updaters', 'Hotpatch'];

export function rowsOf(looked: readonly Looked[]): readonly Row[] {
  const [head = '', ...rows] = tableOf([heads, ...looked.map(cellsOf)]);
  return [
    { tone: 'heading', text: head },
    ...rows.map((text, index): Row => ({ tone: toneOf(looked[index]), text })),
    ...causesOf(looked).flatMap(causeRows),
    ...worthRows(looked),
  ];
}

function toneOf(one: Looked | undefined): 'bad' | 'warning' | 'plain' {
  if (one === undefined || one.found.row.failure !== undefined) return 'bad';
  return worthOf(one).length > 0 ? 'warning' : 'plain';
}

function cellsOf(one: Looked): readonly string[] {
  const { ring, found } = one;
  const { machine, steps, failure } = found.row;
  const said = (name: string): string => steps.find(step => step.name === name)?.detail ?? '';
  const mark = { bad: '!', warning: '?', plain: '+' }[toneOf(one)];
  if (failure !== undefined) {
    const step = steps.at(-1)?.name ?? '';
    const why = failure.code === 'CREDENTIAL_WITHHELD' ? 'not asked' : `at ${step}: ${failure.message}`;
    return [mark, machine, ring, failure.code, why];
  }
  const [disk = ''] = said('disk').split(' free');
  const product = said('product')
    .replace(/^(?:Microsoft )?Windows /, '')
    .replace(', build', '');
  const grade = gradeOf(one);
  const hotpatch = grade === undefined ? '' : hotpatchWord(grade);
  return [mark, machine, ring, 'ok', product, disk, said('pending restart'), said(otherUpdaters), hotpatch];
}

/** Undefined: not read. */
export function gradeOf({ found, lineage }: Pick<Looked, 'found' | 'lineage'>): HotpatchGrade | undefined {
  const { facts, hotpatch } = found;
  return facts === undefined || hotpatch === undefined ? undefined : gradeHotpatch(hotpatch, facts, lineage);
}

/** Failures by their code. */
export function causesOf(looked: readonly Looked[]): readonly Cause[] {
  return causesAmong(
    looked.flatMap(({ found: { row } }) =>
      row.failure === undefined ? [] : [{ machine: row.machine, failure: row.failure }],
    ),
  );
}

function causeRows({ failure, machines, reasons, steps }: Cause): readonly Row[] {
  return [
    { tone: 'bad', text: '' },
    { tone: 'bad', text: `${failure.code} on ${count(machines.length, 'machine')}: ${listText(machines)}` },
    ...saidRows('cause', reasons),
    ...saidRows('next', steps),
  ];
}

/** Texts of which a code shows no more; the report has them all. */
const shown = 5;

function saidRows(word: string, said: Said): readonly Row[] {
  const rows = [...said].map(([text, machines]): Row => {
    const whose = said.size === 1 ? '' : ` (${listText(machines)})`;
    return { tone: 'plain', text: `  ${word}${whose}: ${text}` };
  });
  const more = rows.length - shown;
  return more > 0 ? [...rows.slice(0, shown), { tone: 'plain', text: `  … and ${more} more` }] : rows;
}

const doubtful: readonly HotpatchVerdict[] = ['enrolledBlocked', 'offTrain', 'unknown'];

const otherUpdaters = 'other updaters';

/** How each of them is stopped. */
function remediesOf({ found: { facts } }: Looked): string {
  return (facts?.otherUpdaters ?? [])
    .flatMap(name => remedyFor(name) ?? [])
    .map(remedy => `; ${remedy}`)
    .join('');
}

/** What does not stand in the way of working on the machine, one sentence each. */
export function worthOf(one: Looked): readonly string[] {
  const { found } = one;
  if (found.row.failure !== undefined) return [];
  const warnings = found.row.steps
    .filter(({ name, outcome }) => outcome === 'warning' && name !== 'hotpatch')
    .map(({ name, detail }) => `${name}: ${detail}${name === otherUpdaters ? remediesOf(one) : ''}`);
  const grade = gradeOf(one);
  if (grade === undefined || !(doubtful.includes(grade.verdict) || grade.blockedBy === 'licence')) return warnings;
  const against = grade.blockedBy === 'licence' ? licenceAgainst(one.due) : '';
  return [...warnings, `Hotpatch: ${grade.reason}${against}${grade.remedy === undefined ? '' : `; ${grade.remedy}`}`];
}

/** The same sentence once, with everybody it is about. */
function worthRows(looked: readonly Looked[]): readonly Row[] {
  const sentences = new Map<string, MachineName[]>();
  for (const one of looked) {
    for (const text of worthOf(one)) sentences.set(text, [...(sentences.get(text) ?? []), one.found.row.machine]);
  }
  if (sentences.size === 0) return [];
  const rows = [...sentences].map(
    ([text, machines]): Row => ({ tone: 'plain', text: `  ${listText(machines)}: ${text}` }),
  );
  return [{ tone: 'warning', text: '' }, { tone: 'warning', text: 'worth a look:' }, ...rows];
}
