import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  kbSchema,
  updateSources
} from "./chunk-6W5MFQ47.mjs";
import {
  _enum,
  array,
  boolean,
  discriminatedUnion,
  int,
  literal,
  strictObject,
  string
} from "./chunk-6P7AVSSV.mjs";

// src/model/product.ts
var productNames = [
  "windows-server-2016",
  "windows-server-2019",
  "windows-server-2022",
  "windows-server-2025"
], buildOfProduct = {
  "windows-server-2016": 14393,
  "windows-server-2019": 17763,
  "windows-server-2022": 20348,
  "windows-server-2025": 26100
};

// src/model/source.ts
var sha256Schema = string().regex(/^[0-9a-f]{64}$/, "a SHA-256 is 64 hexadecimal digits in lower case"), placeSchema = string().max(400).regex(
  /^(https:\/\/|\\\\|[A-Za-z]:\\)(?:[^|"<>*?\r\n\t]*[\\/])?[^|"<>*?:\\/\r\n\t]+\.(msu|cab)$/i,
  "write \\\\server\\share\\name.msu, C:\\folder\\name.cab or https://…/name.msu"
), packageFileSchema = strictObject({
  file: placeSchema.describe(
    "Where the machine copies it from, as SYSTEM: a share its computer account reads, a drive, HTTPS."
  ),
  sha256: sha256Schema.describe("SHA-256 of the file, 64 hexadecimal digits.")
}), packageSchema = strictObject({
  product: _enum(productNames).optional().describe("The Windows Server that it is for; a client of the same build does not get it."),
  build: int().min(1e4).max(99999).optional().describe("In place of product, the build of the Windows that it is for: 26100 is Windows Server 2025."),
  kb: kbSchema.describe("The KB that the machine lists once it is installed."),
  target: string().regex(/^\d{5}\.\d{1,6}$/, "a build and its revision, for example 26100.6899").optional().describe("The build that it brings, so that the gate buildIsTarget can ask for it."),
  ...packageFileSchema.shape,
  prerequisites: array(packageFileSchema).default([]).describe("Files that must lie beside it, such as the checkpoint of Windows Server 2025.")
}), scriptFileSchema = strictObject({
  /** Its name beside the policy. */
  file: string(),
  sha256: sha256Schema,
  text: string().min(1)
}), scriptsSchema = strictObject({
  name: string(),
  /** SHA-256 over the digests of the three. */
  digest: sha256Schema,
  script: scriptFileSchema,
  detect: scriptFileSchema,
  /** Null: nothing can take it away, so a machine that has it is stranded by an undo. */
  uninstall: scriptFileSchema.nullable()
}), sourceSchema = discriminatedUnion("kind", [
  /** `overrideWsus`: asks that source also where the machine's own policy sends it to WSUS. */
  strictObject({ kind: literal("agent"), from: _enum(updateSources), overrideWsus: boolean() }),
  strictObject({ kind: literal("none") }),
  /** Files that the machine copies, checks and gives to DISM. */
  strictObject({ kind: literal("packages"), packages: array(packageSchema).min(1) }),
  /** The owner's scripts, run on the machine as SYSTEM. */
  strictObject({ kind: literal("script"), ...scriptsSchema.shape })
]), restartOnly = {
  updateId: "00000000-0000-4000-8000-000000000001",
  revision: 1,
  title: "Restart only",
  kbs: [],
  categories: [],
  size: 0,
  restart: "always",
  isRestartPredicted: !1,
  isDownloaded: !0,
  deployedAt: null,
  supersededBy: [],
  needsInput: !1,
  needsLicence: !1,
  isProductUpgrade: !1,
  cves: []
};
function identityOfPackage({ sha256 }) {
  return identityOfDigest(sha256);
}
function identityOfDigest(sha256) {
  let [, ...parts] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(sha256) ?? [];
  return { updateId: parts.join("-"), revision: 1 };
}
function whatItIsFor({ product, build }) {
  return product ?? `build ${build}`;
}
function buildOfPackage({ product, build }) {
  return product === void 0 ? build : buildOfProduct[product];
}
function updateOfPackage(one) {
  let title = `Package ${one.kb} for ${whatItIsFor(one)}${one.target === void 0 ? "" : ` (${one.target})`}`;
  return { ...restartOnly, ...identityOfPackage(one), title, kbs: [one.kb], restart: "can", isDownloaded: !1 };
}
function updateOfScripts({ name, digest }) {
  return { ...restartOnly, ...identityOfDigest(digest), title: `Script ${name}`, restart: "can", isDownloaded: !1 };
}

// src/model/boot-identity.ts
var sources = ["process-", "event-"];
function sourceOf(part) {
  return sources.find((source) => part.startsWith(source)) ?? "";
}
function partsOf(identity) {
  return new Map(identity.split("|").map((part) => [sourceOf(part), part]));
}
function compareBoots(one, two) {
  let [first, second] = [partsOf(one), partsOf(two)], common = [...sources, ""].find((source) => first.has(source) && second.has(source));
  return common === void 0 ? "unknown" : first.get(common) === second.get(common) ? "same" : "other";
}

export {
  compareBoots,
  productNames,
  buildOfProduct,
  packageSchema,
  scriptFileSchema,
  sourceSchema,
  restartOnly,
  identityOfPackage,
  whatItIsFor,
  buildOfPackage,
  updateOfPackage,
  updateOfScripts
};
