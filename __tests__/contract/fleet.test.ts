// One suite for the Fleet port, run on each of its implementations: the simulated fleet directly on the models, and windows/ over
// real sockets (sealed HTTP, HTTPS) against the same models. What the port promises must hold on all of them, and the same steps
// at the same instants must get the same answers: this is what lets everything else be tested on the fast one.
import { describe, expect, it } from 'vitest';
import { jobStatusSchema, type Work } from '../../src/model/job.ts';
import type { Answer, ProbeName } from '../../src/model/ports.ts';
import * as schemas from '../../src/model/reading.ts';
import { removalReadingSchema, shadowReadingSchema } from '../../src/model/undo-reading.ts';
import { type Scenario, scenarios } from '../../src/simulation/scenarios.ts';
import { got, implementations, onModels, overSockets, type Stage, story } from '../support/fleets.ts';
import { hour, minute } from '../support/simulation.ts';

const scan: Work = { kind: 'scan', source: 'machine' };
const everything: ProbeName[] = [
  'facts',
  'boot',
  'restart',
  'hotpatch',
  'health',
  'roles',
  'packages',
  'diagnosis',
  'removal',
  'shadow',
];

function installOf({ catalogue }: Scenario, kb: string): Work {
  const update = catalogue.find(item => item.kb === kb)?.update;
  if (update === undefined) throw new Error(`no ${kb}`);
  return { kind: 'install', source: 'machine', updates: [{ updateId: update.updateId, revision: update.revision }] };
}

describe.each(implementations)('%s', (_, create) => {
  it('reads what the schemas accept, a key for each probe', async () => {
    const { machine } = await create(story('calm'));
    const readings = await machine('pl02').probe(everything);
    expect(Object.keys(readings)).toEqual(everything);
    schemas.factsSchema.parse(got(readings.facts));
    schemas.bootSchema.parse(got(readings.boot));
    schemas.restartReadinessSchema.parse(got(readings.restart));
    removalReadingSchema.parse(got(readings.removal));
    shadowReadingSchema.parse(got(readings.shadow));
    schemas.hotpatchReadingSchema.parse(got(readings.hotpatch));
    schemas.healthReadingSchema.parse(got(readings.health));
    schemas.rolesReadingSchema.parse(got(readings.roles));
    schemas.packagesSchema.parse({ packages: got(readings.packages) });
    expect(got(await machine('pl02').readBoot())).toEqual(got(readings.boot));
  });

  it('counts events from the instant it was told', async () => {
    const { machine, clock } = await create(story('calm'));
    const eventsSince = clock.now() - 3 * hour;
    const { health } = await machine('t01').probe(['health'], { eventsSince });
    expect(Date.parse(got(health).eventsSince)).toBe(eventsSince);
  });

  it('starts a job once under its key, however often it is asked', async () => {
    const { machine, clock, models } = await create(story('calm'));
    for (let time = 0; time < 3; time += 1) got(await machine('t01').startJob('k-1', scan));
    await clock.sleepUntil(clock.now() + hour);
    got(await machine('t01').startJob('k-1', scan));
    const status = jobStatusSchema.parse(got(await machine('t01').pollJob('k-1')));
    expect(status).toMatchObject({ state: 'finished', kind: 'scan' });
    expect(models.model('t01')?.books(clock.now()).jobs).toMatchObject([{ key: 'k-1', asked: 4, end: 'finished' }]);
  });

  it('refuses to remove a running job, removes an ended one, and finds an absent one fine', async () => {
    const { machine, clock } = await create(story('calm'));
    got(await machine('t01').startJob('k-1', scan));
    expect(await machine('t01').removeJob('k-1')).toMatchObject({
      ok: false,
      failure: { code: 'JOB_RUNNING', retryable: true },
    });
    await clock.sleepUntil(clock.now() + hour);
    expect(got(await machine('t01').removeJob('k-1'))).toBe('removed');
    expect(got(await machine('t01').removeJob('k-1'))).toBe('absent');
    expect(got(await machine('t01').pollJob('k-1'))).toEqual({ state: 'absent' });
  });

  it('downloads without changing anything', async () => {
    const { machine, clock, models } = await create(story('calm'));
    const { bootId } = got(await machine('t01').readBoot());
    got(await machine('t01').startJob('k-1', { ...installOf(story('calm'), 'KB5122871'), kind: 'stage' } as Work));
    await clock.sleepUntil(clock.now() + hour);
    expect(jobStatusSchema.parse(got(await machine('t01').pollJob('k-1')))).toMatchObject({
      kind: 'stage',
      result: { updates: [{ outcome: 'downloaded' }] },
    });
    expect(got(await machine('t01').readBoot())).toMatchObject({ bootId, pendingRestart: [] });
    expect(models.model('t01')?.books(clock.now())).toMatchObject({ installs: [], outOfService: [] });
  });

  it('installs a package, with what lies beside it', async () => {
    const { machine, clock, models } = await create(story('calm'));
    const [sha256, file] = ['ab'.repeat(32), '\\\\files\\updates\\kb5122871.msu'];
    const packages = [{ kb: 'KB5122871', file, sha256, prerequisites: [{ file: 'C:\\in\\kb5043080.msu', sha256 }] }];
    got(await machine('t01').startJob('k-1', { kind: 'packages', packages }));
    await clock.sleepUntil(clock.now() + hour);
    const result = { updates: [{ kbs: ['KB5122871'], outcome: 'installed' }], needsRestart: true };
    const status = jobStatusSchema.parse(got(await machine('t01').pollJob('k-1')));
    expect(status).toMatchObject({ kind: 'packages', result });
    expect(models.model('t01')?.books(clock.now()).installs).toMatchObject([{ kb: 'KB5122871' }]);
  });

  it('refuses a key that stands for other work, and an uninstall without the packages to keep', async () => {
    const { machine } = await create(story('calm'));
    got(await machine('t01').startJob('k-1', scan));
    const uninstall: Work = { kind: 'uninstall', packagesBefore: ['a'], kbs: [] };
    expect(await machine('t01').startJob('k-1', uninstall)).toMatchObject({ failure: { code: 'JOB_KEY_REUSED' } });
    const bare = await machine('t01').startJob('k-2', { ...uninstall, packagesBefore: [] });
    expect(bare).toMatchObject({ ok: false, failure: { code: 'JOB_PARAMETERS_INVALID' } });
  });

  it('restarts only a machine that is still on the boot that was named', async () => {
    const { machine, clock, models } = await create(story('calm'));
    expect(got(await machine('t01').restart('another boot', 'updates'))).toBe('alreadyRestarted');
    const { bootId } = got(await machine('t01').readBoot());
    expect(got(await machine('t01').restart(bootId, 'updates'))).toBe('restarting');
    expect(got(await machine('t01').restart(bootId, 'updates'))).toBe('restarting');
    await clock.sleepUntil(clock.now() + hour);
    expect(got(await machine('t01').restart(bootId, 'updates'))).toBe('alreadyRestarted');
    expect(got(await machine('t01').readBoot()).bootId).not.toBe(bootId);
    expect(models.model('t01')?.books(clock.now()).restarts).toHaveLength(1);
  });

  it('tells a machine that is still on its boot from one that has left it', async () => {
    const { machine, clock } = await create(story('calm'));
    const one = machine('t01');
    const { bootId } = got(await one.readBoot());
    got(await one.restart(bootId, 'updates'));
    expect(got(await one.readNewBoot(bootId))).toBe('unchanged');
    await clock.sleepUntil(clock.now() + hour);
    const boot = got(await one.readNewBoot(bootId));
    expect(boot).toEqual(got(await one.readBoot()));
    expect(got(await one.readNewBoot(typeof boot === 'string' ? '' : boot.bootId))).toBe('unchanged');
  });

  it('has not settled while its services start', async () => {
    const { machine, clock } = await create(story('calm'));
    const one = machine('t01');
    const { bootId } = got(await one.readBoot());
    got(await one.restart(bootId, 'updates'));
    const seen: unknown[] = [];
    for (let look = 0; look < 400 && seen.at(-1) !== 'settled'; look += 1) {
      await clock.sleepUntil(clock.now() + 5_000);
      const answer = await one.readNewBoot(bootId);
      if (!answer.ok || answer.value === 'unchanged') continue;
      seen.push(answer.value === 'starting' || answer.value.isServicing ? 'settling' : 'settled');
    }
    expect(seen.slice(0, 2)).toEqual(['settling', 'settling']);
    expect(seen.at(-1)).toBe('settled');
  });

  it('says of a machine that is down that nothing has arrived there', async () => {
    const { machine, clock } = await create(story('calm'));
    const one = machine('t01');
    const { bootId } = got(await one.readBoot());
    got(await one.restart(bootId, 'updates'));
    await clock.sleepUntil(clock.now() + minute);
    const down = {
      ok: false,
      arrived: 'no',
      failure: { code: 'WINRM_CONNECTION_REFUSED', retryable: true, machine: 't01' },
    };
    expect(await one.readBoot()).toMatchObject(down);
    expect(await one.readNewBoot(bootId)).toMatchObject({ ok: false, failure: down.failure });
    expect(await one.startJob('k-1', scan)).toMatchObject(down);
    expect(await one.restart(bootId, 'updates')).toMatchObject(down);
    expect(await one.probe(['boot', 'health'])).toMatchObject({ boot: down, health: down });
    expect(await one.pollJob('k-1')).toMatchObject({ ok: false, failure: { code: 'WINRM_CONNECTION_REFUSED' } });
  });

  it('can be released and asked again', async () => {
    const { machine } = await create(story('calm'));
    const one = machine('t01');
    const before = got(await one.readBoot());
    await one.release();
    await one.release();
    expect(got(await one.readBoot())).toEqual(before);
  });
});

/** A progress note is worth having where it is free; the state is what is promised. */
function promised(value: unknown): unknown {
  const answer = value as Answer<{ readonly state?: string }>;
  if (answer.ok && answer.value.state === 'running') return { ok: true, value: { state: 'running' } };
  if (!answer.ok) return { ok: false, code: answer.failure.code, retryable: answer.failure.retryable };
  return answer;
}

/** One machine's whole story: looked at, scanned, updated, restarted, looked at on the way, and undone. */
async function transcript({ machine, clock }: Stage, scenario: Scenario, name: string): Promise<readonly unknown[]> {
  const kb = scenario.catalogue[0]?.kb ?? '';
  const one = machine(name);
  const seen: unknown[] = [];
  const look = async () =>
    seen.push(...Object.entries(await one.probe(everything)).map(([probe, answer]) => [probe, promised(answer)]));
  const watch = async (key: string, length: number, steps: number) => {
    for (let step = 0; step < steps; step += 1) {
      seen.push(promised(await one.pollJob(key)));
      await clock.sleepUntil(clock.now() + length / steps);
    }
    seen.push(promised(await one.pollJob(key)));
  };
  const restart = async () => {
    const boot = await one.readBoot();
    const bootId = boot.ok ? boot.value.bootId : 'unknown';
    seen.push(promised(await one.restart(bootId, 'updates')));
    for (let step = 0; step < 12; step += 1) {
      await clock.sleepUntil(clock.now() + 5 * minute);
      seen.push(promised(await one.readBoot()));
    }
  };
  await look();
  const before = await one.probe(['packages']);
  seen.push(promised(await one.startJob('scan', scan)));
  await watch('scan', hour, 8);
  seen.push(promised(await one.startJob('queued', scan)));
  for (const key of ['queued', 'queued', 'scan']) seen.push(promised(await one.cancelJob(key)));
  seen.push(promised(await one.startJob('install', installOf(scenario, kb))));
  await watch('install', hour, 4);
  await look();
  await restart();
  await look();
  const packagesBefore = before.packages.ok ? before.packages.value : [];
  seen.push(promised(await one.startJob('undo', { kind: 'uninstall', packagesBefore, kbs: [kb] })));
  await watch('undo', hour, 2);
  await restart();
  await look();
  return seen;
}

describe('the same steps at the same instants get the same answers', () => {
  const cases = scenarios.flatMap(({ name }) => [[name, 'pl02'] as const, [name, 'pl03'] as const]);

  it.each(cases)('in the story %s, on %s', async (name, machine) => {
    const scenario = story(name);
    const fast = await transcript(await onModels(scenario), scenario, machine);
    const wired = await transcript(await overSockets(scenario, false), scenario, machine);
    expect(wired).toEqual(fast);
    expect(fast.length).toBeGreaterThan(60);
  });
});
