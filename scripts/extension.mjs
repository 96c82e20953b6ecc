// The Azure extension as bytes: a zip with the task's folder, icon, page, and the three parts by which the marketplace knows a package
// (extension.vsixmanifest, extension.vsomanifest, [Content_Types].xml), in the form in which Microsoft's own tfx-cli writes them.
// Reproducible on purpose, so that its hash can be attested: parts in order of their names, one fixed time, no attribute of the machine,
// and a compressor of our dependencies in place of Node's, which changes from version to version.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { zipSync } from 'fflate';
import { root } from './root.mjs';

/**
 * @typedef {object} Manifest task/vss-extension.json, as far as it is used
 * @property {string} id
 * @property {string} publisher
 * @property {string} version
 * @property {string} name
 * @property {string} description
 * @property {boolean} public
 * @property {readonly { readonly id: string }[]} targets
 * @property {readonly string[]} categories
 * @property {readonly string[]} tags
 * @property {{ readonly default: string }} icons
 * @property {{ readonly details: { readonly path: string } }} content
 * @property {readonly { readonly path: string }[]} files
 * @property {readonly object[]} contributions
 */

/** Nothing leaves under another type than one that was thought of. @type {Readonly<Record<string, string>>} */
const contentTypes = {
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.mjs': 'application/javascript',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.vsixmanifest': 'text/xml',
  '.vsomanifest': 'application/json',
};

/** The first moment that a zip can name; read in the local zone, written in the local zone, the same bytes everywhere. */
const time = new Date(1980, 0, 1);

/** @returns {Promise<{ name: string, bytes: Uint8Array }>} */
export async function packExtension() {
  const manifest = /** @type {Manifest} */ (JSON.parse(await readFile(join(root, 'task/vss-extension.json'), 'utf8')));
  const parts = await partsOf(manifest);
  const sorted = [...parts].sort(([one], [other]) => (one < other ? -1 : 1));
  const bytes = zipSync(Object.fromEntries(sorted), { level: 9, mtime: time, os: 0, attrs: 0 });
  return { name: `${manifest.id}-${manifest.version}.vsix`, bytes };
}

/**
 * Path in the package → bytes.
 * @param {Manifest} manifest
 * @returns {Promise<Map<string, Uint8Array>>}
 */
async function partsOf(manifest) {
  const { icons, content, files } = manifest;
  const [folder] = files;
  if (folder === undefined || files.length > 1) throw new Error('task/vss-extension.json packs one folder, the task');
  /** @type {Map<string, Uint8Array>} */
  const parts = new Map();
  for (const path of [icons.default, content.details.path]) parts.set(path, await readFile(join(root, 'task', path)));
  for (const path of await taskFiles()) parts.set(`${folder.path}/${path}`, await readFile(join(root, 'task', path)));
  parts.set('extension.vsomanifest', utf8(`${JSON.stringify(contributionsOf(manifest), undefined, 2)}\n`));
  parts.set('extension.vsixmanifest', utf8(packageManifest(manifest)));
  parts.set('[Content_Types].xml', utf8(typesOf([...parts.keys()])));
  return parts;
}

/** What the agent needs of the task; the extension's own page and manifest stay outside. */
async function taskFiles() {
  const entries = await readdir(join(root, 'task/dist'), { withFileTypes: true });
  return ['icon.png', 'task.json', ...entries.filter(entry => entry.isFile()).map(({ name }) => `dist/${name}`)];
}

/** @param {Manifest} manifest */
function contributionsOf({ contributions }) {
  return { manifestVersion: 1, contributions, scopes: [], contributionTypes: [] };
}

/** @param {Manifest} manifest */
function packageManifest(manifest) {
  const { id, publisher, version, name, description, targets, categories, tags, icons, content } = manifest;
  const flags = manifest.public ? '<GalleryFlags>Public</GalleryFlags>' : '<GalleryFlags/>';
  const assets = [
    ['Microsoft.VisualStudio.Services.Icons.Default', icons.default],
    ['Microsoft.VisualStudio.Services.Content.Details', content.details.path],
    ['Microsoft.VisualStudio.Services.Manifest', 'extension.vsomanifest'],
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="${xml(id)}" Publisher="${xml(publisher)}" Version="${xml(version)}"/>
    <DisplayName>${xml(name)}</DisplayName>
    <Description xml:space="preserve">${xml(description)}</Description>
    ${flags}
    <Categories>${xml(categories.join(','))}</Categories>
    <Tags>${xml(tags.join(','))}</Tags>
    <Icon>${xml(icons.default)}</Icon>
  </Metadata>
  <Dependencies/>
  <Installation>
${targets.map(target => `    <InstallationTarget Id="${xml(target.id)}"/>`).join('\n')}
  </Installation>
  <Assets>
${assets.map(([type = '', path = '']) => `    <Asset Type="${type}" d:Source="File" Path="${xml(path)}" Addressable="true"/>`).join('\n')}
  </Assets>
</PackageManifest>
`;
}

/** @param {readonly string[]} paths */
function typesOf(paths) {
  const rows = [...new Set(paths.map(path => extname(path)))].sort().map(extension => {
    const type = contentTypes[extension];
    if (type === undefined) throw new Error(`no content type for ${extension}: write one into scripts/extension.mjs`);
    return `  <Default Extension="${extension}" ContentType="${type}"/>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
${rows.join('\n')}
</Types>
`;
}

/** @param {string} text */
function xml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** @param {string} text */
function utf8(text) {
  return new TextEncoder().encode(text);
}
