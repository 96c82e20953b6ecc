import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  jeaFiles,
  jeaSetUp
} from "./chunk-XG4EGFY7.mjs";
import {
  defineCommand
} from "./chunk-J3GBBVIQ.mjs";
import "./chunk-5NH5M7DG.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-EJQNZCKZ.mjs";
import "./chunk-YTFYII6Q.mjs";
import "./chunk-C4KSEYTN.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-UY47VAXF.mjs";
import "./chunk-AYWG556Y.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-DIBE7RQS.mjs";
import "./chunk-YJTZBR5B.mjs";
import "./chunk-BZIO6GYC.mjs";
import "./chunk-4RBZO4HP.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/commands/jea.ts
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
async function textOf(file) {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return void 0;
    throw cause;
  }
}
var name = `[A-Za-z0-9_.$'&(){}!#%^~@-](?:[A-Za-z0-9 _.$'&(){}!#%^~@-]{0,62}[A-Za-z0-9_$'&(){}!#%^~@-])?`;
var groupPattern = new RegExp(`^(?:${name}\\\\)?${name}$`);
async function write(folder, files) {
  for (const [path, text] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
var jea = defineCommand({
  name: "jea",
  summary: "Writes the module and session configuration for machines that take no scripts (JEA).",
  help: "It writes four files and touches no machine. On each machine an administrator installs them once, by the\nlines that are printed at the end; from then on an account without any other right can be used there.",
  options: [
    { name: "out", kind: "text", value: "DIR", help: "Folder for the files; made when it is missing." },
    {
      name: "group",
      kind: "text",
      value: "NAME",
      default: "patchring",
      help: "The Windows group whose members may connect, e.g. CORP\\patchring."
    },
    { name: "force", kind: "flag", help: "Replace files that are there and differ." }
  ],
  run: async ({ platform, options: { out, group, force } }) => {
    if (out === void 0) throw new FailureError([failureOf("ARGUMENT_MISSING", "jea needs --out DIR.")]);
    if (!groupPattern.test(group)) {
      const next = "Write it as GROUP or DOMAIN\\GROUP, in ASCII.";
      throw new FailureError([failureOf("ARGUMENT_INVALID", "--group is no name of a Windows group.", { next })]);
    }
    const folder = resolve(platform.traits.directory, out);
    const files = jeaFiles(group);
    const present = await Promise.all(
      [...files].map(async ([path, text]) => ({ path, text, is: await textOf(join(folder, path)) }))
    );
    const others = force ? [] : present.filter(({ text, is }) => is !== void 0 && is !== text);
    if (others.length > 0) {
      const next = "They may be signed. Choose another folder, or say --force.";
      throw new FailureError(
        others.map(
          ({ path }) => failureOf("ARGUMENT_INVALID", `${join(folder, path)} is there and differs.`, { next })
        )
      );
    }
    await write(folder, files);
    const setUp = jeaSetUp(group);
    return {
      conclusion: "succeeded",
      line: `WRITTEN: ${files.size} files in ${folder}.`,
      details: ["On each machine, as an administrator, in that folder:", ...setUp],
      result: { folder, files: [...files.keys()], setUp }
    };
  }
});
export {
  jea
};
