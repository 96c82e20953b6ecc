// Updates as Windows Update names them. An update is pinned
// by identity and revision, never by "whatever is offered
// now".
import * as z from 'zod';

export const kbSchema = z.string().regex(/^KB\d{5,8}$/, 'a KB is written with its letters, for example KB5058411');

export const updateIdentitySchema = z.strictObject({
  /** Update identity GUID, lower case. */
  updateId: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  revision: z.number().int().nonnegative(),
});
export type UpdateIdentity = z.output<typeof updateIdentitySchema>;

/** Where updates come from: what the machine's own policy says, or a service named outright. */
export const updateSources = ['machine', 'windows-update', 'microsoft-update'] as const;
export type UpdateSource = (typeof updateSources)[number];

export const restartBehaviours = ['never', 'always', 'can'] as const;

/** One offered update as the machine's scan reports it. Everything in it is untrusted text. */
export const updateSchema = z.strictObject({
  ...updateIdentitySchema.shape,
  title: z.string(),
  kbs: z.array(kbSchema),
  categories: z.array(z.string()),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  /** From InstallationBehavior.RebootBehavior, or the prediction of the machine where Windows can tell (facts: windows-servicing 1.7). */
  restart: z.enum(restartBehaviours),
  /** The machine itself was asked (DoesUpdateRequireReboot); otherwise `restart` is what the update's metadata says. */
  isRestartPredicted: z.boolean(),
  isDownloaded: z.boolean(),
  /** When this revision was deployed (LastDeploymentChangeTime); null: the agent does not say, so nobody knows its age. */
  deployedAt: z.iso.datetime({ offset: true }).nullable(),
  /** From when on Windows installs it by itself, as a WSUS server has set it; null: no such day. Absent: it was not asked for yet. */
  deadline: z.iso.datetime({ offset: true }).nullable().exactOptional(),
  /** Identities of what is offered to the same machine and replaces it. */
  supersededBy: z.array(z.string()),
  /** Its licence terms are not accepted yet; an install accepts those of planned updates. */
  needsLicence: z.boolean(),
  /** Asks a person something: never installed by us. */
  needsInput: z.boolean(),
  /** An optional feature upgrade that carries a KB number (facts: rollout 0, KB5044284). */
  isProductUpgrade: z.boolean(),
  cves: z.array(z.string()),
});
export type Update = z.output<typeof updateSchema>;

/** `updateId@revision`: the key by which the plan pins. */
export function identityOf(update: UpdateIdentity): string {
  return `${update.updateId}@${update.revision}`;
}
