// Holds action.yml, task/task.json and README's tables against the one table of inputs and outputs, src/inputs.ts, and README's
// troubleshooting against the tables of codes, its diagrams against the tables of phases.
//   node scripts/manifests.mjs --check   names every file that is out of step; exit code 1 if there is one
//   node scripts/manifests.mjs --write   brings them into step
// Only the inputs, the outputs and the version are made here; names, texts and what is run are written by hand in those files.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { evaluate } from './bundle.mjs';
import { diagrams } from './diagrams.mjs';
import { markdownTable } from './markdown.mjs';
import { root } from './root.mjs';
import { troubleshooting } from './troubleshooting.mjs';

/** @typedef {import('../src/inputs.ts').Input} Input */
/** @typedef {import('../src/inputs.ts').Output} Output */
/**
 * @typedef {object} Table
 * @property {readonly Input[]} inputs
 * @property {readonly Output[]} outputs
 * @property {(name: string) => string} azureName
 * @property {string} version
 * @property {string} failures README's tables of what can fail
 * @property {string} phases README's diagrams of the phases
 */

/** @param {Input} input */
const sentences = ({ help, choices }) => (choices === undefined ? help : `${help} One of: ${choices.join(', ')}.`);

/**
 * @param {string} text
 * @param {Table} table
 */
function action(text, { inputs, outputs }) {
  const document = parseDocument(text);
  const block = inputs
    .filter(({ only }) => only !== 'azure')
    .map(input => [
      input.name,
      {
        description: sentences(input),
        required: false,
        ...(input.default === undefined ? {} : { default: input.default }),
      },
    ]);
  document.set('inputs', document.createNode(Object.fromEntries(block)));
  const described = outputs.map(({ name, help }) => [name, { description: help }]);
  document.set('outputs', document.createNode(Object.fromEntries(described)));
  return document.toString({ lineWidth: 0, singleQuote: true });
}

/**
 * @param {Input} input
 * @param {Table} table
 */
function taskInput({ name, label, kind, choices, help, commands, ...rest }, { azureName }) {
  // Not filePath: the agent turns an empty one into the folder of the sources.
  const type =
    rest.azureType ?? { text: 'string', path: 'string', number: 'string', choice: 'pickList', flag: 'boolean' }[kind];
  return {
    name: azureName(name),
    type,
    label,
    defaultValue: rest.default ?? (kind === 'flag' ? 'false' : ''),
    required: false,
    helpMarkDown: help,
    ...(choices === undefined ? {} : { options: Object.fromEntries(choices.map(choice => [choice, choice])) }),
    ...(commands.length === 0 ? {} : { visibleRule: commands.map(command => `command = ${command}`).join(' || ') }),
  };
}

/**
 * @param {string} text
 * @param {Table} table
 */
function task(text, table) {
  const manifest = JSON.parse(text);
  const [major, minor, patch] = table.version.split('.').map(Number);
  manifest.version = { Major: major, Minor: minor, Patch: patch };
  manifest.inputs = table.inputs.filter(({ only }) => only !== 'github').map(input => taskInput(input, table));
  manifest.outputVariables = table.outputs.map(({ name, help }) => ({
    name: table.azureName(name),
    description: help,
  }));
  // The only variables that this task may set, whatever a machine makes it print (facts: pipeline-hosts 3.2).
  manifest.restrictions = { settableVariables: { allowed: table.outputs.map(({ name }) => table.azureName(name)) } };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/**
 * @param {string} text
 * @param {Table} table
 */
function readme(text, { inputs, outputs, azureName, failures, phases }) {
  const tables = {
    inputs: markdownTable([
      ['GitHub', 'Azure', 'Command line', 'Default', 'What it is'],
      ...inputs.map(input => [
        input.only === 'azure' ? '–' : `\`${input.name}\``,
        input.only === 'github' ? '–' : `\`${azureName(input.name)}\``,
        input.only === undefined ? commandLine(input) : '–',
        input.default === undefined ? '' : `\`${input.default}\``,
        sentences(input),
      ]),
    ]),
    outputs: markdownTable([
      ['GitHub', 'Azure', 'What it is'],
      ...outputs.map(({ name, help }) => [`\`${name}\``, `\`${azureName(name)}\``, help]),
    ]),
    phases,
    troubleshooting: failures,
  };
  return Object.entries(tables).reduce((before, [name, rows]) => {
    const [open, close] = [`<!-- ${name}: made by npm run manifests:write -->`, `<!-- /${name} -->`];
    const [start, end] = [before.indexOf(open), before.indexOf(close)];
    if (start === -1 || end < start)
      throw new Error(`no place for the table of ${name}: put ${open} and ${close} into it`);
    return `${before.slice(0, start)}${open}\n\n${rows}\n\n${before.slice(end)}`;
  }, text);
}

/** @param {Input} input */
function commandLine({ name, option = name, environment, kind, value }) {
  if (environment !== undefined) return `\`$${environment}\``;
  if (name === 'command') return 'first word';
  return `\`--${option}${kind === 'flag' ? '' : ` ${value ?? 'WORD'}`}\``;
}

const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const source = await evaluate("export { inputs, outputs, azureName } from './src/inputs.ts';");
const made = { failures: await troubleshooting(), phases: await diagrams() };
const table = /** @type {Table} */ (/** @type {unknown} */ ({ ...source, version, ...made }));
const files = { 'action.yml': action, 'task/task.json': task, 'README.md': readme };

/** @param {string} fault */
function fail(fault) {
  console.error(fault);
  process.exitCode = 1;
}

for (const [path, make] of Object.entries(files)) {
  try {
    const present = await readFile(join(root, path), 'utf8');
    const wanted = make(present, table);
    if (present === wanted) continue;
    if (process.argv.includes('--write')) await writeFile(join(root, path), wanted);
    else
      fail(
        `${path} is out of step with src/inputs.ts, package.json, a table of codes or of phases: run npm run manifests:write`,
      );
  } catch (fault) {
    fail(`${path}: ${fault instanceof Error ? fault.message : fault}`);
  }
}
