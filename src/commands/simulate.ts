// `simulate`: what rings, waves and gates are worth, in figures. The incident corpus is replayed on models of machines through the real
// survey, plan and engine; thousands of rollouts are counted by a quick path that is held to the engine. No socket, no file, no machine:
// virtual time alone. The seed is told, and the same seed gives the same figures.
import { formatDuration } from '../model/duration.ts';
import { FailureError, failureOf } from '../model/failure.ts';
import { nearest } from '../model/spelling.ts';
import { count } from '../report/words.ts';
import { figuresOf, loadIncidents, type Replayed, type RolloutFigures } from '../world.ts';
import { defineCommand } from './command.ts';
import { tableOf } from './table.ts';

export const simulate = defineCommand({
  name: 'simulate',
  summary: 'Replays known incidents, and counts what thousands of rollouts would do.',
  help:
    'It plays a policy that says nothing but who stands in its three rings, on models of machines in virtual time, and touches nothing.\n' +
    'incident: whom an update of the past would have hit, under this policy and in one big ring.\n' +
    'rollouts: false halts, detections, machines hit, duration.',
  options: [
    { name: 'machines', kind: 'number', value: 'N', default: '100', help: 'How many machines, in three rings.' },
    { name: 'seed', kind: 'number', value: 'N', default: '1', help: 'Another seed, other times and failures.' },
  ],
  run: async ({ options, signal }) => {
    const { incident, rollouts, machines, seed } = options;
    refuse(machines, rollouts);
    const replays = incident !== undefined || rollouts === undefined;
    const replayed = replays ? await replay(incident ?? 'all', { machines, seed, signal }) : [];
    const figures = rollouts === undefined ? undefined : await figuresOf({ rollouts, machines, seed });
    if (signal.aborted) return { conclusion: 'cancelled', line: 'CANCELLED while simulating.' };
    return {
      conclusion: 'succeeded',
      line: lineOf(replayed, figures, seed),
      details: [
        ...(replayed.length === 0 ? [] : ['', ...incidentLines(replayed)]),
        ...(figures === undefined ? [] : ['', ...figureLines(figures)]),
      ],
      result: { seed, machines, ...incidentResult(replayed), ...figureResult(figures) },
    };
  },
});

function refuse(machines: number, rollouts: number | undefined): void {
  const faults = [
    ...(machines < 20 || machines > 1_000 ? [`--machines is ${machines}: write a number from 20 to 1000.`] : []),
    ...(rollouts !== undefined && (rollouts < 1 || rollouts > 1_000_000)
      ? [`--rollouts is ${rollouts}: write a number from 1 to 1000000.`]
      : []),
  ];
  if (faults.length > 0) throw new FailureError(faults.map(text => failureOf('ARGUMENT_INVALID', text)));
}

interface Asked {
  readonly machines: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

async function replay(wanted: string, asked: Asked): Promise<readonly Replayed[]> {
  const { incidentNames, replayIncident } = await loadIncidents();
  const replayed: Replayed[] = [];
  for (const name of wanted === 'all' ? incidentNames : [wanted]) {
    if (asked.signal.aborted) break;
    const one = await replayIncident(name, asked);
    if (one === undefined) throw new FailureError([unknown(name, incidentNames)]);
    replayed.push(one);
  }
  return replayed;
}

function unknown(name: string, names: readonly string[]) {
  const guess = nearest(name, names);
  const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`;
  const next = `The incidents are ${names.join(', ')}, or all.`;
  return failureOf('ARGUMENT_INVALID', `There is no incident "${name}".${hint}`, { next });
}

function lineOf(replayed: readonly Replayed[], figures: RolloutFigures | undefined, seed: number): string {
  const hit = replayed.reduce((sum, { onTheDay }) => sum + onTheDay.machinesHit, 0);
  const inOneRing = replayed.reduce((sum, { oneRing }) => sum + oneRing.machinesHit, 0);
  const said = [
    ...(replayed.length === 0
      ? []
      : [`${count(replayed.length, 'incident')} hit ${count(hit, 'machine')} in rings, ${inOneRing} in one big ring`]),
    ...(figures === undefined
      ? []
      : [
          `${figures.good.rollouts + figures.bad.rollouts} rollouts, ${percent(figures.good.halted)} false halts, ${percent(figures.bad.halted)} of bad updates found`,
        ]),
  ];
  return `SIMULATED: ${said.join('; ')} (seed ${seed}).`;
}

function incidentLines(replayed: readonly Replayed[]): readonly string[] {
  const heads = ['incident', 'update', 'can hit', 'on the day', 'test ring lacks the role', 'today', 'one big ring'];
  const rows = replayed.map(({ name, id, susceptible, onTheDay, uncovered, today, oneRing }) => [
    name,
    id,
    String(susceptible),
    String(onTheDay.machinesHit),
    uncovered === null ? '–' : String(uncovered.machinesHit),
    String(today.machinesHit),
    String(oneRing.machinesHit),
  ]);
  const ends = replayed.map(({ name, onTheDay: { conclusion, reason } }) =>
    reason === '' ? `${name}: ${conclusion}.` : `${name}: ${conclusion}, ${reason}`,
  );
  return [
    `machines hit of ${replayed[0]?.machines ?? 0}`,
    ...tableOf([heads, ...rows]),
    'on the day: with nothing known of the update. today: with the holds and rows that ship. one big ring: all at once, no gate, no hold.',
    '',
    'how it ended on the day',
    ...ends.map(text => `  ${text}`),
  ];
}

function incidentResult(replayed: readonly Replayed[]): Readonly<Record<string, unknown>> {
  if (replayed.length === 0) return {};
  const rows = replayed.map(({ onTheDay, uncovered, today, oneRing, ...told }) => ({
    ...told,
    machinesHit: onTheDay.machinesHit,
    machinesHitInOneRing: oneRing.machinesHit,
    machinesHitUncovered: uncovered?.machinesHit ?? null,
    machinesHitToday: today.machinesHit,
    ended: onTheDay.conclusion,
    why: onTheDay.reason,
  }));
  const sum = (key: 'machinesHit' | 'machinesHitInOneRing'): number => rows.reduce((all, row) => all + row[key], 0);
  return { machinesHit: sum('machinesHit'), machinesHitInOneRing: sum('machinesHitInOneRing'), incidents: rows };
}

/** `0.4 %`; nothing is called never that has happened, nor always what has failed once. */
function percent(share: number): string {
  const rounded = Math.round(share * 1_000) / 10;
  if (rounded === 100 && share < 1) return 'above 99.9 %';
  return rounded === 0 && share > 0 ? 'below 0.1 %' : `${rounded} %`;
}

function figureLines({ machines, rings, kinds, good, bad }: RolloutFigures): readonly string[] {
  const hours = (length: number): string => formatDuration(Math.round(length / 60_000) * 60_000);
  const heads = ['update', 'halted', 'hit, median', 'hit, p95', 'begun, median', 'took, median', 'took, p95'];
  const rows = kinds.map(({ name, halted, hit, started, took }) => [
    name,
    percent(halted),
    String(hit.median),
    String(hit.p95),
    String(started.median),
    hours(took.median),
    hours(took.p95),
  ]);
  const shape = rings.map(({ name, machines: size, waves }) => `${name} ${size} (waves ${waves.join(', ')})`);
  return [
    `${good.rollouts + bad.rollouts} rollouts of ${machines} machines: ${shape.join(', ')}`,
    ...tableOf([heads, ...rows]),
    `false halts: ${percent(good.halted)} of ${good.rollouts} rollouts of good updates. found: ${percent(bad.halted)} of ${bad.rollouts} of bad ones, ${bad.hit.median} hit (p95 ${bad.hit.p95}).`,
    'took: to the halt, or to the end. Left out: windows, groups, skipped machines, holds, approvals, gates of a service, undo, drills, crashes of the run.',
  ];
}

function figureResult(figures: RolloutFigures | undefined): Readonly<Record<string, unknown>> {
  if (figures === undefined) return {};
  const { good, bad, kinds, rings } = figures;
  return {
    rollouts: good.rollouts + bad.rollouts,
    falseHaltRate: good.halted,
    detectionRate: bad.halted,
    hit: bad.hit,
    took: { good: good.took, bad: bad.took },
    rings,
    kinds,
  };
}
