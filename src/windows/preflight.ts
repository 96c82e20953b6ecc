// One machine, looked at step by step before a rollout: the way to it, endpoint, language mode, functions, rights, jobs, disk, pending
// restart, other updaters, Hotpatch. The first failing step ends the row, and its cause has one code of its own. Changes nothing.
// The grading of Hotpatch belongs to the knowledge above; the readings are handed up with the row.
import { formatDuration } from '../model/duration.ts';
import type { Failure } from '../model/failure.ts';
import type { Answer, PreflightRow } from '../model/ports.ts';
import type { Boot, Facts, HealthReading, HotpatchReading } from '../model/reading.ts';
import type { RemovalReading } from '../model/undo-reading.ts';
import { windowsFailure } from './failures.ts';
import { climb, type Rungs } from './ladder.ts';
import { boot } from './operations/boot.ts';
import { facts } from './operations/facts.ts';
import { health } from './operations/health.ts';
import { hotpatch } from './operations/hotpatch.ts';
import { removal } from './operations/removal.ts';
import type { Visit } from './visit.ts';

type Step = PreflightRow['steps'][number];

/** The row, and whatever could be read on the way. */
export interface Preflight {
  readonly row: PreflightRow;
  readonly facts?: Facts;
  readonly boot?: Boot;
  readonly hotpatch?: HotpatchReading;
}

class Row implements Rungs {
  readonly #steps: Step[] = [];
  readonly #machine: string;
  #failure: Failure | undefined;

  constructor(machine: string) {
    this.#machine = machine;
  }

  ok(name: string, detail: string): void {
    this.#steps.push({ name, outcome: 'ok', detail });
  }

  note(name: string, isFine: boolean, detail: string): void {
    this.#steps.push({ name, outcome: isFine ? 'ok' : 'warning', detail });
  }

  skip(name: string, detail: string): void {
    this.#steps.push({ name, outcome: 'skipped', detail });
  }

  failed(name: string, failure: Failure): PreflightRow {
    this.#steps.push({ name, outcome: 'failed', detail: failure.message });
    this.#failure = failure;
    return this.ended();
  }

  ended(): PreflightRow {
    const row = { machine: this.#machine, steps: this.#steps };
    return this.#failure === undefined ? row : { ...row, failure: this.#failure };
  }
}

/** Below this the installation of a cumulative update may run out of space (facts: windows-servicing 5.1). */
const comfortableSpace = 10 * 1024 ** 3;

function gigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}

/** The steps that an operation can fail at once a session is open; what is not listed is a matter of the functions: a command
 * is missing, JEA has not ours or those of another version, an answer is none. */
const inside: Readonly<Record<string, string>> = {
  WINDOWS_LANGUAGE_NONE: 'language mode',
  WINDOWS_LANGUAGE_CONSTRAINED: 'language mode',
  WINDOWS_ACCESS_DENIED: 'rights',
};

/** A pool opens, takes our functions, runs them in Full Language mode and with the rights that servicing needs: the first operation shows it all. */
async function enter(visit: Visit, row: Row): Promise<Facts | PreflightRow> {
  const read = await visit.call(facts, {});
  const isOpen = read.ok || !/^WINRM_(?!PIPELINE_)/.test(read.failure.code);
  if (!read.ok && !isOpen) return row.failed('endpoint', read.failure);
  row.ok('endpoint', 'a PowerShell session opens');
  if (!read.ok) return row.failed(inside[read.failure.code] ?? 'functions', read.failure);
  const where = { machine: visit.machine, phase: 'preflight' };
  const { languageMode, isAdministrator, is64BitProcess, psVersion, scriptPolicy } = read.value;
  if (languageMode !== 'FullLanguage') {
    const code = languageMode === 'NoLanguage' ? 'WINDOWS_LANGUAGE_NONE' : 'WINDOWS_LANGUAGE_CONSTRAINED';
    return row.failed('language mode', windowsFailure(code, { ...where, cause: languageMode }));
  }
  row.ok('language mode', `${languageMode}, PowerShell ${psVersion}`);
  row.ok('functions', 'they answer');
  if (!isAdministrator) {
    return row.failed('rights', windowsFailure('WINDOWS_ACCESS_DENIED', { ...where, cause: 'not an administrator' }));
  }
  if (!is64BitProcess) return row.failed('rights', windowsFailure('WINDOWS_PROCESS_32_BIT', where));
  row.ok('rights', 'administrator');
  if (scriptPolicy !== null) {
    return row.failed('jobs', windowsFailure('JOB_SCRIPTS_FORBIDDEN', { ...where, cause: scriptPolicy }));
  }
  return read.value;
}

function noteBoot(row: Row, { pendingRestart, isServicing, bootedAt }: Boot, { clock }: Facts): void {
  const uptime = formatDuration(Date.parse(clock) - Date.parse(bootedAt));
  const signals = pendingRestart.filter(signal => signal !== 'fileRename');
  const said = signals.length === 0 ? `none, up for ${uptime}` : signals.join(', ');
  row.note('pending restart', signals.length === 0 && !isServicing, isServicing ? `${said}; servicing is busy` : said);
}

function noteDisk(row: Row, { systemDrive }: HealthReading): void {
  const { free, size } = systemDrive;
  row.note('disk', free >= comfortableSpace, `${gigabytes(free)} of ${gigabytes(size)} free on the system drive`);
}

/** What is known before anything is installed: an update that could not be taken back is a decision of its own. */
function noteRemoval(row: Row, { resetters, lastResetBase, unreadable }: RemovalReading): void {
  const last = lastResetBase === null ? '' : `; last ResetBase ${lastResetBase}`;
  if (resetters === null) {
    row.note('undo', false, `not known whether an update could be undone: ${unreadable.join('; ')}`);
    return;
  }
  const how = resetters.join(', ');
  const said =
    resetters.length === 0
      ? `nothing stands against it${last}`
      : `could not be undone: ${how} cleans the component store with ResetBase; stop it until the rollout has soaked`;
  row.note('undo', resetters.length === 0, said);
}

function noteHotpatch(row: Row, reading: HotpatchReading): void {
  const say = (value: unknown) => (value === null ? 'unknown' : String(value));
  const parts = [
    `enrolment package ${say(reading.enrollmentPackage)}`,
    `virtualization-based security ${say(reading.vbsStatus)}`,
    `secure boot ${say(reading.secureBoot)}`,
    `Arc licence ${say(reading.arcSubscription)}`,
    ...reading.licenceTrouble,
    ...(reading.licenceMitigation === null ? [] : [`licence override ${reading.licenceMitigation}`]),
    ...reading.unreadable.map(line => `unreadable: ${line}`),
  ];
  row.note('hotpatch', reading.licenceTrouble.length === 0 && reading.unreadable.length === 0, parts.join(', '));
}

/** Reads one part; a part that cannot be read ends the row. */
async function look<T>(row: Row, name: string, ask: Promise<Answer<T>>): Promise<T | undefined> {
  const answer = await ask;
  if (answer.ok) return answer.value;
  row.failed(name, answer.failure);
  return undefined;
}

async function survey(visit: Visit, row: Row, who: Facts): Promise<Omit<Preflight, 'row'>> {
  row.ok('product', `${who.productName}, build ${who.build}.${who.ubr}`);
  row.note('other updaters', who.otherUpdaters.length === 0, who.otherUpdaters.join(', ') || 'none');
  const well = await look(row, 'disk', visit.call(health, {}));
  if (well === undefined) return { facts: who };
  noteDisk(row, well);
  const on = await look(row, 'pending restart', visit.call(boot, {}));
  if (on === undefined) return { facts: who };
  noteBoot(row, on, who);
  const store = await look(row, 'undo', visit.call(removal, {}));
  if (store === undefined) return { facts: who, boot: on };
  noteRemoval(row, store);
  const evidence = await look(row, 'hotpatch', visit.call(hotpatch, {}));
  if (evidence === undefined) return { facts: who, boot: on };
  noteHotpatch(row, evidence);
  return { facts: who, boot: on, hotpatch: evidence };
}

/** Looks at one machine. Never throws for its trouble: the row says it. */
export async function preflight(visit: Visit): Promise<Preflight> {
  const row = new Row(visit.machine);
  const shut = await climb(visit, row);
  if (shut !== undefined) return { row: row.failed(shut.step, shut.failure) };
  const who = await enter(visit, row);
  if ('steps' in who) return { row: who };
  const readings = await survey(visit, row, who);
  return { row: row.ended(), ...readings };
}
