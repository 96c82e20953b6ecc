// From where a rollout stands to how a command ends: the closing block of the log, the page, the files, the outputs and the JSON, all
// from one summary, so that all of them say the same. The block begins with the verdict; why, what to do next, the rings and only the
// machines that need eyes follow. A report that cannot be written never changes how a run ended: it is said, and that is all.
import { escapeMarkdown } from '../platforms/neutral.ts';
import type { Platform, RolloutMark } from '../platforms/platform.ts';
import { deadlineLine, forecastLine, licenceLine } from '../report/deadline.ts';
import { resultOf, resultRingOf } from '../report/json.ts';
import type { MachineRow } from '../report/machine-row.ts';
import { markdownOf } from '../report/markdown.ts';
import type { Invocation } from '../report/next.ts';
import type { RingRow } from '../report/ring-row.ts';
import { type Story, type Summary, summaryOf } from '../report/summary.ts';
import type { Outcome } from './command.ts';
import { shownPath } from './paths.ts';
import { type WrittenReport, writeReport } from './report-files.ts';
import { tableOf } from './table.ts';

export interface Closing {
  readonly platform: Platform;
  readonly story: Story;
  readonly invocation: Invocation;
  /** In place of the steps that follow from where the rollout stands. */
  readonly next?: readonly string[] | undefined;
  /** Absolute; undefined: no files. */
  readonly reportDirectory: string | undefined;
  /** The ledger, as the user names it. */
  readonly journal: string;
  /** The journal as it is kept, for the report's folder. */
  readonly journalText: () => Promise<string>;
  /** Told of the summary as soon as it is made, before the files are written. */
  readonly tell?: ((summary: Summary) => void) | undefined;
}

/** Machines that are named in the closing block; the report has all of them. */
const mostMachines = 12;

/** How the command ends. Writes the report's files where there is a place for them. */
export async function closingOf({
  platform,
  story,
  invocation,
  next,
  reportDirectory,
  journal,
  journalText,
  tell,
}: Closing): Promise<Outcome & { readonly summary: string }> {
  const summarized = summaryOf(story, invocation);
  const summary = next === undefined ? summarized : { ...summarized, next };
  tell?.(summary);
  const hasMermaid = platform.traits.summary !== 'tables';
  const markdown = markdownOf(summary, { harmless: escapeMarkdown, hasMermaid });
  const result = { ...resultOf(summary), journal };
  const report =
    reportDirectory === undefined
      ? undefined
      : await writeReport({
          platform,
          directory: reportDirectory,
          summary,
          plan: story.plan,
          markdown,
          result,
          journal: journalText,
        });
  return {
    conclusion: summary.conclusion,
    line: summary.line,
    details: [...detailsOf(summary), ...(report === undefined ? [] : reportLines(platform, report))],
    outputs: outputsOf(summary, journal, report?.directory),
    summary: markdown,
    result,
    rollout: markOf(summary, story, report?.testResults),
  };
}

/** The ring that a halt is about is the halted one; a ring whose machines were taken back is undone. */
function markOf({ rolloutId, standing, rings }: Summary, { state }: Story, testResults?: string): RolloutMark {
  const { machines, updated, undone } = standing.figures;
  return {
    id: rolloutId,
    percent: machines === 0 ? 100 : Math.floor((100 * (updated + undone)) / machines),
    rings: rings.map(({ name, undone: taken }, index) => {
      const isHalted = standing.conclusion === 'halted' && standing.ring?.name === name;
      const phase = state.rings[index]?.phase ?? 'waiting';
      return { name, state: taken > 0 ? 'undone' : isHalted ? 'halted' : phase };
    }),
    testResults,
  };
}

function reportLines(platform: Platform, { directory, seal }: WrittenReport): readonly string[] {
  return ['', `  report: ${shownPath(platform, directory)}`, `  manifest: ${seal}`];
}

function outputsOf(summary: Summary, journal: string, report: string | undefined): NonNullable<Outcome['outputs']> {
  const { standing, rings } = summary;
  const { figures } = standing;
  return {
    'rollout-id': summary.rolloutId,
    'plan-hash': summary.planHash,
    ring: standing.ring?.name ?? '',
    rings: JSON.stringify(rings.map(resultRingOf)),
    'machines-updated': String(figures.updated),
    'machines-failed': String(figures.hit),
    'next-due': standing.nextAt === null ? '' : new Date(standing.nextAt).toISOString(),
    report: report ?? '',
    journal,
  };
}

/** Under the verdict: why, next, rings, machines, and what is proved. */
export function detailsOf({ why, next, rings, attention, compliance, proof }: Summary): readonly string[] {
  const due = [deadlineLine(compliance), forecastLine(compliance), licenceLine(compliance)].filter(
    line => line !== undefined,
  );
  const told = [...block('why', why), ...block('next', next), ...block('due', due)];
  const proved = proof.proved.length === 0 ? [] : ['', ...block('proof', proof.proved)];
  return [...told, '', ...ringTable(rings), ...machineTable(attention), ...proved];
}

/** The first line bears the word, the others stand below it. */
function block(word: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${(index === 0 ? word : '').padEnd(5)} ${line}`);
}

function ringTable(rings: readonly RingRow[]): readonly string[] {
  const rows = rings.map(ring => [
    ring.name,
    ring.state,
    `${ring.updated} of ${ring.machines}`,
    String(ring.failed + ring.stranded),
    String(ring.undone),
    String(ring.skipped),
    String(ring.untouched),
  ]);
  const heads = ['ring', 'state', 'updated', 'failed', 'undone', 'skipped', 'never touched'];
  return tableOf([heads, ...rows]).map(line => `  ${line}`);
}

const marks: Readonly<Partial<Record<MachineRow['phase'], string>>> = {
  stranded: '!',
  failed: '!',
  unclear: '?',
  undone: '<',
  skipped: '~',
  excluded: '~',
};

function machineTable(machines: readonly MachineRow[]): readonly string[] {
  if (machines.length === 0) return [];
  const rows = machines
    .slice(0, mostMachines)
    .map(({ name, phase, why = '', build = '' }) => [`${marks[phase] ?? '.'} ${name}`, phase, build, why]);
  const more = machines.length - mostMachines;
  return ['', ...tableOf(rows).map(line => `  ${line}`), ...(more > 0 ? [`  and ${more} more, in result.json`] : [])];
}
