// A machine that is really there: the nine short calls of the port, each made of our operations over one visit.
// The list of operations is here; adding one is a file pair in operations/ and a line below.
// The pool is closed when a job that changes the machine has been started or goes on running, and the whole connection before a
// restart: neither is held over long work (facts: winrm 0.7). Over a job that only looks it is kept for its first minutes.
import { compareBoots } from '../model/boot-identity.ts';
import type { JobKey, JobStatus, Work } from '../model/job.ts';
import type { Answer, Machine, ProbeName, ProbeOptions, Readings, ScriptProbe } from '../model/ports.ts';
import type { Boot, ScriptReading } from '../model/reading.ts';
import { readBootId } from './boot-id.ts';
import { windowsFailure } from './failures.ts';
import { readTask, startArguments, undoArguments } from './job.ts';
import { boot } from './operations/boot.ts';
import { cancelJob } from './operations/cancel-job.ts';
import { diagnosis } from './operations/diagnosis.ts';
import { facts } from './operations/facts.ts';
import { health } from './operations/health.ts';
import { hotpatch } from './operations/hotpatch.ts';
import { packages } from './operations/packages.ts';
import { pollJob } from './operations/poll-job.ts';
import { probe } from './operations/probe.ts';
import { removal } from './operations/removal.ts';
import { removeJob } from './operations/remove-job.ts';
import { restart } from './operations/restart.ts';
import { restartReadiness } from './operations/restart-readiness.ts';
import { roles } from './operations/roles.ts';
import { shadow } from './operations/shadow.ts';
import { startJob } from './operations/start-job.ts';
import { version } from './operations/version.ts';
import { visit } from './operations/visit.ts';
import { areServicesStarting } from './starting-services.ts';
import type { Visit } from './visit.ts';

/** Every operation that a machine is ever asked for. */
export const operations = [
  facts,
  boot,
  hotpatch,
  health,
  roles,
  packages,
  removal,
  shadow,
  diagnosis,
  probe,
  startJob,
  pollJob,
  cancelJob,
  removeJob,
  restart,
  restartReadiness,
  version,
  visit,
] as const;

/** With pauses that grow to a minute: first after about two minutes, again after five and fifteen, then each ten minutes. */
const askFilesEvery = 10;

/**
 * Over a job that only looks, the pool is kept for so many polls: most have ended by then, and a fresh pool costs four requests. The
 * looks at its files keep the pool alive; what comes after the second is farther apart than an idle pool lives.
 */
const keepPoolFor = 2 * askFilesEvery;

/** A service that hangs while it starts counts for ten minutes, and only the function knows the machine's clock. */
const askFunctionEvery = 20;

function mapAnswer<T, U>(answer: Answer<T>, map: (value: T) => U): Answer<U> {
  return answer.ok ? { ok: true, value: map(answer.value) } : answer;
}

export class WindowsMachine implements Machine {
  readonly #visit: Visit;
  #isTaskReadable = true;
  /** Polls in a row that only the task has answered. */
  #taskAnswers = 0;
  /** What the file of a job said of its progress: true until it says something else. */
  #told: { readonly key: JobKey; readonly status: JobStatus } | undefined;
  #isBootIdReadable = true;
  /** Looks in a row at the new boot that found services starting. */
  #startingLooks = 0;
  /** The job that we have started and that only looks; how often it was polled. */
  #looking: { readonly key: JobKey; polls: number } | undefined;
  /** The job that we have started to change this machine. */
  #changing: JobKey | undefined;
  /** The boot on which its end was found, read in the same request: whoever is told of the end asks for it next. */
  #bootOfEnd: Answer<Boot> | undefined;

  constructor(visit: Visit) {
    this.#visit = visit;
  }

  readBoot(): Promise<Answer<Boot>> {
    const known = this.#takeBootOfEnd();
    if (known !== undefined) return Promise.resolve(known);
    return this.#visit.call(boot, {});
  }

  async readNewBoot(left: string): Promise<Answer<Boot | 'unchanged' | 'starting'>> {
    this.#takeBootOfEnd();
    if (this.#isBootIdReadable && !this.#visit.hasPool) {
      const id = await this.#visit.ask('readNewBoot', readBootId);
      if (!id.ok) return id;
      const seen = compareBoots(id.value, left);
      if (seen === 'same') return { ok: true, value: 'unchanged' };
      this.#isBootIdReadable = id.value !== 'refused';
      this.#startingLooks = (this.#startingLooks + 1) % askFunctionEvery;
      const mayStillStart = seen === 'other' && this.#startingLooks !== 0;
      const starting = mayStillStart ? await this.#visit.ask('readNewBoot', areServicesStarting) : undefined;
      if (starting?.ok === false) return starting;
      if (starting?.value === true) return { ok: true, value: 'starting' };
    }
    this.#startingLooks = 0;
    const answer = await this.readBoot();
    if (!answer.ok) return answer;
    const sameness = compareBoots(answer.value.bootId, left);
    if (sameness === 'other') return answer;
    await this.#visit.closePool();
    if (sameness === 'same') return { ok: true, value: 'unchanged' };
    const cause = `${answer.value.bootId}, and ${left} before`;
    const about = { machine: this.#visit.machine, phase: 'readNewBoot', cause };
    return { ok: false, failure: windowsFailure('BOOT_UNCOMPARABLE', about), arrived: 'maybe' };
  }

  async probe<P extends ProbeName>(probes: readonly P[], options: ProbeOptions = {}): Promise<Pick<Readings, P>> {
    this.#takeBootOfEnd();
    // The owner's own scripts come last and by themselves: whatever they do to the session hides nothing else.
    const ours = probes.filter((name): name is Exclude<P, 'scripts'> => name !== 'scripts');
    const readings: [string, unknown][] = await Promise.all(
      ours.map(async name => [name, await this.#read(name, options)] as [string, unknown]),
    );
    if (ours.length < probes.length) readings.push(['scripts', await this.#runScripts(options.scripts ?? [])]);
    return Object.fromEntries(readings) as Pick<Readings, P>;
  }

  /** One after the other. What each did is its own reading; where one could not be run at all, none was read. */
  async #runScripts(scripts: readonly ScriptProbe[]): Promise<Readings['scripts']> {
    const read: [string, ScriptReading][] = [];
    for (const { key, sha256, text, timeout } of scripts) {
      const seconds = Math.min(60, Math.max(1, Math.ceil(timeout / 1000)));
      const answer = await this.#visit.call(probe, { Sha256: sha256, Text: text, Seconds: seconds });
      if (!answer.ok) return answer;
      read.push([key, answer.value]);
    }
    return { ok: true, value: Object.fromEntries(read) };
  }

  async startJob(key: JobKey, work: Work): Promise<Answer<JobStatus>> {
    this.#takeBootOfEnd();
    const looks = work.kind === 'scan' || work.kind === 'detect';
    this.#changing = looks ? undefined : key;
    this.#looking = looks ? { key, polls: 0 } : undefined;
    const answer = await this.#visit.call(startJob, startArguments(key, work));
    this.#isTaskReadable = true;
    if (!looks) await this.#visit.closePool();
    return answer;
  }

  async pollJob(key: JobKey): Promise<Answer<JobStatus>> {
    this.#takeBootOfEnd();
    if (this.#looking?.key === key) this.#looking.polls += 1;
    if (this.#isTaskReadable) {
      const task = await this.#visit.ask('pollJob', session => readTask(session, key));
      if (!task.ok) return task;
      this.#taskAnswers += 1;
      // A task that runs may have fallen silent: only the job's own file tells.
      const isDue = this.#taskAnswers >= askFilesEvery;
      if (typeof task.value === 'object' && !isDue) {
        const isKnown = task.value.state === 'running' && this.#told?.key === key;
        return { ok: true, value: isKnown && this.#told !== undefined ? this.#told.status : task.value };
      }
      this.#isTaskReadable = task.value !== 'unreadable';
    }
    this.#taskAnswers = 0;
    const [answer, bootNow] = await Promise.all([
      this.#visit.call(pollJob, { Key: key }),
      key === this.#changing ? this.#visit.call(boot, {}) : undefined,
    ]);
    this.#told = answer.ok && answer.value.state === 'running' ? { key, status: answer.value } : undefined;
    if (answer.ok && answer.value.state === 'finished') this.#bootOfEnd = bootNow;
    const isKept = this.#looking?.key === key && this.#looking.polls < keepPoolFor;
    if (!isKept && answer.ok && (answer.value.state === 'queued' || answer.value.state === 'running'))
      await this.#visit.closePool();
    return answer;
  }

  async cancelJob(key: JobKey): Promise<Answer<'cancelled' | 'absent' | 'begun'>> {
    const answer = await this.#visit.call(cancelJob, { Key: key });
    this.#isTaskReadable = true;
    return mapAnswer(answer, ({ outcome }) => outcome);
  }

  async removeJob(key: JobKey): Promise<Answer<'removed' | 'absent'>> {
    this.#takeBootOfEnd();
    const answer = await this.#visit.call(removeJob, { Key: key });
    if (!answer.ok) return answer;
    const { outcome } = answer.value;
    if (outcome !== 'running') return { ok: true, value: outcome };
    const { machine } = this.#visit;
    return { ok: false, failure: windowsFailure('JOB_RUNNING', { machine, phase: 'removeJob' }), arrived: 'maybe' };
  }

  async restart(ifStillOn: string, reason: string): Promise<Answer<'restarting' | 'alreadyRestarted'>> {
    this.#takeBootOfEnd();
    const answer = await this.#visit.call(restart, { IfStillOn: ifStillOn, Reason: reason });
    await this.#visit.close();
    return mapAnswer(answer, ({ outcome }) => outcome);
  }

  release(): Promise<void> {
    this.#takeBootOfEnd();
    return this.#visit.close();
  }

  /** Taken by the very next call, whichever it is: only there it is true. */
  #takeBootOfEnd(): Answer<Boot> | undefined {
    const known = this.#bootOfEnd;
    this.#bootOfEnd = undefined;
    return known;
  }

  #read(name: Exclude<ProbeName, 'scripts'>, { eventsSince, undo }: ProbeOptions): Promise<Readings[ProbeName]> {
    switch (name) {
      case 'health':
        return this.#visit.call(health, eventsSince === undefined ? {} : { EventsSince: new Date(eventsSince) });
      case 'packages':
        return this.#visit.call(packages, {}).then(answer => mapAnswer(answer, ({ packages: names }) => names));
      case 'diagnosis':
        return this.#visit.call(diagnosis, eventsSince === undefined ? {} : { EventsSince: new Date(eventsSince) });
      case 'facts':
        return this.#visit.call(facts, {});
      case 'boot':
        return this.#visit.call(boot, {});
      case 'restart':
        return this.#visit.call(restartReadiness, {});
      case 'removal':
        return this.#visit.call(removal, undo === undefined ? {} : undoArguments(undo));
      case 'shadow':
        return this.#visit.call(shadow, {});
      case 'roles':
        return this.#visit.call(roles, {});
      case 'hotpatch':
        return this.#visit.call(hotpatch, {});
    }
  }
}
