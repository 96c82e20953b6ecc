// One effect becomes a few calls to a machine and an outcome. A plain switch: what the outcome means is decided elsewhere. Jobs whose
// results are in the journal are forgotten first, in the same visit. Nothing here throws for a machine's trouble, and nothing here
// decides; permission to begin is asked just before the machine is touched.
import { failureOf } from '../../model/failure.ts';
import type { JobStatus, Work } from '../../model/job.ts';
import type { Answer, Readings } from '../../model/ports.ts';
import type { Boot, ScanResult } from '../../model/reading.ts';
import { type EffectOf, isOurs } from '../effects.ts';
import { type Looked, offerIn, offerOf } from '../offers.ts';
import type { KeptSnapshot, Outcome } from '../outcomes.ts';
import { keepable, probesFor, probesOf, type VisitProbes } from '../probes.ts';
import { drain, resume } from './cluster.ts';
import { diagnose } from './diagnose.ts';
import { inspect } from './inspect.ts';
import { runJob } from './job.ts';
import { poll } from './poll.ts';
import { restart } from './restart.ts';
import { fromRunner } from './runner-probes.ts';
import { step } from './step.ts';
import { Detached, letGoIf, type Performed, type Visit } from './visit.ts';
import { askingOf, installWork, scanWork, stageWork, undoWork } from './works.ts';

export type { Performed, Visit } from './visit.ts';

/** Performs the effect of the visit. */
export async function perform(visit: Visit): Promise<Performed> {
  try {
    // Begun in this order and waited for together: a machine takes both in one request.
    const both = () => Promise.all([acknowledge(visit), outcomeOf(visit)]);
    const { scans, entry, signal } = visit;
    const [acknowledged, outcome] = await (isScanning(visit) ? scans.take(entry.name, signal, both) : both());
    return { kind: 'finished', outcome, acknowledged };
  } catch (error) {
    if (!(error instanceof Detached)) throw error;
    return error.failure === undefined ? { kind: 'detached' } : { kind: 'detached', failure: error.failure };
  }
}

function isScanning({ effect, plan }: Visit): boolean {
  if (plan.source.kind !== 'agent') return false;
  return effect.kind === 'check' || (effect.kind === 'verify' && effect.scan !== null);
}

/** A job that cannot be forgotten now is forgotten another time: it is never worth a failure. */
async function acknowledge({ machine, effect, signal }: Visit): Promise<readonly string[]> {
  letGoIf(signal);
  const answers = await Promise.all(effect.acknowledge.map(key => machine.removeJob(key)));
  return effect.acknowledge.filter((_, at) => answers[at]?.ok);
}

function outcomeOf(visit: Visit): Promise<Outcome> {
  const { effect } = visit;
  switch (effect.kind) {
    case 'look':
      return lookOnly(visit);
    case 'check':
      return check(visit, effect);
    case 'stage':
      return stage(visit, effect);
    case 'install':
      return install(visit, effect);
    case 'restart':
      return restart(visit, effect);
    case 'verify':
      return verify(visit, effect);
    case 'control':
      return control(visit, effect);
    case 'diagnose':
      return diagnose(visit, effect);
    case 'inspect':
      return inspect(visit, effect);
    case 'uninstall':
      return uninstall(visit, effect);
    case 'drain':
      return drain(visit, effect);
    case 'resume':
      return resume(visit, effect);
    case 'hide':
      return hide(visit, effect);
    case 'show':
      return show(visit, effect);
    case 'step':
      return step(visit, effect);
    case 'poll':
      return poll(visit, effect);
    case 'acknowledge':
      return Promise.resolve({ kind: 'acknowledged' });
  }
}

/** Who it is, and nothing else; a machine that does not answer is known by its label. */
async function lookOnly(visit: Visit): Promise<Outcome> {
  const snapshot = await look(visit, { machine: ['facts', 'hotpatch'], scripts: [] }, null);
  return { kind: 'looked', snapshot };
}

async function check(visit: Visit, effect: EffectOf<'check'>): Promise<Outcome> {
  const probes = probesFor(visit.plan, 'before', visit.entry);
  const [snapshot, first] = await Promise.all([look(visit, probes, null), beginScan(visit, effect.job)]);
  const { facts } = snapshot.readings;
  if (facts?.ok !== true && first?.ok !== true) {
    const failure = facts?.failure ?? failureOf('MACHINE_UNREACHABLE', 'The machine was not asked who it is.');
    return { kind: 'checked', snapshot, runner: {}, scan: { ok: false, failure, arrived: first?.arrived ?? 'no' } };
  }
  const runner = await fromRunner(visit, probes.runner);
  const looking = { when: 'before', snapshot, first } as const;
  return { kind: 'checked', snapshot, runner, scan: await scan(visit, effect.job, looking) };
}

async function verify(visit: Visit, effect: EffectOf<'verify'>): Promise<Outcome> {
  const isUndo = effect.purpose === 'undo';
  const probes = isUndo
    ? { machine: ['facts', 'boot', 'packages', 'hotpatch'] as const, runner: [], scripts: [] }
    : probesFor(visit.plan, 'after', visit.entry);
  const [snapshot, first] = await Promise.all([
    look(visit, probes, effect.eventsSince),
    effect.scan === null ? undefined : beginScan(visit, effect.scan),
  ]);
  const { facts } = snapshot.readings;
  // Our password is no answer of the machine's: whoever was updated is not judged by it.
  if (facts?.ok === false && isOurs(facts.failure)) throw new Detached(facts.failure);
  const runner = await fromRunner(visit, probes.runner);
  const isThere = facts?.ok === true || first?.ok === true;
  return {
    kind: 'verified',
    snapshot,
    runner,
    scan: effect.scan !== null && isThere ? await scan(visit, effect.scan, { when: 'after', snapshot, first }) : null,
  };
}

/** Nothing but the gate's own probes: a page is asked for without logging on to the machine. */
async function control(visit: Visit, { gate, eventsSince }: EffectOf<'control'>): Promise<Outcome> {
  const probes = probesOf(visit.plan, gate, visit.entry);
  const { machine } = probes;
  const isAsked = machine.length > 0;
  const snapshot = isAsked
    ? await look(visit, { machine, scripts: [] }, eventsSince)
    : { at: visit.clock.now(), readings: {} };
  return { kind: 'controlled', snapshot, runner: await fromRunner(visit, probes.runner) };
}

async function look(
  visit: Visit,
  { machine: names, scripts }: Pick<VisitProbes, 'machine' | 'scripts'>,
  eventsSince: number | null,
): Promise<KeptSnapshot> {
  const { machine, clock, signal } = visit;
  letGoIf(signal);
  const since = eventsSince === null ? {} : { eventsSince };
  const readings: Partial<Readings> = await machine.probe(names, scripts.length === 0 ? since : { ...since, scripts });
  return { at: clock.now(), readings: keepable(readings) } as KeptSnapshot;
}

/** Asks for a scan in the same breath as for readings: they travel together. Undefined: it may not be begun any more, or nobody scans. */
function beginScan(visit: Visit, key: string): Promise<Answer<JobStatus>> | undefined {
  const work = scanWork(visit.plan.source);
  if (work === undefined || visit.whyNotStart() !== undefined) return undefined;
  return visit.machine.startJob(key, work);
}

interface Looking {
  readonly when: Looked['when'];
  readonly snapshot: KeptSnapshot;
  /** What the machine said when the scan was begun. */
  readonly first: Answer<JobStatus> | undefined;
}

async function scan(visit: Visit, key: string, { when, snapshot, first }: Looking): Promise<Answer<ScanResult>> {
  const { plan } = visit;
  const { facts, hotpatch } = snapshot.readings;
  const reading = hotpatch?.ok === true ? hotpatch.value : undefined;
  const known = facts?.ok === true ? offerOf(plan.source, { when, facts: facts.value, hotpatch: reading }) : undefined;
  if (known !== undefined) return { ok: true, value: known };
  const work = scanWork(plan.source) ?? { kind: 'scan', ...askingOf(plan.source) };
  const end = await runJob(visit, { key, work, limit: plan.limits.scan, first });
  if (end.kind !== 'finished')
    return { ok: false, failure: end.failure, arrived: end.kind === 'notStarted' ? 'no' : 'maybe' };
  const offer = offerIn(plan.source, end.status);
  if (offer !== undefined) return { ok: true, value: offer };
  return { ok: false, failure: strange(visit, end.status.kind), arrived: 'maybe' };
}

async function stage(visit: Visit, effect: EffectOf<'stage'>): Promise<Outcome> {
  const { plan, machine, clock } = visit;
  const looked = plan.source.kind === 'packages' ? (await machine.probe(['facts'])).facts : undefined;
  if (looked?.ok === false && isOurs(looked.failure)) throw new Detached(looked.failure);
  if (looked?.ok === false) return { kind: 'notStarted', failure: looked.failure };
  const work = stageWork(plan, effect, looked?.value);
  if (work === undefined) return { kind: 'staged', result: { updates: [] } };
  const end = await runJob(visit, { key: effect.job, work, limit: Math.max(0, effect.until - clock.now()) });
  if (end.kind !== 'finished') return end;
  if (end.status.kind !== 'stage') return { kind: 'failed', failure: strange(visit, end.status.kind) };
  return { kind: 'staged', result: end.status.result };
}

async function hide(visit: Visit, { job, updates }: EffectOf<'hide'>): Promise<Outcome> {
  const work: Work = { kind: 'hide', ...askingOf(visit.plan.source), updates };
  const end = await runJob(visit, { key: job, work, limit: visit.plan.limits.scan });
  if (end.kind !== 'finished') return end;
  if (end.status.kind !== 'hide') return { kind: 'failed', failure: strange(visit, end.status.kind) };
  return { kind: 'hidden', result: end.status.result };
}

async function show(visit: Visit, { job, updates }: EffectOf<'show'>): Promise<Outcome> {
  const work: Work = { kind: 'show', ...askingOf(visit.plan.source), updates };
  const end = await runJob(visit, { key: job, work, limit: visit.plan.limits.scan });
  if (end.kind !== 'finished') return end;
  if (end.status.kind !== 'show') return { kind: 'failed', failure: strange(visit, end.status.kind) };
  return { kind: 'shown', result: end.status.result };
}

async function install(visit: Visit, effect: EffectOf<'install'>): Promise<Outcome> {
  const { plan } = visit;
  const work = installWork(plan, effect);
  if (work === undefined) return await installNothing(visit, effect);
  const end = await runJob(visit, { key: effect.job, work, limit: plan.limits.install });
  if (end.kind !== 'finished') return end;
  const { kind, result } = end.status;
  if (kind !== 'install' && kind !== 'packages' && kind !== 'script')
    return { kind: 'failed', failure: strange(visit, kind) };
  return { kind: 'installed', result, boot: await bootOf(visit) };
}

/** Only the restart is left to do, and that has to leave the boot that we see now. */
async function installNothing(visit: Visit, { updates }: EffectOf<'install'>): Promise<Outcome> {
  const { entry, effect, machine } = visit;
  const about = { machine: entry.name, phase: effect.kind, retryable: true };
  const withdrawn = visit.whyNotStart();
  if (withdrawn !== undefined) {
    return { kind: 'notStarted', failure: failureOf('EFFECT_WITHDRAWN', `Not begun: ${withdrawn}.`, about) };
  }
  const boot = await machine.readBoot();
  if (!boot.ok && isOurs(boot.failure)) throw new Detached(boot.failure);
  if (!boot.ok) return { kind: 'notStarted', failure: boot.failure };
  const done = updates.map(one => ({ ...one, kbs: [], outcome: 'installed' as const, hresult: 0 }));
  return { kind: 'installed', result: { updates: done, needsRestart: true, packagesBefore: [] }, boot: boot.value };
}

async function uninstall(visit: Visit, effect: EffectOf<'uninstall'>): Promise<Outcome> {
  const work = undoWork(visit.plan, effect);
  if (work === undefined) {
    return { kind: 'uninstalled', result: { removed: [], kept: [], needsRestart: false }, boot: await bootOf(visit) };
  }
  if (work.kind === 'failed') return work;
  const end = await runJob(visit, { key: effect.job, work, limit: visit.plan.limits.uninstall });
  if (end.kind !== 'finished') return end;
  const { kind, result } = end.status;
  if (kind !== 'uninstall' && kind !== 'removal') return { kind: 'failed', failure: strange(visit, kind) };
  return { kind: 'uninstalled', result, boot: await bootOf(visit) };
}

/** The boot on which a change was made: a restart that finishes it must leave this one. */
async function bootOf({ machine, signal }: Visit): Promise<Boot | null> {
  letGoIf(signal);
  const answer = await machine.readBoot();
  return answer.ok ? answer.value : null;
}

function strange({ entry, effect }: Visit, kind: string) {
  const message = `The job answered with the result of another kind of work (${kind}).`;
  return failureOf('JOB_RESULT_UNREADABLE', message, { machine: entry.name, phase: effect.kind });
}
