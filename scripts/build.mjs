// Builds what is shipped: dist/ for the action and the command line, task/dist/ for the Azure task. Both are committed.
//   node scripts/build.mjs           writes them, and removes what no build makes any more
//   node scripts/build.mjs --check   names every file that differs from a fresh build; exit code 1 if there is one
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleAll, generated } from './bundle.mjs';
import { fromRoot, root } from './root.mjs';

/** @returns {Promise<string[]>} every file in the generated folders, from the root */
async function filesPresent() {
  const lists = await Promise.all(
    generated.map(async folder => {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.filter(entry => entry.isFile()).map(entry => fromRoot(join(entry.parentPath, entry.name)));
    }),
  );
  return lists.flat();
}

/** @param {ReadonlyMap<string, Uint8Array>} fresh */
async function check(fresh) {
  const faults = (await filesPresent()).filter(path => !fresh.has(path)).map(path => `stale: ${path}`);
  for (const [path, bytes] of fresh) {
    const present = await readFile(join(root, path)).catch(() => undefined);
    if (present === undefined) faults.push(`missing: ${path}`);
    else if (!present.equals(bytes)) faults.push(`differs: ${path}`);
  }
  if (faults.length === 0) return;
  console.error(
    `${faults.join('\n')}\nThe committed bundles are not what the sources build: run npm run build and commit the result.`,
  );
  process.exitCode = 1;
}

/** @param {ReadonlyMap<string, Uint8Array>} fresh */
async function write(fresh) {
  for (const path of await filesPresent()) if (!fresh.has(path)) await rm(join(root, path));
  for (const [path, bytes] of fresh) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
    console.log(`${String(Math.ceil(bytes.length / 1024)).padStart(6)} KiB  ${path}`);
  }
}

await (process.argv.includes('--check') ? check : write)(await bundleAll());
