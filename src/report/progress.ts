// The live log: each event that a person cares about is one line, grouped by wave. A pure function of what happened; who prints it
// chooses colours. Marks are ASCII: `+` good, `!` bad, `?` not clear, `~` left out, `.` on the way (facts: rollout 6.2).
// Text of machines stands in these lines as it came: the platform neutralises every line that it prints.
import { formatDuration } from '../model/duration.ts';
import { changesText } from '../rollout/changes.ts';
import type { Event, EventOf, JudgedGate, LeftOut } from '../rollout/events.ts';
import type { Plan } from '../rollout/plan.ts';
import { type MachineState, machineOf, type State } from '../rollout/state.ts';
import { intentText, lostText, outcomeText } from './effect-words.ts';
import { type Line, type LineTone, rolloutLine as rollout } from './log-line.ts';
import { buildsText, hotpatchText, runText } from './machine-words.ts';
import { drillLines, openingLines, ringNamed } from './ring-lines.ts';
import { judgedLines, serviceCauseText } from './service.ts';
import { Usual } from './usual.ts';
import { ruleText } from './verdict.ts';
import { count, instantText, timeText, updatesText } from './words.ts';

/** The lines for one event. @param state the state right after the event @param usual what the same took so far */
export function linesOf(event: Event, plan: Plan, state: State, usual = new Usual()): readonly Line[] {
  switch (event.kind) {
    case 'begun':
      return beginning(event);
    case 'runBegan':
      return [];
    case 'ringOpened':
      return openingLines(event, plan);
    case 'waveOpened': {
      const { waves } = ringNamed(plan, event.ring);
      const text = `${event.ring} wave ${event.wave}/${waves.length}: ${count(event.size, 'machine')}`;
      return [{ tone: 'heading', text, isGroup: true }];
    }
    case 'ringSoaking':
      return rollout(event.at, 'quiet', `ring ${event.ring} soaks until ${instantText(event.until)}`);
    case 'ringJudging':
      return rollout(event.at, 'quiet', `ring ${event.ring} has soaked: every updated machine is looked at once more`);
    case 'ringPassed':
      return rollout(event.at, 'good', `+ ring ${event.ring} passed`);
    case 'ringHeld':
      return rollout(event.at, 'warning', `? ring ${event.ring} is held: ${event.failure.message}`);
    case 'ringJudged':
      return judgedLines(event);
    case 'halted':
      return rollout(event.at, 'bad', `! HALT: ${haltText(event)}. Nothing new is started.`);
    case 'resumed':
      return rollout(event.at, 'warning', `resumed by ${event.person}: ${event.reason}`);
    case 'retried':
      return rollout(
        event.at,
        'warning',
        `${event.machines.join(', ')} tried again by ${event.person}: ${event.reason}`,
      );
    case 'approved':
      return rollout(
        event.at,
        'plain',
        `ring ${event.ring} approved by ${event.person} for plan ${event.planHash.slice(0, 12)}`,
      );
    case 'updateHeld':
      return rollout(event.at, 'warning', `${event.kb} is held from now on by ${event.person}: ${event.reason}`);
    case 'drillBegan':
    case 'drillUndone':
    case 'drillProved':
      return drillLines(event);
    case 'undoBegan':
      return undoing(event);
    case 'undoEnded':
      return rollout(event.at, event.stranded > 0 ? 'bad' : 'warning', undoneText(event));
    case 'undoLifted':
      return rollout(event.at, 'warning', `what was rolled back may come again, by ${event.person}: ${event.reason}`);
    case 'superseded':
      return closed(event);
    case 'stopped':
      return rollout(event.at, 'bad', `! stopped: ${event.failure.message}`);
    case 'concluded':
      return [];
    default:
      return ofMachine(event, { plan, state, usual });
  }
}

function closed({ at, person, reason, fix }: EventOf<'superseded'>): ReturnType<typeof rollout> {
  const mends = fix === undefined ? '' : ` (mended by ${fix.join(', ')})`;
  return rollout(at, 'warning', `closed for good by ${person}: ${reason}${mends}`);
}

type MachineEvent = Extract<Event, { kind: 'intended' | 'finished' | 'judged' | `machine${string}` }>;

interface Scene {
  readonly plan: Plan;
  readonly state: State;
  readonly usual: Usual;
}

function ofMachine(event: MachineEvent, { plan, state, usual }: Scene): readonly Line[] {
  const machine = machineOf(state, event.kind === 'intended' ? event.effect.machine : event.machine);
  const say = (tone: LineTone, text: string): readonly Line[] => [
    { tone, text: machineLine(event.at, machine, plan, text) },
  ];
  switch (event.kind) {
    case 'intended': {
      const text = intentText(event.effect, plan);
      const length = usual.of(event.effect.kind);
      const known = length === undefined ? '' : ` (usual ${formatDuration(length)})`;
      return text === undefined ? [] : say('quiet', `. ${text}${known}`);
    }
    case 'finished': {
      const lost = lostText(event.outcome);
      if (lost !== undefined) return say('warning', `? ${lost}`);
      const text = outcomeText(event.outcome, state);
      return text === undefined ? [] : say('quiet', `. ${text}`);
    }
    case 'judged':
      return event.againAt === null ? observed(event.gates).flatMap(text => say('warning', text)) : [];
    case 'machineChosen':
      return event.left.flatMap(left => say('warning', `~ ${leftText(left)}`));
    case 'machineDrifted':
      return event.changes.length === 0
        ? say('quiet', '. again as the plan knew it')
        : say('warning', `~ not as the plan knew it: ${changesText(event.changes)}`);
    case 'machineSkipped':
      return say('warning', `~ skipped: ${event.failure.message}`);
    case 'machineReturned':
      return say('quiet', `. back in line: ${event.reason}`);
    case 'machineDone':
      return say(
        'good',
        `+ ${state.rings[machine.ring]?.phase === 'judging' ? 'still good after the soak' : doneText(machine, plan)}`,
      );
    case 'machineFailed':
      return say('bad', `! FAILED ${event.gate === null ? '' : `${event.gate}: `}${event.failure.message}`);
    case 'machineUnclear':
      return say('warning', `? not clear ${event.gate === null ? '' : `${event.gate}: `}${event.failure.message}`);
    case 'machineUndone':
      return say('warning', '+ rolled back, the build is the one before');
    case 'machineStranded':
      return say('bad', `! STRANDED: ${event.failure.message}`);
  }
}

function beginning({ at, plan }: EventOf<'begun'>): readonly Line[] {
  const what = `rollout ${plan.rolloutId}: ${updatesText(plan.updates) || 'no updates'}`;
  return rollout(
    at,
    'plain',
    `${what}, ${count(plan.machines.length, 'machine')} in ${count(plan.rings.length, 'ring')}`,
  );
}

/** Which rule, on which machine; a person's own words. */
function haltText({ cause, reason }: EventOf<'halted'>): string {
  if (cause.by === 'service') return serviceCauseText(cause);
  return cause.by === 'person' ? `by ${cause.person}, ${reason}` : `${ruleText(cause)}, last on ${cause.machine}`;
}

/** `22:00:07  web01      . installing KB5070893`; the column is as wide as the longest name of the ring, up to 32. */
function machineLine(at: number, machine: MachineState, plan: Plan, text: string): string {
  const names = plan.rings[machine.ring]?.machines ?? [];
  return `${timeText(at)}  ${machine.name.padEnd(widthOf(names))}  ${text}`;
}

const widths = new WeakMap<readonly string[], number>();
function widthOf(names: readonly string[]): number {
  let width = widths.get(names);
  if (width === undefined) {
    width = Math.min(
      32,
      names.reduce((most, name) => Math.max(most, name.length), 0),
    );
    widths.set(names, width);
  }
  return width;
}

function doneText(machine: MachineState, { lineage }: Plan): string {
  if (machine.result === 'nothingNeeded') return 'nothing to install';
  const builds = buildsText(machine);
  const parts = [
    runText(machine),
    builds === undefined ? undefined : `build ${builds}`,
    hotpatchText(machine, lineage),
  ];
  return `updated${parts.flatMap(part => (part === undefined ? [] : [`, ${part}`])).join('')}`;
}

function leftText({ kbs, title, reason }: LeftOut): string {
  return `not ${kbs.length === 0 ? title : kbs.join('+')}: ${reason}`;
}

/** Gates that only observe would otherwise never be heard of. */
function observed(gates: readonly JudgedGate[]): string[] {
  return gates
    .filter(({ severity, verdict }) => severity === 'observe' && verdict !== 'pass')
    .map(({ gate, verdict, reason }) => `? ${gate} (observed only) ${verdict}: ${reason}`);
}

function undoing({ at, reason, machines, spared }: EventOf<'undoBegan'>): readonly Line[] {
  return [
    { tone: 'heading', text: `rolling back ${count(machines.length, 'machine')}`, isGroup: true },
    ...rollout(at, 'warning', `rolling back ${machines.join(', ')}: ${reason}`),
    ...spared.flatMap(({ machine, reason: why }) => rollout(at, 'warning', `~ ${machine} is left as it is: ${why}`)),
  ];
}

function undoneText({ undone, stranded }: EventOf<'undoEnded'>): string {
  return stranded === 0 ? `rolled back: ${undone}` : `rolled back: ${undone}, ! stranded: ${stranded}`;
}
