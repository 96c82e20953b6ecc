// A plan for people: what is installed, what is held back, who in which order, in whole numbers, and
// the worst that can happen. It is made from the plan alone, the same file that is approved and
// applied.
import { formatDuration } from '../model/duration.ts';
import { count, listText, updatesText } from '../report/words.ts';
import type { HeldHere } from '../rollout/held.ts';
import type { Plan, PlannedRing } from '../rollout/plan.ts';
import { haltingLines } from './halting-lines.ts';
import { aroundLines } from './plan-around.ts';
import { calendarLines, follows } from './plan-calendar.ts';
import { serviceLines } from './plan-service.ts';
import { windowText } from './ring-lines.ts';
import { tableOf } from './table.ts';

/** Holds that keep some machine from an update of the plan. */
export function bitingHolds(plan: Plan): Plan['holds'] {
  const planned = new Set(plan.updates.flatMap(({ kbs }) => kbs));
  return plan.holds.filter(({ kb }) => planned.has(kb));
}

/** Lines, without the head. @param held what the survey found, which is not in the plan */
export function planLines(plan: Plan, held: readonly HeldHere[] = []): readonly string[] {
  const holds = [...holdLines(plan), ...heldLines(plan, held)];
  const when = [...deadlineLines(plan), ...calendarLines(plan)];
  const own = [...scriptLines(plan), ...aroundLines(plan)];
  const head = [...updateLines(plan), ...fixLines(plan), ...own, ...holeLines(plan), ...when, ...holds];
  return [...head, '', ...ringTable(plan), ...serviceLines(plan), ...haltingLines(plan), '', ...machineLines(plan)];
}

function updateLines({ updates, surveyedRing }: Plan): readonly string[] {
  if (surveyedRing === null) {
    return [
      'updates: not known. This plan was made offline; no machine was asked, so it pins nothing and cannot be applied.',
    ];
  }
  if (updates.length === 0)
    return [`updates: none. No machine of ring ${surveyedRing} is offered one that the policy wants.`];
  const rows = updates.map(update => [
    `  ${updatesText([update])}`,
    `${restartTexts[update.restart]}${update.isRestartPredicted ? ' (predicted)' : ''}`,
    `offered to ${update.offeredTo.length} of ${surveyedRing}`,
    update.title.replace(/ \(KB\d+\).*$/, ''),
  ]);
  return [`updates: ${updates.length}, and no other in any ring`, ...tableOf(rows)];
}

/** What the plan is for, where it mends what an earlier rollout brought. */
function fixLines({ fix }: Plan): readonly string[] {
  if (fix === undefined) return [];
  const { rolloutId, bad, kbs, ill } = fix;
  const rows = ill.map(({ machine, gates }) => [`  ${machine}`, listText(gates)]);
  return [
    `mends: ${listText(kbs)} takes the place of ${listText(bad)} (${rolloutId}), which is never planned again`,
    ...(ill.length === 0
      ? []
      : ['ill since then: not turned away for it, and well again when they are as before it', ...tableOf(rows)]),
  ];
}

/** The owner's scripts, by name and content: whoever approves the plan can hash the files. */
function scriptLines(plan: Plan): readonly string[] {
  return [...sourceLines(plan), ...probeLines(plan)];
}

function probeLines({ probeScripts = [] }: Plan): readonly string[] {
  if (probeScripts.length === 0) return [];
  const rows = probeScripts.map(({ file, sha256 }) => ['  gate', file, sha256]);
  return ['runs scripts of yours as gates, with the rights of the logon (SHA-256)', ...tableOf(rows)];
}

function sourceLines({ source }: Plan): readonly string[] {
  if (source.kind !== 'script') return [];
  const { script, detect, uninstall } = source;
  const rows = [
    ['  script', script.file, script.sha256],
    ['  detect', detect.file, detect.sha256],
    uninstall === null
      ? ['  uninstall', 'none', 'a machine that is undone is stranded: nothing takes this away']
      : ['  uninstall', uninstall.file, uninstall.sha256],
  ];
  return [`runs ${source.name} as SYSTEM (SHA-256)`, ...tableOf(rows)];
}

/** What the plan closes, what of it is exploited, and what follows from that. */
function holeLines({ updates, fastTrack }: Plan): readonly string[] {
  const cves = [...new Set(updates.flatMap(update => update.cves))].sort();
  const exploited = updates.filter(update => update.exploited.length > 0);
  const hurry =
    fastTrack === null
      ? []
      : [
          `fast track: soaks of at most ${formatDuration(fastTrack.soak)}${fastTrack.opens === null ? '' : `, rings open at most ${formatDuration(fastTrack.opens)} after the beginning`}; every gate, wave, window and approval stays`,
        ];
  return [
    ...(cves.length === 0 ? [] : [`closes ${count(cves.length, 'CVE')}: ${listText(cves, 8)}`]),
    ...exploited.map(
      update =>
        `exploited: ${updatesText([update])} closes ${listText(update.exploited)}; it is never undone without a person’s word`,
    ),
    ...hurry,
  ];
}

/** Whether the rings can be through by then: windows, gates and people may make it later, never earlier. */
function deadlineLines({ deadline, rings }: Plan): readonly string[] {
  if (deadline === null) return [];
  let earliest = 0;
  for (const { opens, soak } of rings) earliest = Math.max(earliest, opens) + soak;
  return [
    `deadline: ${deadline.due}; openings and soaks alone take ${formatDuration(earliest)} from the beginning of the rollout`,
  ];
}

const restartTexts = { always: 'restarts', never: 'no restart', can: 'may restart' } as const;

function holdLines(plan: Plan): readonly string[] {
  const rows = bitingHolds(plan).map(({ kb, when, use, reason, expires }) => {
    const whom = Object.entries(when).map(([key, value]) => `${key} ${value}`);
    return [
      `  ${kb}`,
      `not on machines: ${whom.length === 0 ? 'all' : whom.join(', ')}`,
      use === undefined ? 'nothing instead' : `${use} instead`,
      `${reason}${expires === undefined ? '' : ` (until ${expires})`}`,
    ];
  });
  return rows.length === 0 ? [] : ['holds that bite', ...tableOf(rows)];
}

/** Whom it is, by name: holds, and the rule of the Hotpatch train that needs no hold. */
function heldLines({ surveyedRing }: Plan, held: readonly HeldHere[]): readonly string[] {
  if (held.length === 0) return [];
  const lines = held.flatMap(({ kbs, title, reason, remedy, blocks, machines }) => [
    `  ${kbs.join('+') || title} on ${count(machines.length, 'machine')} (${listText(machines)}): ${reason}`,
    `    ${blocks ? 'they wait: ' : ''}${remedy}`,
  ]);
  return [`held in ring ${surveyedRing}, as its machines are now`, ...lines];
}

function ringTable({ rings, calendar }: Plan): readonly string[] {
  const heads = ['ring', 'machines', 'waves', 'out of service', 'failures', 'window', 'soak', 'worst case'];
  const rows = rings.map(ring => [
    ring.name,
    String(ring.machines.length),
    ring.waves.join(', '),
    `at most ${ring.maxUnavailable}`,
    String(ring.maxFailures),
    windowText(ring.window),
    formatDuration(ring.soak),
    `${ring.worstCase.visible} hit, ${ring.worstCase.released} released`,
  ]);
  return [
    ...tableOf([heads, ...rows]),
    ...rings.flatMap(ring => conditions(ring, follows(calendar))),
    'worst case: hit = machines before a gate stops it; released = machines that have it before the soak ends.',
  ];
}

function conditions(
  { name, opens, takes, approval, onRegression, maxSkipped, coverage, drill }: PlannedRing,
  from: string,
): readonly string[] {
  const said = [
    ...(opens > 0 ? [`opens ${formatDuration(opens)} after ${from}`] : []),
    ...(takes === undefined ? [] : [`a machine takes ${formatDuration(takes)}, until 20 of them have shown it`]),
    ...(approval === 'required' ? ["waits for a person's word"] : []),
    ...(drill === undefined ? [] : [drillText(takes)]),
    ...(onRegression === 'rollback' ? ['a regression is rolled back by itself'] : []),
    ...(coverage === undefined || coverage.action === 'warn'
      ? []
      : [`held unless earlier rings have its kinds of machines (${coverage.by.join(', ')})`]),
    ...(maxSkipped > 0 ? [`${count(maxSkipped, 'machine')} may be skipped`] : []),
  ];
  return said.length === 0 ? [] : [`${name}: ${said.join('; ')}.`];
}

/** The first machine is worked on three times, and all of it has to fit one window. */
function drillText(takes: number | undefined): string {
  const time =
    takes === undefined ? '' : ` (three times ${formatDuration(takes)}, ${formatDuration(3 * takes)} in all)`;
  return `undo is proved on its first machine before the second starts: update, undo, update again${time}`;
}

/** More stand in plan.json. */
const mostNamed = 60;
const width = 100;

function machineLines({ rings }: Plan): readonly string[] {
  return rings.flatMap(({ name, machines }) => {
    const named = machines.slice(0, mostNamed);
    const more = machines.length - named.length;
    const words = [...named, ...(more > 0 ? [`and ${more} more`] : [])];
    return wrap(words).map(
      (line, index) => `${index === 0 ? `order of ${name}:` : ' '.repeat(name.length + 10)} ${line}`,
    );
  });
}

function wrap(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    const piece = index === words.length - 1 ? word : `${word}, `;
    if (line !== '' && line.length + piece.length > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line];
}
