// Which updates of the plan a machine gets: pinned, offered here in that very revision, proved by an earlier ring, and not held. What is
// left out is said with its reason. An update that should be offered here and is not may have been pulled by its vendor; that is told
// apart from one that was never for this machine (design section 7, promotion).

import { holdsFor } from '../../knowledge/holds.ts';
import { gradeHotpatch, unreadGrade } from '../../knowledge/hotpatch.ts';
import { containing } from '../../knowledge/supersedence.ts';
import type { Facts, HotpatchReading, ScanResult } from '../../model/reading.ts';
import { identityOf, type Update } from '../../model/update.ts';
import type { LeftOut } from '../events.ts';
import type { PlannedUpdate } from '../plan.ts';
import type { MachineState } from '../state.ts';
import type { View } from './budget.ts';

export interface Choice {
  readonly chosen: readonly PlannedUpdate[];
  readonly left: readonly LeftOut[];
}

export interface Offer {
  readonly machine: MachineState;
  readonly facts: Facts;
  /** Undefined: could not be read, so nobody knows whether the machine is enrolled. */
  readonly hotpatch: HotpatchReading | undefined;
  readonly scan: ScanResult;
}

export function choose(view: View, offer: Offer): Choice {
  const { plan, state, now } = view;
  const { machine, facts, hotpatch } = offer;
  const offered = new Map(offer.scan.updates.map(update => [identityOf(update), update]));
  const installed = hotpatch === undefined ? [] : Object.values(hotpatch.installedKbs).flatMap(kbs => kbs ?? []);
  const left: LeftOut[] = [];
  const open: PlannedUpdate[] = [];
  for (const update of plan.updates) {
    const here = offered.get(identityOf(update));
    const why = here === undefined ? whyMissing(view, offer, update, installed) : whyLeft(view, machine, here);
    if (why !== undefined) left.push(leftOut(update, why));
    else if (here !== undefined) open.push({ ...update, restart: here.restart });
  }
  // A restart alone is held by nobody: it installs nothing that could leave a train. Nor does an owner's script.
  if (plan.source.kind === 'none' || plan.source.kind === 'script') return { chosen: open, left };
  const grade = hotpatch === undefined ? unreadGrade : gradeHotpatch(hotpatch, facts, plan.lineage, offer.scan.history);
  const { holds, hotpatch: mode, lineage: rows } = plan;
  const held = holdsFor({ updates: open, facts, grade, installed, holds, mode, now, rows });
  const byHand = ({ kbs }: PlannedUpdate): boolean => state.heldByHand.some(({ kb }) => kbs.includes(kb));
  return {
    chosen: held.install.filter(update => !byHand(update)),
    left: [
      ...left,
      ...held.held.map((update): LeftOut => ({ ...update, kbs: [...update.kbs], why: 'held' })),
      ...held.install.filter(byHand).map(update => leftOut(update, whyByHand(view, update))),
    ],
  };
}

type Why = Pick<LeftOut, 'why' | 'reason' | 'remedy' | 'blocks'>;

function leftOut({ updateId, revision, kbs, title }: PlannedUpdate, why: Why): LeftOut {
  return { updateId, revision, kbs, title, ...why };
}

function whyByHand({ state }: View, { kbs }: PlannedUpdate): Why {
  const hold = state.heldByHand.find(({ kb }) => kbs.includes(kb));
  return {
    why: 'held',
    reason: `${hold?.kb ?? ''} was held by ${hold?.person ?? 'a person'}: ${hold?.reason ?? ''}`,
    remedy: 'it is left out for the rest of this rollout',
    blocks: false,
  };
}

/** Offered, and still not for this machine now. */
function whyLeft({ plan, state }: View, machine: MachineState, update: Update): Why | undefined {
  if (plan.restart === 'never' && update.restart !== 'never') {
    return {
      why: 'restart',
      reason: `${restartText(update)}, and the policy says restart: never`,
      remedy: 'install it by hand, or allow restarts',
      blocks: false,
    };
  }
  const proof = state.proven.get(identityOf(update));
  if (machine.ring === 0 || (proof !== undefined && proof.ring < machine.ring)) return undefined;
  return {
    why: 'unproven',
    reason: 'no machine of an earlier ring installed it and passed its gates',
    remedy: 'put a machine that is offered it into an earlier ring',
    blocks: false,
  };
}

function restartText({ restart, isRestartPredicted }: Update): string {
  if (isRestartPredicted) return 'Windows says that it restarts this machine';
  return restart === 'always' ? 'its metadata says that it restarts' : 'its metadata says that it may restart';
}

/** Not offered: undefined where nothing says that it should be. */
function whyMissing(
  { plan, state }: View,
  { machine, facts, scan }: Offer,
  update: PlannedUpdate,
  installed: readonly string[],
): Why | undefined {
  const other = scan.updates.find(({ updateId }) => updateId === update.updateId);
  if (other !== undefined) {
    return gone(`it is offered in revision ${other.revision}, and revision ${update.revision} was planned`);
  }
  // Installed itself, or within a later one.
  const having = update.kbs.flatMap(kb => containing(kb, plan.lineage));
  if (having.length === 0 || having.some(kb => installed.includes(kb))) return undefined;
  const proof = state.proven.get(identityOf(update));
  if (machine.ring === 0) {
    const wasOffered = update.offeredTo.includes(machine.name);
    return wasOffered ? gone('it was offered here when the plan was made, and is not any more') : undefined;
  }
  const isExpected = proof !== undefined && proof.ring < machine.ring && proof.builds.has(facts.build);
  return isExpected ? gone('it is not offered here, and an earlier ring got it on the same Windows') : undefined;
}

function gone(reason: string): Why {
  const remedy = 'the vendor may have withdrawn or replaced it: look it up, then make a new plan or resume';
  return { why: 'gone', reason, remedy, blocks: false };
}
