// What can be asked of a machine, as data. An effect is written down as intended before it is performed, and may be performed again
// after a crash: jobs are found by their key, a restart says which boot it means, everything else only looks (invariants I1, I8).
// A machine has at most one effect in flight. `acknowledge` names jobs whose results are already in the journal: they are forgotten
// on the machine in the same visit, before anything else is asked of it.
import * as z from 'zod';
import { serviceScopes, serviceSides } from '../gates/service.ts';
import { type Failure, rejections } from '../model/failure.ts';
import { type JobKey, jobKeyPattern } from '../model/job.ts';
import { updateIdentitySchema } from '../model/update.ts';
import { scopes } from '../policy/around.ts';
import { digestOf } from './digest.ts';

const jobKey = z.string().regex(jobKeyPattern);

const asked = {
  ring: z.string(),
  machine: z.string(),
  /** Counts per machine and kind, from 1. */
  attempt: z.number().int().positive(),
  acknowledge: z.array(jobKey),
};

/** What was there before our install, and what it brought; the latter is absent where nobody has recorded it. */
const undone = { packagesBefore: z.array(z.string()), packagesAdded: z.array(z.string()).exactOptional() };

/** Why a restart: the update needs it; somebody else's restart was pending before we began; an undo needs it. */
export const restartPurposes = ['update', 'clear', 'undo'] as const;
/** Why a cluster node is drained, or a step is run: something forward may take it down; an undo may. */
export const drainPurposes = ['update', 'undo'] as const;
/** Why we look: after the update; once more when the ring has soaked; after an undo. */
export const verifyPurposes = ['update', 'soak', 'undo'] as const;

export const effectSchema = z.discriminatedUnion('kind', [
  /** Who it is, before its ring opens; changes nothing. */
  z.strictObject({ kind: z.literal('look'), ...asked }),
  /** Probes and a scan job; changes nothing. */
  z.strictObject({ kind: z.literal('check'), ...asked, job: jobKey }),
  /** Downloads before the window and changes nothing else; waited for until `until`, then it goes on without us. */
  z.strictObject({
    kind: z.literal('stage'),
    ...asked,
    job: jobKey,
    updates: z.array(updateIdentitySchema).min(1),
    until: z.number().int(),
    /** What is fetched lies in the directory of the job: it is forgotten after the install, and not before. */
    keeps: z.literal(true).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('install'), ...asked, job: jobKey, updates: z.array(updateIdentitySchema).min(1) }),
  /** Restarts only a machine that is still on that boot, and waits until the new one has settled. */
  z.strictObject({
    kind: z.literal('restart'),
    ...asked,
    ifStillOn: z.string(),
    purpose: z.enum(restartPurposes),
  }),
  /** Pauses a cluster node and moves its roles away, before anything can take it down. `after`: drains of ours before it that nobody could take back. */
  z.strictObject({
    kind: z.literal('drain'),
    ...asked,
    job: jobKey,
    purpose: z.enum(drainPurposes),
    after: z.array(jobKey),
  }),
  /** Owed from the intent of a drain on: the node takes roles again, where one of these drains has paused it. */
  z.strictObject({ kind: z.literal('resume'), ...asked, job: jobKey, drains: z.array(jobKey).min(1) }),
  /** Probes, from the runner too; `scan`: also asks what is still offered. */
  z.strictObject({
    kind: z.literal('verify'),
    ...asked,
    purpose: z.enum(verifyPurposes),
    scan: jobKey.nullable(),
    /** Events are counted since this instant of the machine's own clock. */
    eventsSince: z.number().int().nullable(),
  }),
  /** The probes of a gate on a machine that was not updated, because that gate failed on another one; changes nothing. */
  z.strictObject({
    kind: z.literal('control'),
    ...asked,
    beside: z.string(),
    gate: z.string(),
    eventsSince: z.number().int().nullable(),
  }),
  /** Gathers what a person wants to see, before anything of it is undone; changes nothing. */
  z.strictObject({ kind: z.literal('diagnose'), ...asked, eventsSince: z.number().int().nullable() }),
  /** Looks whether it can be taken back at all, before that is begun; changes nothing. */
  z.strictObject({ kind: z.literal('inspect'), ...asked, ...undone }),
  z.strictObject({
    kind: z.literal('uninstall'),
    ...asked,
    job: jobKey,
    ...undone,
    kbs: z.array(z.string()),
  }),
  /** After an undo: automatic updates must not bring back what was taken back. */
  z.strictObject({ kind: z.literal('hide'), ...asked, job: jobKey, updates: z.array(updateIdentitySchema).min(1) }),
  /** A person has lifted the hold on what was taken back: the machine is offered it again. Installs nothing. */
  z.strictObject({ kind: z.literal('show'), ...asked, job: jobKey, updates: z.array(updateIdentitySchema).min(1) }),
  /**
   * A command of the owner's around the work, run on the runner. Owed is its `after` from the intent of its `before` on. Around a wave
   * or a ring the machine only stands for the others; nothing is asked of it.
   */
  z.strictObject({
    kind: z.literal('step'),
    ...asked,
    side: z.enum(['before', 'after']),
    per: z.enum(scopes),
    /** Position in the plan. */
    step: z.number().int().nonnegative(),
    wave: z.number().int().nonnegative(),
    /** Of a `before`: there is an `after` to owe. */
    owes: z.boolean(),
    purpose: z.enum(drainPurposes),
  }),
  /**
   * What the runner sees of a service, for the gates of a wave or a ring. The machine only stands for the others: nothing is asked of it,
   * and nothing changes.
   */
  z.strictObject({
    kind: z.literal('poll'),
    ...asked,
    of: z.enum(serviceScopes),
    side: z.enum(serviceSides),
    wave: z.number().int().nonnegative(),
  }),
  /** Nothing but forgetting finished jobs. */
  z.strictObject({ kind: z.literal('acknowledge'), ...asked }),
]);
export type Effect = z.output<typeof effectSchema>;
export type EffectKind = Effect['kind'];
export type EffectOf<K extends EffectKind> = Extract<Effect, { readonly kind: K }>;

/** `pilot/web01/install/1`: unique in a rollout, and readable in the journal. */
export function keyOf(effect: Pick<Effect, 'ring' | 'machine' | 'kind' | 'attempt'>): string {
  return `${effect.ring}/${effect.machine}/${effect.kind}/${effect.attempt}`;
}

/** Names the job on the machine: readable where it fits, hashed where it does not. */
export function jobKeyOf(rolloutId: string, machine: string, what: string, attempt: number): JobKey {
  const readable = `${rolloutId}-${machine}-${what}-${attempt}`.replaceAll(/[^A-Za-z0-9-]/g, '-');
  if (readable.length <= 100) return readable;
  return `${readable.slice(0, 59)}-${digestOf([rolloutId, machine, what, attempt]).slice(0, 40)}`;
}

/** The machine rejected who we are, or our own side does so already: asking again could lock an account out. */
export function isRejection({ code }: Pick<Failure, 'code'>): boolean {
  return rejections.has(code) || code === 'CREDENTIAL_WITHHELD';
}

/**
 * Our own side cannot log on: rejected, or without the credential that it should have been given. That says nothing about the machine,
 * so what was begun there is left to a later run and judged by nobody.
 */
export function isOurs(failure: Pick<Failure, 'code'>): boolean {
  return isRejection(failure) || failure.code.startsWith('CREDENTIAL_');
}

/** It cannot be helped by asking again, either. */
export function isOursForGood(failure: Pick<Failure, 'code' | 'retryable'>): boolean {
  return isOurs(failure) && !failure.retryable;
}

/** Forward: takes the machine on towards the update. Nothing forward starts after a halt (invariant I7). */
export function isForward(effect: Effect): boolean {
  switch (effect.kind) {
    case 'check':
    case 'stage':
    case 'install':
      return true;
    case 'restart':
    case 'drain':
      return effect.purpose !== 'undo';
    case 'step':
      return effect.side === 'before' && effect.purpose !== 'undo';
    case 'look':
    case 'resume':
    case 'verify':
    case 'control':
    case 'diagnose':
    case 'inspect':
    case 'uninstall':
    case 'hide':
    case 'show':
    case 'poll':
    case 'acknowledge':
      return false;
  }
}
