// The licence of everything that is in the bundles, taken from the bundler's own list of inputs: exactly what is shipped, no more.
// A few packages leave their licence out of what they publish: its text from their repository then lies in scripts/licences/.
// A package without a licence text, or under terms that nobody here has agreed to, stops the build.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.mjs';

const agreed = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0']);

/**
 * @param {readonly string[]} inputs paths of bundled files, from the root
 * @returns {Promise<string>} one section a package, sorted by name and version
 */
export async function licencesOf(inputs) {
  const folders = new Set(inputs.flatMap(input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  const sections = await Promise.all([...folders].map(section));
  // The same version of a package may lie in two folders.
  return [...new Set(sections)].sort((one, other) => (one < other ? -1 : 1)).join('\n');
}

/** @param {string} folder */
async function section(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  if (!agreed.has(license))
    throw new Error(`${name}@${version} is under ${license}: not one of ${[...agreed].join(', ')}`);
  const body = (await textsOf(join(root, folder))) || (await textsOf(join(root, 'scripts/licences'), `${name}.txt`));
  if (body === '')
    throw new Error(`${name}@${version} has no licence text: put the one of its repository into scripts/licences/`);
  return `${name} ${version} (${license})\n${'-'.repeat(72)}\n${body}\n`;
}

/**
 * @param {string} folder
 * @param {string} [only] the one file to read; every licence and notice without it
 */
async function textsOf(folder, only) {
  const wanted = (await readdir(folder)).filter(file =>
    only === undefined ? /^(?:licen[cs]e|copying|notice)/i.test(file) : file === only,
  );
  const texts = await Promise.all(wanted.sort().map(file => readFile(join(folder, file), 'utf8')));
  return texts.map(text => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}
