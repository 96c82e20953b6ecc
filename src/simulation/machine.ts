// The model of one Windows machine, without sockets. Nothing ticks: every question carries an instant, and the state is brought
// up to it by applying what has fallen due (a job's end, a shutdown, a boot). The same questions at the same instants always get
// the same answers. What it refuses, a real machine refuses: a restart from another boot, the removal of a running job.
import { compareBoots } from '../model/boot-identity.ts';
import type { JobKey, JobStatus, Work } from '../model/job.ts';
import type { MachineName } from '../model/machine.ts';
import { AutomaticUpdates, withStaged } from './automatic.ts';
import { Ledger, type MachineBooks } from './books.ts';
import type { SimulatedCluster } from './cluster.ts';
import { createDice, type Dice, seedOf } from './dice.ts';
import { type Fault, faultOf, faultsOf } from './faults.ts';
import { failed, type Job, runWork } from './jobs.ts';
import { type Restart, restartChangesAt, restartOf } from './power.ts';
import type { MachineProfile, MachineSetup, Surroundings } from './profile.ts';
import { ReadableMachine } from './readable.ts';
import { bootIdOf, firstBoot, readBoot } from './readings.ts';
import { installBusy, type JobFailure, whyPending } from './refusals.ts';
import type { JobOutcome } from './scene.ts';
import { Shelf } from './shelf.ts';
import { boot, completedByRestart, isRestartPending, listedPackages, pristine, type Software } from './software.ts';
import { Strangers } from './strangers.ts';
import { Troubles } from './troubles.ts';
import { changes, isUndo, lengthOf, refusalOf, statusOf, timedAs } from './works.ts';

/** `hangs`: takes connections and never answers. */
export type Reach = 'up' | 'refused' | 'hangs';

const week = 7 * 86_400_000;

export class SimulatedMachine extends ReadableMachine {
  readonly name: MachineName;
  readonly profile: MachineProfile;
  readonly faults: readonly Fault[];
  software: Software;
  readonly begunAt: number;
  bootNumber = firstBoot;
  bootedAt: number;
  settledAt: number;
  crashedAt: readonly number[] = [];
  readonly #surroundings: Surroundings;
  readonly #dice: Dice;
  readonly #ledger: Ledger;
  readonly #troubles: Troubles;
  protected readonly cluster: SimulatedCluster | undefined;
  readonly #jobs = new Shelf();
  readonly #automatic: AutomaticUpdates;
  readonly #strangers: Strangers;
  #restart: Restart | undefined;
  /** Nothing changes by itself before this instant. */
  #nextAt = Number.POSITIVE_INFINITY;

  constructor({ name, profile, faults, seed }: MachineSetup, surroundings: Surroundings, cluster?: SimulatedCluster) {
    super();
    this.name = name;
    this.profile = profile;
    this.faults = faults;
    this.#surroundings = surroundings;
    this.begunAt = surroundings.startAt;
    this.#dice = createDice(seedOf(seed ?? surroundings.seed, name));
    this.#ledger = new Ledger(name);
    this.#troubles = new Troubles(faults, surroundings.startAt);
    this.#automatic = new AutomaticUpdates(faults);
    this.#strangers = new Strangers(faults);
    this.software = pristine(profile.ubr, profile.kbs, profile.packages);
    this.bootedAt = surroundings.startAt - week - Math.floor(this.#dice.roll() * week);
    this.settledAt = this.bootedAt;
    this.cluster = cluster;
    cluster?.join({ name, settleTo: now => this.settle(now) }, faultOf(faults, 'pausedByPerson') !== undefined);
  }

  protected get jobKeys(): readonly string[] {
    return this.#jobs.all.map(({ key }) => key);
  }

  reach(now: number): Reach {
    this.settle(now);
    if (this.#restart?.isDown === true || this.#troubles.suffers('unreachable', now)) return 'refused';
    return this.#troubles.suffers('hangs', now) ? 'hangs' : 'up';
  }

  /** The next instant at which `reach` may change by itself; undefined: never, as far as is known now. */
  nextReachChangeAt(now: number): number | undefined {
    this.settle(now);
    const next = Math.min(restartChangesAt(this.#restart), this.#troubles.nextEdge(now));
    return Number.isFinite(next) ? next : undefined;
  }

  /** Ask before `startJob`. */
  refuses(key: JobKey, work: Work): ReturnType<typeof refusalOf> {
    return refusalOf(this.#jobs.all, key, work);
  }

  startJob(key: JobKey, work: Work, now: number): JobStatus {
    this.settle(now);
    const known = this.#jobs.find(key);
    if (known !== undefined) {
      this.#ledger.jobAskedAgain(key);
      return statusOf(known, now);
    }
    const { timing } = this.#surroundings;
    const runsAt = now + this.#dice.between(timing.queue);
    const job: Job = {
      key,
      work,
      startedAt: now,
      runsAt,
      endsAt: runsAt + lengthOf(work, this.faults, this.#dice.between(timing[timedAs[work.kind]])),
      packagesBefore: listedPackages(this.software),
      isDoomed: faultsOf(this.faults, 'jobLost').some(fault => fault.job === work.kind && this.#troubles.strike(fault)),
      refusal: this.#refusalOf(work, now),
      end: undefined,
    };
    this.#jobs.add(job);
    this.#ledger.jobStarted(key, work.kind, now);
    if (changes(work)) {
      this.#troubles.reached(isUndo(work) ? 'uninstall' : 'install', runsAt);
      this.#ledger.out(now, isUndo(work) ? 'undo' : 'update');
    }
    this.#plan();
    return statusOf(job, now);
  }

  pollJob(key: JobKey, now: number): JobStatus {
    this.settle(now);
    return this.#jobs.poll(key, now);
  }

  /** `begun`: it runs or has ended, and nothing was done. */
  cancelJob(key: JobKey, now: number): 'cancelled' | 'absent' | 'begun' {
    this.settle(now);
    const job = this.#jobs.takeBack(key, now);
    if (typeof job === 'string') return job;
    this.#ledger.jobEnded(key, 'cancelled');
    if (changes(job.work) && this.#restart === undefined && !isRestartPending(this.software)) this.#ledger.back(now);
    this.#plan();
    return 'cancelled';
  }

  /** `running`: refused, the job goes on. */
  removeJob(key: JobKey, now: number): 'removed' | 'absent' | 'running' {
    this.settle(now);
    return this.#jobs.remove(key);
  }

  restart(ifStillOn: string, now: number): 'restarting' | 'alreadyRestarted' {
    this.settle(now);
    if (compareBoots(bootIdOf(this), ifStillOn) !== 'same') return 'alreadyRestarted';
    if (this.#restart === undefined && faultOf(this.faults, 'shutdownHangs') === undefined) {
      const downAt = now + this.#dice.between(this.#surroundings.timing.grace);
      this.#troubles.reached('restart', downAt);
      this.#goDown('asked', downAt);
    }
    this.#ledger.out(now, 'update');
    return 'restarting';
  }

  /** Rolls whether this answer is lost on its way back. */
  losesAnswer(): boolean {
    const fault = faultOf(this.faults, 'losesAnswers');
    return fault !== undefined && this.#dice.roll() < fault.rate;
  }

  /** What happened here until `now`, from the machine's own point of view. */
  books(now: number): MachineBooks {
    this.settle(now);
    return this.#ledger.read();
  }

  protected settle(now: number): void {
    this.cluster?.settle(now);
    while (this.#nextAt <= now) {
      const at = this.#nextAt;
      const job = this.#jobs.open.find(({ endsAt }) => endsAt <= at);
      if (job !== undefined) this.#endJob(job, at);
      else if (this.#automatic.nextAt <= at) this.#installByItself(at);
      else if (this.#strangers.nextAt(this.software) <= at) this.software = this.#strangers.act(this.software, at);
      else this.#advanceRestart(at);
      this.#plan();
    }
  }

  #plan(): void {
    const others = Math.min(this.#automatic.nextAt, this.#strangers.nextAt(this.software));
    let next = Math.min(restartChangesAt(this.#restart), others);
    for (const { endsAt } of this.#jobs.open) next = Math.min(next, endsAt);
    this.#nextAt = next;
  }

  /** Nobody of ours has asked for it: the books have it as an installation like any other. */
  #installByItself(at: number): void {
    const scene = { profile: this.profile, surroundings: this.#surroundings, faults: this.faults, at };
    const back = this.#automatic.look(scene, this.software);
    this.software = withStaged(this.software, back);
    for (const { kb } of back) this.#ledger.installed(at, kb, 'byItself');
  }

  #endJob(job: Job, at: number): void {
    if (job.isDoomed) {
      // What a drain has paused stays paused, whoever has heard of it.
      if (job.work.kind === 'drain') this.#outcomeOf(job, at);
      this.#lose(job, 'The process of the job is gone and left no result.');
    } else {
      const outcome = this.#outcomeOf(job, at);
      this.software = outcome.software;
      job.end = outcome.status;
      for (const { kb, outcome: how } of outcome.tried) this.#ledger.installed(at, kb, how);
      this.#ledger.jobEnded(job.key, outcome.status.state);
    }
    if (!changes(job.work) || this.#restart !== undefined || this.#jobs.isChanging) return;
    if (!isRestartPending(this.software)) this.#ledger.back(at);
  }

  #outcomeOf(job: Job, at: number): JobOutcome {
    if (job.refusal !== undefined) return failed(job.refusal, this.software);
    return runWork(job.work, {
      profile: this.profile,
      surroundings: this.#surroundings,
      software: this.software,
      at,
      packagesBefore: job.packagesBefore,
      strikes: fault => this.#troubles.strike(fault),
      faults: this.faults,
      machine: this.name,
      key: job.key,
      cluster: this.cluster,
    });
  }

  #refusalOf(work: Work, now: number): JobFailure | undefined {
    if (!changes(work)) return undefined;
    return this.#jobs.isChanging ? installBusy : whyPending(isUndo(work) ? [] : readBoot(this, now).pendingRestart);
  }

  #lose(job: Job, note: string): void {
    job.end = { state: 'lost', note };
    this.#ledger.jobEnded(job.key, 'lost');
  }

  #goDown(cause: Restart['cause'], downAt: number): void {
    const { faults, software } = this;
    this.#restart = restartOf({ cause, downAt, faults, software }, this.#surroundings, this.#dice);
    this.#plan();
  }

  #advanceRestart(at: number): void {
    const restart = this.#restart;
    if (restart === undefined) return;
    if (restart.isDown) {
      this.#comeUp(at);
      return;
    }
    restart.isDown = true;
    for (const job of this.#jobs.open) this.#lose(job, 'The machine restarted while the job ran.');
    this.cluster?.wentDown(this.name);
    const { cause } = restart;
    this.#ledger.restarted({ at, boot: bootIdOf(this), cause, completes: completedByRestart(this.software) });
    this.#ledger.out(at, 'update');
  }

  #comeUp(at: number): void {
    const { staged, leaving, installed } = this.software;
    this.#restart = undefined;
    this.bootNumber += 1;
    this.bootedAt = at;
    this.cluster?.cameUp(this.name, at);
    this.settledAt = at + this.#dice.between(this.#surroundings.timing.servicing);
    const twice = faultsOf(this.faults, 'restartsTwice').map(({ kb }) => kb);
    this.software = boot(this.software, this.settledAt, twice);
    const gone = installed.filter(({ item }) => item.packages.some(name => leaving.includes(name)));
    this.#automatic.undone(
      gone.map(({ item }) => item),
      this.settledAt,
    );
    const isCrashing = faultsOf(this.faults, 'crashes').some(fault => staged.some(({ kb }) => kb === fault.kb));
    if (isCrashing) {
      this.crashedAt = [...this.crashedAt, this.settledAt];
      this.#goDown('crash', this.settledAt);
    } else this.#ledger.back(this.settledAt);
  }
}
