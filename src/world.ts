// Builds the world that a run works in: fleet, clock, runner probes, ledger. The only room that knows which of them are real. Real
// machines over WinRM by the wall's clock; the embedded fleet on loopback, asked over the very same wire, by a clock that jumps (demo)
// or by the wall's (fleet). Commands get ports and know none of this.
import { hostname } from 'node:os';
import type { MachineEntry } from './model/machine.ts';
import type { Clock, Fleet, RunnerProbes } from './model/ports.ts';
import { createRunnerProbes } from './runner/probes.ts';
import type { WorldClock } from './simulation/clock.ts';
import { WindowsFleet } from './windows/fleet.ts';
import type { Preflight } from './windows/preflight.ts';
import type { Fallback } from './windows/visit.ts';
import { meantBy } from './world/accounts.ts';
import { createRealClock } from './world/clock.ts';
import { type ConnectionOptions, createConnections } from './world/connections.ts';
import { fleetDuring, probesDuring } from './world/during.ts';

export { jeaFiles, jeaSetUp } from './windows/jea.ts';
export type { Preflight } from './windows/preflight.ts';
export type { Fallback } from './windows/visit.ts';
export type { StoryClock } from './world/clock.ts';
export type { ConnectionOverrides } from './world/connections.ts';
export type { LivingFleet, PlayedStory, Story } from './world/embedded.ts';
export { type JournalText, journalEndOf, readJournalText } from './world/journal-text.ts';
export {
  defaultPlace,
  type LedgerOptions,
  liesIn,
  openLedger,
  type RolloutLedger,
  type Writer,
} from './world/ledger.ts';
export { type Messenger, openMessenger } from './world/messages.ts';
export { storyNames } from './world/story-names.ts';

export interface WorldOptions extends ConnectionOptions {
  /** Shown in the machines' lists of shells. */
  readonly name: string;
  readonly signal: AbortSignal;
  /** Told of each connection that was let in another way than preferred. */
  readonly onFallback: (fallback: Fallback) => void;
  /** The clock of a story; the wall's when left out. */
  readonly clock?: WorldClock;
}

export interface World {
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly runner: RunnerProbes;
  /** Looks at one machine step by step and changes nothing on it. */
  preflight(entry: MachineEntry): Promise<Preflight>;
  close(): Promise<void>;
}

/** Opens nothing and runs nothing yet. Throws a FailureError when an account is missing or the settings cannot be meant. */
export function openWorld(options: WorldOptions): World {
  const { name, signal, onFallback, clock = createRealClock() } = options;
  const { ca, connectionOf } = createConnections(options);
  const fleet = new WindowsFleet({ connectionOf, name, onFallback });
  const probes = createRunnerProbes({
    directory: options.directory,
    signal,
    meant: reference => meantBy(reference, options),
    ...(ca === undefined ? {} : { ca }),
  });
  return {
    clock,
    fleet: fleetDuring(fleet, clock),
    runner: probesDuring(probes, clock),
    preflight: entry => clock.during(fleet.preflight(entry)),
    close: () => fleet.close(),
  };
}

/** The name of the computer that runs the rollout: it must not restart itself. */
export function runnerName(): string {
  return hostname();
}

type Embedded = typeof import('./world/embedded.ts');

/** The machines that are not there are loaded when they are asked for: most runs have real ones. */
export async function playStory(options: Parameters<Embedded['playStory']>[0]): ReturnType<Embedded['playStory']> {
  return (await import('./world/embedded.ts')).playStory(options);
}

export async function startFleet(options: Parameters<Embedded['startFleet']>[0]): ReturnType<Embedded['startFleet']> {
  return (await import('./world/embedded.ts')).startFleet(options);
}

type Incidents = typeof import('./world/rehearsal/incident.ts');
type Rehearsed = typeof import('./world/rehearsal/figures.ts');

export type { RolloutFigures } from './world/rehearsal/figures.ts';
export type { Replayed } from './world/rehearsal/incident.ts';

/** The incidents that can be replayed, and the one who replays them. */
export function loadIncidents(): Promise<Incidents> {
  return import('./world/rehearsal/incident.ts');
}

export async function figuresOf(question: Parameters<Rehearsed['figuresOf']>[0]): ReturnType<Rehearsed['figuresOf']> {
  return (await import('./world/rehearsal/figures.ts')).figuresOf(question);
}
