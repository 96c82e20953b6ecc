// What the story of one machine looks like from outside, recorded from the real engine: when it was begun with, until when it could be
// called back, when it restarted, when it ended and how. Machines of a fleet do not wait for each other but in their starts, so one real
// rollout that begins with all of them at once tells the stories of all; how they follow each other is schedule.ts.
import { choiceNamed, defaultGates } from '../../gates/registry.ts';
import type { Event } from '../../rollout/events.ts';
import { rollupPackage, september2026, servicingStackPackage } from '../../simulation/catalogue.ts';
import type { Fault } from '../../simulation/faults.ts';
import { server } from '../../simulation/servers.ts';
import { playToTheEnd, type Stage, type StageMachine, type StageRequest, setStage } from './stage.ts';

/** How a machine takes the update. */
export type Course = 'well' | 'sporadic' | 'sick' | 'lost' | 'latent';
export const courses: readonly Course[] = ['well', 'sporadic', 'sick', 'lost', 'latent'];

/** Instants in ms from the first look at the machine. */
export interface Track {
  readonly course: Course;
  readonly seed: number;
  /** The install is asked for: from here on it is begun with. */
  readonly beganAt: number;
  /** The last look that found the install in its queue, where a halt still calls it back. */
  readonly queuedUntil: number;
  /** The restart is asked for; infinity: it ends before. */
  readonly restartAt: number;
  readonly endAt: number;
  readonly isFailed: boolean;
  /** One such failure halts. */
  readonly isCritical: boolean;
  /** When the damage begins to show that no gate saw; infinity: never. */
  readonly showsAt: number;
}

const hour = 3_600_000;
const kb = 'KB5122871';
const service = 'OrderIntake';
/** Between the two looks that find a stopped service after the soak. */
export const confirmAfter = 60_000;
/** A symptom that no gate of the visit can see, and every soak of a day does. */
export const latentAfter = 6 * hour;

const faults: Readonly<Record<Course, readonly Fault[]>> = {
  well: [],
  /** A failure that is not the update's. */
  sporadic: [{ kind: 'installFails', kb, hresult: 0x80070643 }],
  sick: [{ kind: 'serviceDies', kb, service }],
  lost: [{ kind: 'neverComesBack' }],
  latent: [{ kind: 'serviceDies', kb, service, after: latentAfter }],
};

export function nameOf(index: number): string {
  return `m${String(index + 1).padStart(4, '0')}`;
}

const [ubr, kbs] = [33_296, ['KB5120233']];
const packages = [rollupPackage(ubr), servicingStackPackage(ubr)];
const profile = server({ kind: 'app', isEnrolled: false, ubr, kbs, packages });

/** The machine that goes this way, rolling the dice of that seed. */
export function machineOn(index: number, ring: string, { course, seed }: Pick<Track, 'course' | 'seed'>): StageMachine {
  return { name: nameOf(index), ring, profile, faults: faults[course], seed };
}

/** A stage in September 2026, where the update restarts every machine. */
export function stageFor(machines: readonly StageMachine[], policy: Readonly<Record<string, unknown>>): Promise<Stage> {
  const request: StageRequest = {
    policy: { scan: { parallel: machines.length }, ...policy },
    machines,
    catalogue: september2026,
    startAt: Date.UTC(2026, 8, 9, 20),
    seed: 1,
  };
  return setStage(request);
}

/** No rule but `maxFailures` halts, and nobody is asked who has not been updated. */
export const countsAlone = { method: 'fixed', control: 0 };

/** The usual gates, and none of them halts by itself: every story is told to its end. */
function patientGates() {
  return defaultGates('after').map(gate => {
    const { severity } = choiceNamed(gate);
    return severity === 'critical' ? { gate, severity: 'hard' } : gate;
  });
}

/** The tracks of so many machines, one for each, in their order. */
export async function recordTracks(machines: number, course: Course, seed: number): Promise<readonly Track[]> {
  const told = { course, seed };
  const stage = await stageFor(
    Array.from({ length: machines }, (_, index) => machineOn(index, 'all', told)),
    {
      gates: { after: patientGates() },
      analysis: countsAlone,
      rings: [
        {
          name: 'all',
          machines: 'rest',
          window: 'anytime',
          waves: ['100%'],
          maxUnavailable: '100%',
          maxFailures: machines - 1,
          soak: '0s',
        },
      ],
    },
  );
  const queued = new Map<string, number[]>();
  await playToTheEnd(stage, new AbortController().signal, (machine, note) => {
    if (note === 'queued') queued.set(machine, [...(queued.get(machine) ?? []), stage.clock.now()]);
  });
  return Array.from({ length: machines }, (_, index) => trackOf(stage, nameOf(index), { ...told, queued }));
}

interface Told {
  readonly course: Course;
  readonly seed: number;
  /** Looks that found a job in its queue. */
  readonly queued: ReadonlyMap<string, readonly number[]>;
}

function trackOf({ events, fleet }: Stage, name: string, { course, seed, queued }: Told): Track {
  const mine = events.filter(event => machineIn(event) === name);
  const intended = (kind: string): number =>
    mine.find(event => effectIn(event) === kind)?.at ?? Number.POSITIVE_INFINITY;
  const began = intended('check');
  const end = mine.find(({ kind }) => kind === 'machineDone' || kind === 'machineFailed');
  if (end === undefined || !Number.isFinite(began)) throw new RangeError(`the story of ${name} has no end`);
  const since = fleet.models.model(name)?.software.installed[0]?.since;
  const shows = course === 'latent' && since !== undefined ? since + latentAfter : Number.POSITIVE_INFINITY;
  // A scan waits in the queue, too: before the install, and once more after the restart.
  const [from, until] = [intended('install'), Math.min(intended('restart'), end.at)];
  const inQueue = (queued.get(name) ?? []).filter(at => at >= from && at < until);
  return {
    course,
    seed,
    beganAt: intended('install') - began,
    queuedUntil: Math.max(began, ...inQueue) - began,
    restartAt: intended('restart') - began,
    endAt: end.at - began,
    isFailed: end.kind === 'machineFailed',
    isCritical: course === 'lost',
    showsAt: shows - began,
  };
}

function machineIn(event: Event): string | undefined {
  if (event.kind === 'intended') return event.effect.machine;
  return 'machine' in event ? event.machine : undefined;
}

function effectIn(event: Event): string | undefined {
  return event.kind === 'intended' ? event.effect.kind : undefined;
}
