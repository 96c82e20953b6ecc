// The licence of everything that is in the bundles, taken from the bundler's own list of inputs: exactly what is shipped, no more.
// A package without a licence text, or under terms that nobody here has agreed to, stops the build. Terms that several packages share to
// the word stand once, under the names and the copyright lines of all of them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.mjs';

const agreed = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0']);

/**
 * @param {readonly string[]} inputs paths of bundled files, from the root
 * @returns {Promise<string>} one section for each wording of terms
 */
export async function licencesOf(inputs) {
  const folders = new Set(inputs.flatMap(input => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  /** @type {Map<string, { readonly heads: Set<string>, readonly terms: string }>} */
  const wordings = new Map();
  for (const { head, terms } of await Promise.all([...folders].map(licenceOf))) {
    const words = terms.replaceAll(/\s+/g, ' ');
    const wording = wordings.get(words) ?? { heads: new Set(), terms };
    // The same version of a package may lie in two folders.
    wording.heads.add(head);
    wordings.set(words, wording);
  }
  const sections = [...wordings.values()].map(
    ({ heads, terms }) => `${[...heads].sort().join('\n')}\n${'-'.repeat(72)}\n${terms}\n`,
  );
  return sections.sort((one, other) => (one < other ? -1 : 1)).join('\n');
}

/**
 * The name of a package and who holds its rights, and the terms without that.
 * @param {string} folder
 */
async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  if (!agreed.has(license))
    throw new Error(`${name}@${version} is under ${license}: not one of ${[...agreed].join(', ')}`);
  const body = await textsOf(join(root, folder));
  if (body === '') throw new Error(`${name}@${version} has no licence text: what it publishes may not be passed on`);
  const lines = body.split('\n');
  const holders = lines.filter(line => /^\s*copyright (?:\(c\)|\d|©)/i.test(line)).map(line => `  ${line.trim()}`);
  const terms = lines
    .filter(line => !/^\s*copyright (?:\(c\)|\d|©)/i.test(line))
    .join('\n')
    .trim();
  return { head: [`${name} ${version} (${license})`, ...holders].join('\n'), terms };
}

/**
 * Every licence and notice of a package.
 * @param {string} folder
 */
async function textsOf(folder) {
  const wanted = (await readdir(folder)).filter(file => /^(?:licen[cs]e|copying|notice)/i.test(file));
  const texts = await Promise.all(wanted.sort().map(file => readFile(join(folder, file), 'utf8')));
  return texts.map(text => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}
