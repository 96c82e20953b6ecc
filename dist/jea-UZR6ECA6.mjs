import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  jeaFiles,
  jeaSetUp
} from "./chunk-MWCIW3DD.mjs";
import {
  defineCommand
} from "./chunk-VTDDW2ZJ.mjs";
import "./chunk-BFN7U65A.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-KMWU4VL2.mjs";
import "./chunk-XOZ2M7R3.mjs";
import "./chunk-ZYVX2BHV.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-NY5E6FMM.mjs";
import "./chunk-7P4UPFSA.mjs";
import {
  FailureError,
  failureOf
} from "./chunk-4EJNWNDX.mjs";
import "./chunk-2PFEKDEA.mjs";
import "./chunk-6W5MFQ47.mjs";
import "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/commands/jea.ts
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
async function textOf(file) {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return;
    throw cause;
  }
}
var name = "[A-Za-z0-9_.$'&(){}!#%^~@-](?:[A-Za-z0-9 _.$'&(){}!#%^~@-]{0,62}[A-Za-z0-9_$'&(){}!#%^~@-])?", groupPattern = new RegExp(`^(?:${name}\\\\)?${name}$`);
async function write(folder, files) {
  for (let [path, text] of files) {
    let file = join(folder, path);
    await mkdir(dirname(file), { recursive: !0 }), await writeFile(file, text);
  }
}
var jea = defineCommand({
  name: "jea",
  summary: "Writes the module and session configuration for machines that take no scripts (JEA).",
  help: `It writes four files and touches no machine. On each machine an administrator installs them once, by the
lines that are printed at the end; from then on an account without any other right can be used there.`,
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
      let next = "Write it as GROUP or DOMAIN\\GROUP, in ASCII.";
      throw new FailureError([failureOf("ARGUMENT_INVALID", "--group is no name of a Windows group.", { next })]);
    }
    let folder = resolve(platform.traits.directory, out), files = jeaFiles(group), present = await Promise.all(
      [...files].map(async ([path, text]) => ({ path, text, is: await textOf(join(folder, path)) }))
    ), others = force ? [] : present.filter(({ text, is }) => is !== void 0 && is !== text);
    if (others.length > 0) {
      let next = "They may be signed. Choose another folder, or say --force.";
      throw new FailureError(
        others.map(
          ({ path }) => failureOf("ARGUMENT_INVALID", `${join(folder, path)} is there and differs.`, { next })
        )
      );
    }
    await write(folder, files);
    let setUp = jeaSetUp(group);
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
