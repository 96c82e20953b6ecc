// Whole rollouts on machines whose every text is written to look like a command: names of services, titles of updates, events, errors of jobs, notes of scripts, answers of commands and of monitorings. Each rollout is about one field, which bears a mark, so that a test
// can tell that it was really shown. They run through the engine and the report's own code, behind whichever door plays them.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { closingOf } from '../../src/commands/closing.ts';
import type { Outcome } from '../../src/commands/command.ts';
import type { JobStatus } from '../../src/model/job.ts';
import type { Fleet, Machine, Readings, RunnerProbes } from '../../src/model/ports.ts';
import type { HealthReading } from '../../src/model/reading.ts';
import type { Platform } from '../../src/platforms/platform.ts';
import { linesOf } from '../../src/report/progress.ts';
import { drive } from '../../src/rollout/drive.ts';
import { fold } from '../../src/rollout/fold/index.ts';
import { september2026 } from '../../src/simulation/catalogue.ts';
import type { CatalogueUpdate } from '../../src/simulation/updates.ts';
import { hostileLines } from './hostile.ts';
import { aServer, ring, type Stage, setRings, someoneAnswers } from './rollouts.ts';

/** Every disguise, each at the beginning of a line of its own. */
const hostile = (mark: string): string => `mark-${mark}\n${hostileLines.join('\n')}`;

/** What a machine and a runner answer in place of the truth, once the machine was asked to restart. */
interface Field {
  readonly mark: string;
  readonly catalogue?: readonly CatalogueUpdate[];
  readonly gates?: readonly unknown[];
  readonly readings?: (read: Partial<Readings>) => Partial<Readings>;
  readonly job?: JobStatus;
  readonly runner?: Partial<RunnerProbes>;
}

const script = { file: 'probe.ps1', text: 'exit 0', sha256: createHash('sha256').update('exit 0').digest('hex') };
const failure = (mark: string) => ({ code: 'PROBE_FAILED', message: hostile(mark), retryable: false });

const inHealth =
  (change: (health: HealthReading) => Partial<HealthReading>): NonNullable<Field['readings']> =>
  read => {
    const { health } = read;
    return health?.ok === true
      ? { ...read, health: { ok: true, value: { ...health.value, ...change(health.value) } } }
      : read;
  };

const fields: readonly Field[] = [
  { mark: 'error', job: { state: 'failed', failure: { hresult: 0, message: hostile('error') } } },
  { mark: 'lost', job: { state: 'lost', note: hostile('lost') } },
  {
    mark: 'event',
    gates: [{ gate: 'events', settle: '0s', severity: 'hard' }],
    readings: inHealth(() => {
      const text = hostile('event');
      const event = { log: text, provider: text, id: 7, subject: text, count: 9, before: 0, sample: text };
      return { events: [event] };
    }),
  },
  {
    mark: 'script',
    gates: [{ gate: 'script', file: script.file, settle: '0s' }],
    readings: read => {
      const { scripts } = read;
      if (scripts?.ok !== true) return read;
      // Of a note the end is shown.
      const note = `${hostileLines.slice(0, -1).join('\n')} mark-script\n::error::INJECTED`;
      const said = { ended: 'done', exitCode: 1, last: null, note, took: 1 } as const;
      const value = Object.fromEntries(Object.keys(scripts.value).map(key => [key, said]));
      return { ...read, scripts: { ok: true, value } };
    },
  },
  {
    mark: 'command',
    gates: [{ gate: 'exec', command: ['./smoke.sh'] }],
    runner: {
      exec: () => Promise.resolve({ ok: true, value: { verdict: 'fail', reason: hostile('command'), took: 1 } }),
    },
  },
  {
    mark: 'metric',
    gates: [{ gate: 'metric', url: 'https://metrics.example/x', path: 'rate', pass: 0.01, fail: 0.05 }],
    runner: { metric: () => Promise.resolve({ ok: false, failure: failure('metric'), arrived: 'maybe' }) },
  },
];

/** An update that bears no KB is called by its title. */
const title: Field = {
  mark: 'title',
  catalogue: september2026.map(one => ({ ...one, update: { ...one.update, title: hostile('title'), kbs: [] } })),
};

const service: Field = {
  mark: 'service',
  gates: [{ gate: 'services', settle: '0s', confirm: 1 }],
};

export const hostileMarks: readonly string[] = [...fields, title, service].map(({ mark }) => mark);

/** Every machine as it is until it has restarted; from then on it answers as the field says. */
function fleetOf({ fleet }: Stage, { readings, job, mark }: Field): { fleet: Fleet; hasRestarted: () => boolean } {
  let hasRestarted = false;
  const renamed = inHealth(({ services }) => ({
    services: services.map((one, at) =>
      at > 0
        ? one
        : { ...one, name: hostile(mark), startMode: 'automatic', state: hasRestarted ? 'stopped' : 'running' },
    ),
  }));
  const wrap = (machine: Machine): Machine => ({
    ...machine,
    probe: (async (...asked: Parameters<Machine['probe']>) => {
      const read: Partial<Readings> = await machine.probe(...asked);
      if (mark === 'service') return renamed(read);
      return hasRestarted && readings !== undefined ? readings(read) : read;
    }) as Machine['probe'],
    startJob: (key, work) => {
      if (job !== undefined && work.kind === 'install') return Promise.resolve({ ok: true, value: job });
      return machine.startJob(key, work);
    },
    restart: (...asked) => {
      hasRestarted = true;
      return machine.restart(...asked);
    },
  });
  return {
    fleet: { machine: entry => wrap(fleet.machine(entry)), close: () => fleet.close() },
    hasRestarted: () => hasRestarted,
  };
}

async function play(platform: Platform, field: Field): Promise<Outcome> {
  const { gates = ['cameBack'] } = field;
  const stage = await setRings([ring('test')], [aServer('t')], {
    policy: { gates: { after: gates } },
    probeScripts: [script],
    ...(field.catalogue === undefined ? {} : { catalogue: field.catalogue }),
  });
  const { fleet, hasRestarted } = fleetOf(stage, field);
  const { plan, journal, clock } = stage;
  const quiet: RunnerProbes = someoneAnswers;
  const told: RunnerProbes = { ...quiet, ...field.runner };
  const runner: RunnerProbes = {
    ...someoneAnswers,
    exec: (command, timeout) => (hasRestarted() ? told : quiet).exec(command, timeout),
    metric: ask => (hasRestarted() ? told : quiet).metric(ask),
  };
  const { standing } = await drive({
    plan,
    world: { fleet, journal, clock, runner },
    by: 'a run',
    signal: new AbortController().signal,
    onEvent: (event, state) => {
      for (const { text, tone, isGroup } of linesOf(event, plan, state))
        isGroup === true ? platform.group(text) : platform.log(text, tone);
    },
  });
  const known = fold(stage.events);
  if (known === undefined) throw new Error('an empty journal');
  for (const { failure: why } of known.state.machines.values())
    if (why !== null) platform.annotate('error', why.message, 'failed');
  const { temporary = platform.traits.directory } = platform.traits;
  return closingOf({
    platform,
    story: { ...known, events: stage.events, standing, now: clock.now() },
    invocation: { program: 'patchring', options: [] },
    reportDirectory: join(temporary, `report-${field.mark}`),
    journal: 'file:ledger',
    journalText: async () => stage.events.map(event => `${JSON.stringify({ event })}\n`).join(''),
  });
}

/** One after the other; what is published of the run is the ending of them all, one below the other. */
export async function playHostileRollouts(platform: Platform): Promise<Outcome> {
  const endings: Outcome[] = [];
  for (const field of [...fields, title, service]) endings.push(await play(platform, field));
  const last = endings.at(-1);
  if (last === undefined) throw new Error('nothing was played');
  return {
    ...last,
    details: endings.flatMap(({ line, details = [] }) => [line, ...details]),
    summary: endings.map(({ summary }) => summary ?? '').join('\n'),
  };
}
