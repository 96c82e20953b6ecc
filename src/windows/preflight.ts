// One machine, looked at step by step before a rollout: name, TCP, TLS, authentication, endpoint, language mode, rights, disk, pending
// restart, other updaters, Hotpatch. The first failing step ends the row, and its cause has one code of its own. Changes nothing.
// The grading of Hotpatch belongs to the knowledge above; the readings are handed up with the row.
import { formatDuration } from '../model/duration.ts';
import type { Failure } from '../model/failure.ts';
import type { Answer, PreflightRow } from '../model/ports.ts';
import type { Boot, Facts, HealthReading, HotpatchReading } from '../model/reading.ts';
import type { Session } from '../winrm/index.ts';
import { windowsFailure } from './failures.ts';
import { boot } from './operations/boot.ts';
import { facts } from './operations/facts.ts';
import { health } from './operations/health.ts';
import { hotpatch } from './operations/hotpatch.ts';
import type { Visit } from './visit.ts';

type Step = PreflightRow['steps'][number];

/** The row, and whatever could be read on the way. */
export interface Preflight {
  readonly row: PreflightRow;
  readonly facts?: Facts;
  readonly boot?: Boot;
  readonly hotpatch?: HotpatchReading;
}

const ladder = ['name', 'tcp', 'tls', 'authentication', 'service'] as const;

/** The step at which a connection failed, by the code of the wire. */
function stepOf(code: string): (typeof ladder)[number] {
  if (code === 'WINRM_NAME_NOT_FOUND') return 'name';
  if (code === 'WINRM_CONNECTION_REFUSED' || code === 'WINRM_CONNECTION_TIMED_OUT') return 'tcp';
  if (code.startsWith('WINRM_JUMP_')) return 'tcp';
  if (code.startsWith('WINRM_TLS_')) return 'tls';
  if (/^(?:WINRM_AUTH_|WINRM_KERBEROS_|CREDENTIAL_)/.test(code) || code === 'WINRM_SEALING_FAILED') {
    return 'authentication';
  }
  return 'service';
}

class Row {
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

/** Which mechanism it was, where there was a choice, and why it was not the preferred one. */
function noteLogon(row: Row, name: string, said: Session['authentication']): void {
  const { mechanism = '', fallback } = said ?? {};
  const how = mechanism === 'ntlm' ? 'NTLM' : mechanism === 'kerberos' ? 'Kerberos' : '';
  if (fallback === undefined) row.ok(name, how);
  else row.note(name, false, `${how} and not Kerberos (${fallback.code}: ${fallback.message})`);
}

/** One read through the ladder from the name to the service; undefined when all of it holds. */
async function climb(visit: Visit, row: Row): Promise<PreflightRow | undefined> {
  const reached = await visit.ask('connect', async session => {
    const identity = await session.identify();
    const { peerCertificate: certificate, authentication } = session;
    return { version: identity.productVersion, certificate, authentication };
  });
  const failing = reached.ok ? undefined : stepOf(reached.failure.code);
  for (const name of ladder) {
    if (name === failing && !reached.ok) return row.failed(name, reached.failure);
    if (name === 'tls' && reached.ok) {
      const { certificate } = reached.value;
      if (certificate === undefined) row.skip(name, 'HTTP, sealed by the authentication');
      else row.ok(name, `${certificate.subject}, valid until ${certificate.validTo}`);
    } else if (name === 'authentication' && reached.ok) noteLogon(row, name, reached.value.authentication);
    else row.ok(name, name === 'service' && reached.ok ? reached.value.version : '');
  }
  return undefined;
}

const languageCodes: readonly string[] = ['WINDOWS_LANGUAGE_NONE', 'WINDOWS_LANGUAGE_CONSTRAINED'];

/** A pool opens, takes scripts, runs them in Full Language mode and with the rights that servicing needs: the first operation shows it all. */
async function enter(visit: Visit, row: Row): Promise<Facts | PreflightRow> {
  const read = await visit.call(facts, {});
  if (!read.ok && read.failure.code.startsWith('WINRM_')) return row.failed('endpoint', read.failure);
  row.ok('endpoint', 'a PowerShell session opens');
  if (!read.ok && languageCodes.includes(read.failure.code)) return row.failed('language mode', read.failure);
  if (!read.ok) return row.failed('rights', read.failure);
  const where = { machine: visit.machine, phase: 'preflight' };
  const { languageMode, isAdministrator, is64BitProcess, psVersion } = read.value;
  row.ok('language mode', `${languageMode}, PowerShell ${psVersion}`);
  if (!isAdministrator) {
    return row.failed('rights', windowsFailure('WINDOWS_ACCESS_DENIED', { ...where, cause: 'not an administrator' }));
  }
  if (!is64BitProcess) return row.failed('rights', windowsFailure('WINDOWS_PROCESS_32_BIT', where));
  row.ok('rights', 'administrator');
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

function noteHotpatch(row: Row, reading: HotpatchReading): void {
  const say = (value: unknown) => (value === null ? 'unknown' : String(value));
  const parts = [
    `enrolment package ${say(reading.enrollmentPackage)}`,
    `virtualization-based security ${say(reading.vbsStatus)}`,
    `secure boot ${say(reading.secureBoot)}`,
    `Arc licence ${say(reading.arcSubscription)}`,
    ...reading.licenceTrouble,
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
  const evidence = await look(row, 'hotpatch', visit.call(hotpatch, {}));
  if (evidence === undefined) return { facts: who, boot: on };
  noteHotpatch(row, evidence);
  return { facts: who, boot: on, hotpatch: evidence };
}

/** Looks at one machine. Never throws for its trouble: the row says it. */
export async function preflight(visit: Visit): Promise<Preflight> {
  const row = new Row(visit.machine);
  visit.expect([facts, boot, health, hotpatch].map(({ command }) => command));
  const shut = await climb(visit, row);
  if (shut !== undefined) return { row: shut };
  const who = await enter(visit, row);
  if ('steps' in who) return { row: who };
  const readings = await survey(visit, row, who);
  return { row: row.ended(), ...readings };
}
