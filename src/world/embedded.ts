// The embedded fleet as commands know it: a story by name, its files in a folder, and who may log on. In the
// demo its clock jumps and its times are real servers'; in `fleet` it is the wall's clock, with times that
// somebody can watch.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conclusion } from '../model/conclusion.ts';
import { FailureError, failureOf } from '../model/failure.ts';
import { nearest } from '../model/spelling.ts';
import { type CountsService, countsOf, type FleetCounts, serveCounts } from '../simulation/counts.ts';
import { startEmbeddedFleet } from '../simulation/embedded.ts';
import { fewestMachines } from '../simulation/roster.ts';
import { type Scenario, scenarioNamed } from '../simulation/scenarios.ts';
import { createRealClock, createStoryClock, type StoryClock } from './clock.ts';
import { storyNames } from './story-names.ts';

export interface Story {
  readonly name: string;
  /** What happens, in one sentence. */
  readonly text: string;
  readonly expected: Conclusion;
  /** How long the machines are watched after the rollout has ended, in ms of their time. */
  readonly afterwards: number;
}

export interface StoryOptions {
  readonly scenario: string;
  readonly machines: number;
  readonly seed: number;
}

interface EmbeddedStory {
  readonly story: Story;
  readonly account: { readonly username: string; readonly password: string };
  /** Policy's file; the inventory lies beside it. */
  readonly policyFile: string;
  counts(): FleetCounts;
  /** What the machines' own books say that must not happen; empty on a good day. */
  oddities(): readonly string[];
  close(): Promise<void>;
}

export interface PlayedStory extends EmbeddedStory {
  readonly clock: StoryClock;
}

export interface LivingFleet extends EmbeddedStory {
  /** Where its books can be asked for. */
  readonly books: string;
}

function scenarioOf({ scenario: name, machines }: StoryOptions): Scenario {
  const scenario = scenarioNamed(name);
  const faults = [];
  if (scenario === undefined) {
    const guess = nearest(name, storyNames);
    const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`;
    faults.push(
      failureOf('ARGUMENT_INVALID', `There is no scenario "${name}".${hint}`, {
        next: `The scenarios are ${storyNames.join(', ')}.`,
      }),
    );
  }
  if (machines < fewestMachines || machines > 5_000) {
    faults.push(
      failureOf('ARGUMENT_INVALID', `--machines is ${machines}: write a number from ${fewestMachines} to 5000.`),
    );
  }
  if (scenario === undefined || faults.length > 0) throw new FailureError(faults);
  return scenario;
}

/** A story in its own time, for the demo. Throws a FailureError on a story that there is not. */
export async function playStory(
  options: StoryOptions & { readonly directory: string; readonly speed: number | undefined },
): Promise<PlayedStory> {
  const { directory, seed, machines, speed } = options;
  const scenario = scenarioOf(options);
  const clock = createStoryClock(scenario.startAt, speed);
  const fleet = await startEmbeddedFleet({ scenario, machines, seed, scale: 'realistic', clock });
  const policyFile = await writeFiles(directory, fleet);
  return { ...storyPart(scenario, fleet), clock, policyFile, close: () => fleet.close() };
}

/** A fleet that stays, for the other commands to be tried against. Throws a FailureError where its files cannot go. */
export async function startFleet(options: StoryOptions & { readonly directory: string }): Promise<LivingFleet> {
  const { directory, seed, machines } = options;
  const scenario = scenarioOf(options);
  await refuseOccupied(directory);
  const fleet = await startEmbeddedFleet({ scenario, machines, seed, scale: 'short', clock: createRealClock() });
  const policyFile = await writeFiles(directory, fleet);
  const counts: CountsService = await serveCounts(fleet.models, ringOf(fleet));
  return {
    ...storyPart(scenario, fleet),
    policyFile,
    books: counts.url,
    close: async () => {
      await counts.close();
      await fleet.close();
    },
  };
}

type Started = Awaited<ReturnType<typeof startEmbeddedFleet>>;

function storyPart({ name, story, expected, afterwards = 0 }: Scenario, fleet: Started) {
  return {
    story: { name, text: story, expected, afterwards },
    account: fleet.account,
    counts: () => countsOf(fleet.models, ringOf(fleet)),
    oddities: () => odditiesOf(countsOf(fleet.models, ringOf(fleet))),
  };
}

/** A survey only looks, and a second one of the same day has the key of the first. */
function odditiesOf({ irregularities }: FleetCounts): readonly string[] {
  return Object.values(irregularities)
    .flat()
    .filter(text => !text.includes(' survey-'));
}

function ringOf({ entries }: Started): (machine: string) => string | undefined {
  const rings = new Map(entries.map(({ name, labels }) => [name, labels.ring]));
  return machine => rings.get(machine);
}

async function writeFiles(directory: string, { policy, inventory }: Started): Promise<string> {
  const policyFile = join(directory, 'patchring.yml');
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'machines.yml'), inventory);
    await writeFile(policyFile, policy);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FailureError([
      failureOf('ARGUMENT_INVALID', `nothing can be written there: ${why}`, { place: { file: directory } }),
    ]);
  }
  return policyFile;
}

/** Nobody's own policy is written over, and no journal of machines that are gone meets new ones. */
async function refuseOccupied(directory: string): Promise<void> {
  const policyFile = join(directory, 'patchring.yml');
  const written = existsSync(policyFile) ? await readFile(policyFile, 'utf8') : '';
  if (written !== '' && !written.startsWith('# The embedded fleet')) {
    throw new FailureError([
      failureOf('ARGUMENT_INVALID', 'a policy of yours lies there, and would be written over.', {
        place: { file: policyFile },
        next: 'Choose another folder with --dir.',
      }),
    ]);
  }
  const ledger = join(directory, '.patchring');
  if (!existsSync(ledger)) return;
  throw new FailureError([
    failureOf('ARGUMENT_INVALID', 'the journal of an earlier fleet lies there, and its machines are gone.', {
      place: { file: ledger },
      next: `Delete ${ledger}, or choose another folder with --dir.`,
    }),
  ]);
}
