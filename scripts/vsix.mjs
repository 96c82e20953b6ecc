// Packs the Azure extension: patchring-VERSION.vsix beside this repository's files, without a network and without the marketplace's tool.
//   node scripts/vsix.mjs          writes it, and says its size and SHA-256
//   node scripts/vsix.mjs FOLDER   writes it there
// What is in it and in which form is computed in extension.mjs; the same commit gives the same bytes on every machine.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { packExtension } from './extension.mjs';
import { root } from './root.mjs';

const folder = resolve(process.argv[2] ?? root);
const { name, bytes } = await packExtension();
await mkdir(folder, { recursive: true });
await writeFile(join(folder, name), bytes);
console.log(`${join(folder, name)}: ${Math.ceil(bytes.length / 1024)} KiB`);
console.log(`SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`);
