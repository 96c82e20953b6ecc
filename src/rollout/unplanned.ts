// What the machines are offered and the plan leaves out, said once each. Other kinds of updates and what the owner excluded by name are
// no news; what is too young, asks for a person or would make another Windows is, and so is an update that the owner asked for by its
// number and nobody is offered. Pure: from the same survey as the plan itself.
import { type Unwanted, whyUnwanted } from '../knowledge/wanted.ts';
import { formatDuration } from '../model/duration.ts';
import { type Failure, failureOf } from '../model/failure.ts';
import { identityOf, type Update } from '../model/update.ts';
import type { Policy } from '../policy/schema.ts';
import { sourceOf } from '../policy/source.ts';
import { type Beside, type Denied, filterFor, isDenied, type Survey } from './survey.ts';

/** Notes for whoever reads the plan. @param now epoch ms */
export function leftOutNotes(
  policy: Policy,
  survey: Survey | null,
  { holes, now }: Pick<Beside, 'holes' | 'now'>,
): readonly Failure[] {
  if (survey === null || sourceOf(policy).kind !== 'agent') return [];
  const offered = new Map<string, Update>();
  for (const row of survey.rows) {
    for (const update of row.ok ? row.scan.updates : []) offered.set(identityOf(update), update);
  }
  const filterOf = filterFor(policy, holes);
  const judged = [...offered.values()].map(update => ({ update, why: whyUnwanted(update, filterOf(update), now) }));
  const notes = judged.flatMap(({ update, why }) => {
    const note = why === undefined ? undefined : noteOf(policy, update, why, now);
    return note === undefined ? [] : [note];
  });
  return [
    ...deadlineNotes(survey),
    ...notes,
    ...notOffered(policy, survey, [...offered.values()]),
    ...allExcluded(judged.map(({ why }) => why)),
  ];
}

/** What an earlier rollout took back or gave up, and somebody is offered all the same. */
export function deniedNotes(survey: Survey | null, denied: readonly Denied[]): readonly Failure[] {
  const offered = (survey?.rows ?? []).flatMap(row => (row.ok ? row.scan.updates : []));
  const refused = denied.filter(one => offered.some(update => isDenied(update, [one])));
  return refused.map(refusedNote);
}

function refusedNote({ kbs, updateId, rolloutId, mendedBy }: Denied): Failure {
  const name = kbs.join(', ') || updateId;
  if (mendedBy !== undefined)
    return failureOf(
      'UPDATE_MENDED',
      `${name} is mended by ${mendedBy.join(', ')} since ${rolloutId} and is not planned again.`,
    );
  return failureOf('UPDATE_ROLLED_BACK', `${name} was taken back by ${rolloutId} and is not planned again.`, {
    next: `wait for the next release, or let it come again: patchring resume --rollout ${rolloutId} --reason "…"`,
  });
}

/** Planned or not: at that instant Windows installs it by itself, in no ring's turn. */
function deadlineNotes({ rows }: Survey): readonly Failure[] {
  const found = new Map<string, { readonly name: string; readonly deadline: string; readonly machines: string[] }>();
  for (const row of rows) {
    for (const { kbs, title, deadline } of row.ok ? row.scan.updates : []) {
      if (typeof deadline !== 'string') continue;
      const name = kbs.join(', ') || title;
      const known = found.get(`${name} ${deadline}`) ?? { name, deadline, machines: [] };
      known.machines.push(row.machine);
      found.set(`${name} ${deadline}`, known);
    }
  }
  return [...found.values()].map(({ name, deadline, machines }) => {
    const where = machines.length === 1 ? `on ${machines[0]}` : `on ${machines.length} machines`;
    return failureOf('UPDATE_DEADLINE_SET', `${name} has the WSUS deadline ${deadline} ${where}.`);
  });
}

function noteOf({ updates }: Policy, update: Update, why: Unwanted, now: number): Failure | undefined {
  const name = update.kbs.join(', ') || update.title;
  switch (why) {
    case 'tooYoung':
      return failureOf(
        'UPDATE_TOO_YOUNG',
        `${name} is not planned: ${ageText(update, now)}, and minAge is ${formatDuration(updates.minAge)}.`,
      );
    case 'needsInput':
      return failureOf('UPDATE_NEEDS_INPUT', `${name} is not planned: it asks somebody at the screen.`);
    case 'productUpgrade':
      return failureOf('UPDATE_UPGRADES_PRODUCT', `${name} is not planned: it would make the machine another Windows.`);
    case 'otherKind':
    case 'excluded':
      return undefined;
  }
}

function ageText({ deployedAt }: Update, now: number): string {
  if (deployedAt === null) return 'Windows does not say since when it is out';
  return `it has been out for ${formatDuration(now - Date.parse(deployedAt))}`;
}

function notOffered({ updates }: Policy, { ring }: Survey, offered: readonly Update[]): readonly Failure[] {
  const numbers = updates.include.filter(entry => entry.startsWith('KB'));
  return numbers
    .filter(kb => !offered.some(({ kbs }) => kbs.includes(kb)))
    .map(kb =>
      failureOf('UPDATE_NOT_OFFERED', `updates.include names ${kb}, and no machine of ring ${ring} is offered it.`, {
        next: 'Check the number: it may not exist, may be superseded, may not be approved in WSUS, or may be installed already.',
      }),
    );
}

function allExcluded(whys: readonly (Unwanted | undefined)[]): readonly Failure[] {
  const excluded = whys.filter(why => why === 'excluded').length;
  if (excluded === 0 || whys.some(why => why !== 'excluded' && why !== 'otherKind')) return [];
  const what = excluded === 1 ? 'The one update' : `All ${excluded} updates`;
  return [
    failureOf(
      'UPDATES_ALL_EXCLUDED',
      `${what} that the policy wants and the machines are offered ${excluded === 1 ? 'is' : 'are'} excluded.`,
    ),
  ];
}
