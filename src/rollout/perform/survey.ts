// Asks the machines of the first ring what they are offered, as jobs that change nothing that lasts. A planning run
// that was killed finds its own jobs again: their keys are made of the policy and the day. One machine that does not
// answer does not stop the others.
import { type Failure, failureOf } from '../../model/failure.ts';
import type { MachineEntry } from '../../model/machine.ts';
import type { Clock, Fleet } from '../../model/ports.ts';
import type { Source } from '../../model/source.ts';
import { jobKeyOf } from '../effects.ts';
import { offerIn, offerOf, whyNoneFits } from '../offers.ts';
import type { SurveyRow } from '../survey.ts';
import { runJob } from './job.ts';
import { ScanTurns } from './scan-turns.ts';
import { Detached } from './visit.ts';
import { scanWork } from './works.ts';

export interface SurveyOptions {
  readonly machines: readonly MachineEntry[];
  readonly source: Source;
  /** Scans at the same time. */
  readonly scansAtOnce: number;
  readonly policyHash: string;
  /** Of the run, where others ask beside it: a job of theirs is theirs to take away. */
  readonly part?: string | undefined;
  readonly fleet: Fleet;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onAnswer?: (row: SurveyRow) => void;
}

const scanLimit = 3_600_000;
const reach = 60_000;

/** One row a machine, in their order. When the signal aborts, machines that have not answered say so. */
export async function survey(options: SurveyOptions): Promise<readonly SurveyRow[]> {
  const rows = new Map<string, SurveyRow>();
  const { clock, scansAtOnce: atOnce, machines } = options;
  const turns = new ScanTurns({ clock, atOnce, machines: machines.length });
  const queue = machines.values();
  const work = async (): Promise<void> => {
    for (const entry of queue) {
      const row = await ask(options, entry, turns);
      rows.set(entry.name, row);
      options.onAnswer?.(row);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return options.machines.flatMap(({ name }) => rows.get(name) ?? []);
}

async function ask(
  { fleet, clock, signal, source, policyHash, part }: SurveyOptions,
  entry: MachineEntry,
  turns: ScanTurns,
): Promise<SurveyRow> {
  const machine = fleet.machine(entry);
  const about = { machine: entry.name, phase: 'survey' };
  const refused = (failure: Failure): SurveyRow => ({ machine: entry.name, ok: false, failure });
  try {
    if (signal.aborted) return refused(failureOf('MACHINE_UNREACHABLE', 'The run was cancelled.', about));
    const { facts, hotpatch, removal } = await machine.probe(['facts', 'hotpatch', 'removal']);
    if (!facts.ok) return refused(facts.failure);
    const read = {
      facts: facts.value,
      ...(hotpatch.ok ? { hotpatch: hotpatch.value } : {}),
      ...(removal.ok ? { removal: removal.value } : {}),
    };
    const misfit = whyNoneFits(source, facts.value);
    if (misfit !== undefined) return refused(failureOf('PACKAGE_NONE_FITS', `${misfit}.`, about));
    const known = offerOf(source, { when: 'before', facts: facts.value, hotpatch: read.hotpatch });
    if (known !== undefined) return { machine: entry.name, ok: true, ...read, scan: known };
    const work = scanWork(source);
    if (work === undefined) throw new RangeError(`a source of kind ${source.kind} offers nothing`);
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    const key = jobKeyOf(
      `survey-${policyHash.slice(0, 12)}`,
      entry.name,
      part === undefined ? day : `${day}-${part}`,
      1,
    );
    const access = { machine, clock, about, reach, isRepeat: false, whyNotStart: () => undefined, signal };
    const run = () => runJob(access, { key, work, limit: scanLimit });
    const end = await (source.kind === 'agent' ? turns.take(entry.name, signal, run) : run());
    if (end.kind !== 'finished') {
      // A failed job is forgotten as well: the next survey must not find it.
      if (end.kind !== 'overdue') await machine.removeJob(key);
      return refused(end.failure);
    }
    await machine.removeJob(key);
    const scan = offerIn(source, end.status);
    if (scan !== undefined) return { machine: entry.name, ok: true, ...read, scan };
    return refused(failureOf('JOB_RESULT_UNREADABLE', 'The job answered with the result of other work.', about));
  } catch (error) {
    if (!(error instanceof Detached)) throw error;
    return refused(error.failure ?? failureOf('MACHINE_UNREACHABLE', 'The run was cancelled.', about));
  } finally {
    await machine.release();
  }
}
