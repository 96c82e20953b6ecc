// Where the updates of a rollout come from, as the plan says it. The update agent of the machine is asked what it offers; without a
// source nothing is installed and the machines are only restarted, under all the rules of a rollout. Whoever reads a source has to
// say what it does with each kind: the compiler asks.
import * as z from 'zod';
import { buildOfProduct, productNames } from './product.ts';
import { kbSchema, type Update, type UpdateIdentity, updateSources } from './update.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 hexadecimal digits in lower case');
/** A share, a drive of the machine or HTTPS; nothing that means something to a shell or to a list of ours. */
const placeSchema = z
  .string()
  .max(400)
  .regex(
    /^(https:\/\/|\\\\|[A-Za-z]:\\)(?:[^|"<>*?\r\n\t]*[\\/])?[^|"<>*?:\\/\r\n\t]+\.(msu|cab)$/i,
    'write \\\\server\\share\\name.msu, C:\\folder\\name.cab or https://…/name.msu',
  );
export const packageFileSchema = z.strictObject({
  file: placeSchema.describe(
    'Where the machine copies it from, as SYSTEM: a share its computer account reads, a drive, HTTPS.',
  ),
  sha256: sha256Schema.describe('SHA-256 of the file, 64 hexadecimal digits.'),
});

/** One package, for the machines of one product or of one build: never for both, never for neither (policy/rules). */
export const packageSchema = z.strictObject({
  product: z
    .enum(productNames)
    .optional()
    .describe('The Windows Server that it is for; a client of the same build does not get it.'),
  build: z
    .int()
    .min(10_000)
    .max(99_999)
    .optional()
    .describe('In place of product, the build of the Windows that it is for: 26100 is Windows Server 2025.'),
  kb: kbSchema.describe('The KB that the machine lists once it is installed.'),
  target: z
    .string()
    .regex(/^\d{5}\.\d{1,6}$/, 'a build and its revision, for example 26100.6899')
    .optional()
    .describe('The build that it brings, so that the gate buildIsTarget can ask for it.'),
  ...packageFileSchema.shape,
  prerequisites: z
    .array(packageFileSchema)
    .default([])
    .describe('Files that must lie beside it, such as the checkpoint of Windows Server 2025.'),
});
export type Package = z.output<typeof packageSchema>;

/** A script of the owner's, whole: its bytes are `text` in UTF-8, and a mark at its beginning is part of it. */
export const scriptFileSchema = z.strictObject({
  /** Its name beside the policy. */
  file: z.string(),
  sha256: sha256Schema,
  text: z.string().min(1),
});
export type ScriptFile = z.output<typeof scriptFileSchema>;

/** What installs, what says whether it is installed, and what takes it away. */
export const scriptsSchema = z.strictObject({
  name: z.string(),
  /** SHA-256 over the digests of the three. */
  digest: sha256Schema,
  script: scriptFileSchema,
  detect: scriptFileSchema,
  /** Null: nothing can take it away, so a machine that has it is stranded by an undo. */
  uninstall: scriptFileSchema.nullable(),
});
export type Scripts = z.output<typeof scriptsSchema>;

export const sourceSchema = z.discriminatedUnion('kind', [
  /** `overrideWsus`: asks that source also where the machine's own policy sends it to WSUS. */
  z.strictObject({ kind: z.literal('agent'), from: z.enum(updateSources), overrideWsus: z.boolean() }),
  z.strictObject({ kind: z.literal('none') }),
  /** Files that the machine copies, checks and gives to DISM. */
  z.strictObject({ kind: z.literal('packages'), packages: z.array(packageSchema).min(1) }),
  /** The owner's scripts, run on the machine as SYSTEM. */
  z.strictObject({ kind: z.literal('script'), ...scriptsSchema.shape }),
]);
export type Source = z.output<typeof sourceSchema>;

/** Stands for the restart where nothing is installed: pinned, proved and promoted like an update. */
export const restartOnly: Update = {
  updateId: '00000000-0000-4000-8000-000000000001',
  revision: 1,
  title: 'Restart only',
  kbs: [],
  categories: [],
  size: 0,
  restart: 'always',
  isRestartPredicted: false,
  isDownloaded: true,
  deployedAt: null,
  supersededBy: [],
  needsInput: false,
  needsLicence: false,
  isProductUpgrade: false,
  cves: [],
};

/** A package's identity is its content: another file of the same KB is another update. */
export function identityOfPackage({ sha256 }: Pick<Package, 'sha256'>): UpdateIdentity {
  return identityOfDigest(sha256);
}

function identityOfDigest(sha256: string): UpdateIdentity {
  const [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(sha256) ?? [];
  return { updateId: parts.join('-'), revision: 1 };
}

/** As a person reads it. */
export function whatItIsFor({ product, build }: Pick<Package, 'product' | 'build'>): string {
  return product ?? `build ${build}`;
}

/** The build, however it is said; undefined: neither is, which no policy passes with. */
export function buildOfPackage({ product, build }: Pick<Package, 'product' | 'build'>): number | undefined {
  return product === undefined ? build : buildOfProduct[product];
}

/** The package as an update that a plan can pin. Nobody knows beforehand whether it restarts. */
export function updateOfPackage(one: Package): Update {
  const title = `Package ${one.kb} for ${whatItIsFor(one)}${one.target === undefined ? '' : ` (${one.target})`}`;
  return { ...restartOnly, ...identityOfPackage(one), title, kbs: [one.kb], restart: 'can', isDownloaded: false };
}

/** The scripts as an update that a plan can pin: other texts are another update. Only its exit says whether it restarts. */
export function updateOfScripts({ name, digest }: Pick<Scripts, 'name' | 'digest'>): Update {
  return { ...restartOnly, ...identityOfDigest(digest), title: `Script ${name}`, restart: 'can', isDownloaded: false };
}
