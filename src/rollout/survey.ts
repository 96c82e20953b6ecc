// Before the plan: what is offered to the machines of the first ring, and what of it the policy wants. That set is
// pinned by identity and revision, and no ring ever gets anything else (design section 7, promotion). Pure: who asks
// the machines is perform/survey.ts.
import { closedBy, type Holes, kbsNamed } from '../knowledge/holes.ts';
import { type UpdateFilter, whyUnwanted } from '../knowledge/wanted.ts';
import type { Failure } from '../model/failure.ts';
import type { MachineEntry, MachineName } from '../model/machine.ts';
import type { Facts, HotpatchReading, ScanResult } from '../model/reading.ts';
import type { RemovalReading } from '../model/undo-reading.ts';
import { identityOf, type Update } from '../model/update.ts';
import { membersOf } from '../policy/membership.ts';
import type { Policy } from '../policy/schema.ts';
import { sourceOf } from '../policy/source.ts';
import type { Rollout } from './fold/index.ts';
import type { PlannedUpdate } from './plan.ts';

/** What one surveyed machine said. */
export type SurveyRow =
  | {
      readonly machine: MachineName;
      readonly ok: true;
      readonly facts: Facts;
      /** Absent: it could not be read. */
      readonly hotpatch?: HotpatchReading;
      /** Absent: it could not be read. */
      readonly removal?: RemovalReading;
      readonly scan: ScanResult;
    }
  | { readonly machine: MachineName; readonly ok: false; readonly failure: Failure };

type AnsweredRow = Extract<SurveyRow, { readonly ok: true }>;

export interface Survey {
  /** Name of the surveyed ring. */
  readonly ring: string;
  readonly rows: readonly SurveyRow[];
}

/** The ring that pins the set, and its machines. Undefined: the policy has no ring with machines. */
export function ringToSurvey(
  policy: Policy,
  machines: readonly MachineEntry[],
): { readonly ring: string; readonly machines: readonly MachineEntry[] } | undefined {
  const first = membersOf(policy.rings, machines).find(member => member.machines.length > 0);
  return first === undefined ? undefined : { ring: first.ring.name, machines: first.machines };
}

/** An update that an earlier rollout took back, or gave up: it is never planned again by itself. */
export interface Denied {
  readonly updateId: string;
  readonly revision: number;
  readonly kbs: readonly string[];
  readonly rolloutId: string;
  /** It was not taken back: these mend it. */
  readonly mendedBy?: readonly string[];
}

/** What a rollout that was taken back, and not lifted since, or that another one mends, denies to every later plan of this ledger. */
export function deniedBy({ plan, state }: Rollout): readonly Denied[] {
  const mendedBy = state.superseded?.fix;
  if (mendedBy === undefined && (state.phase !== 'undone' || state.lifted !== null)) return [];
  const why = { rolloutId: plan.rolloutId, ...(mendedBy === undefined ? {} : { mendedBy }) };
  return plan.updates.map(({ updateId, revision, kbs }) => ({ updateId, revision, kbs, ...why }));
}

/** What decides beside the policy. */
export interface Beside {
  readonly denied: readonly Denied[];
  readonly holes: Holes;
  /** Epoch ms, for the age of updates. */
  readonly now: number;
}

/** The union of what the surveyed machines are offered and the policy wants, in an order that does not depend on theirs. */
export function pin(policy: Policy, survey: Survey, { denied, holes, now }: Beside): PlannedUpdate[] {
  const pinned = new Map<string, PlannedUpdate>();
  for (const row of survey.rows) {
    if (!row.ok) continue;
    for (const update of wantedOf(policy, row.scan.updates, { holes, now })) {
      if (isDenied(update, denied)) continue;
      const known = pinned.get(identityOf(update));
      const here = planned(update, row, holes);
      pinned.set(identityOf(update), known === undefined ? here : seenAgain(known, here));
    }
  }
  return [...pinned].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, update]) => update);
}

/** The policy's filter for each update: whoever includes a CVE wants the updates that close it. */
export function filterFor({ updates }: Policy, holes: Holes): (update: Update) => UpdateFilter {
  const included = [...updates.include, ...kbsNamed(updates.include, holes)];
  return ({ cves, kbs }) => ({
    ...updates,
    include: [...included, ...(cves.some(cve => included.includes(cve)) ? kbs : [])],
  });
}

/** What of one machine's offer the policy wants; what it names itself is wanted. What is replaced gives way only to what is wanted itself: a preview replaces nothing. */
function wantedOf(
  policy: Policy,
  offered: readonly Update[],
  { holes, now }: Pick<Beside, 'holes' | 'now'>,
): readonly Update[] {
  if (sourceOf(policy).kind !== 'agent') return offered;
  const filterOf = filterFor(policy, holes);
  const wanted = offered.filter(update => whyUnwanted(update, filterOf(update), now) === undefined);
  const ids = new Set(wanted.map(({ updateId }) => updateId));
  return wanted.filter(({ supersededBy }) => !supersededBy.some(id => ids.has(id)));
}

/** By identity, and by KB: a rolled back update does not come back as a new revision of itself. */
export function isDenied(update: Pick<Update, 'updateId' | 'revision' | 'kbs'>, denied: readonly Denied[]): boolean {
  return denied.some(one => identityOf(one) === identityOf(update) || one.kbs.some(kb => update.kbs.includes(kb)));
}

function planned(update: Update, { machine, hotpatch }: AnsweredRow, holes: Holes): PlannedUpdate {
  const { updateId, revision, title, kbs, restart, isRestartPredicted, size, isProductUpgrade } = update;
  const told = { updateId, revision, title, kbs, restart, isRestartPredicted, size, isProductUpgrade };
  // What a session is refused is in the other list, and whatever nobody could read is taken for open.
  const installed = Object.values(hotpatch?.installedKbs ?? {}).flatMap(kbs => kbs ?? []);
  return { ...told, ...closedBy(update, holes, installed), offeredTo: [machine] };
}

const restartOrder = ['never', 'can', 'always'] as const;

/** The same update on another machine: the graver of the two predictions holds for the plan, and it closes what is open on either. */
function seenAgain(known: PlannedUpdate, here: PlannedUpdate): PlannedUpdate {
  const graver = Math.max(restartOrder.indexOf(known.restart), restartOrder.indexOf(here.restart));
  return {
    ...known,
    restart: restartOrder[graver] ?? known.restart,
    isRestartPredicted: known.isRestartPredicted && here.isRestartPredicted,
    cves: [...new Set([...known.cves, ...here.cves])].sort(),
    exploited: [...new Set([...known.exploited, ...here.exploited])],
    offeredTo: [...known.offeredTo, ...here.offeredTo],
  };
}
