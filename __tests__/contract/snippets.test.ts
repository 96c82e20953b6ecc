// Whatever a reader can copy must work: each YAML block of each Markdown file, and every file below examples/, is read by what will read
// it at the user's: GitHub's own language service for workflows, the policy's schema, the table of inputs for the Azure task.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '@actions/languageservice';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { azureName, inputs } from '../../src/inputs.ts';
import { policySchema } from '../../src/policy/schema.ts';
import { readFiles, root } from '../support/house.ts';

interface Snippet {
  readonly place: string;
  readonly text: string;
}

function blocksOf(path: string): readonly Snippet[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm)].map(match => ({
    place: `${path}:${text.slice(0, match.index).split('\n').length + 1}`,
    text: match[1] ?? '',
  }));
}

const manifest = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  name: string;
  description: string;
  inputs: Record<string, { description: string }>;
};

let documents = 0;
async function workflowFaults(text: string): Promise<readonly string[]> {
  // The service remembers documents by name: each has its own.
  documents += 1;
  const document = TextDocument.create(`file:///.github/workflows/${documents}.yml`, 'yaml', 1, text);
  // Only our own action is looked up; others are somebody else's to check.
  const found = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: ({ name }) => Promise.resolve(name === 'patchring' ? manifest : undefined),
    },
  });
  return found
    .map(({ message, range }) => ({
      line: range.start.line + 1,
      said: typeof message === 'string' ? message : message.value,
    }))
    .filter(({ said }) => !/^Unable to resolve action `(?!patchring\/)/.test(said))
    .map(({ line, said }) => `${line}: ${said}`);
}

function taskFaults(
  steps: readonly { readonly task?: string; readonly inputs?: Readonly<Record<string, unknown>> }[],
): readonly string[] {
  const known = inputs.map(({ name }) => azureName(name));
  return steps
    .filter(({ task }) => task?.startsWith('Patchring@'))
    .flatMap(step => Object.keys(step.inputs ?? {}))
    .filter(name => !known.includes(name))
    .map(name => `the task has no input ${name}`);
}

const stepsIn = (text: string): string => text.replaceAll(/^/gm, '      ');

/** What a block is, and what is wrong with it. A block that nobody can place is a fault. */
async function faultsIn(text: string): Promise<readonly string[]> {
  const value = parse(text) as unknown;
  const steps = [value].flat().flatMap(item => (item as { steps?: unknown }).steps ?? item) as never;
  if (/^\s*-? ?task: /m.test(text)) return taskFaults(steps);
  if (/^jobs:/m.test(text)) return workflowFaults(text);
  if (/^\s*-? ?uses: /m.test(text)) {
    return workflowFaults(
      `on: workflow_dispatch\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${stepsIn(text)}`,
    );
  }
  if (/^version: /m.test(text)) return policySchema.safeParse(value).error?.issues.map(issue => issue.message) ?? [];
  if (/^machines:/m.test(text)) return [];
  return ['neither a workflow, a task, a policy nor an inventory'];
}

const markdown = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'task/overview.md'].filter(path =>
  existsSync(join(root, path)),
);
const examples = existsSync(join(root, 'examples')) ? readFiles('examples', '.yml') : new Map<string, string>();
const snippets: readonly Snippet[] = [
  ...markdown.flatMap(blocksOf),
  ...[...examples].map(([place, text]) => ({ place, text })),
];

it('lets a reader copy no fault', async () => {
  const faults: string[] = [];
  for (const { place, text } of snippets) faults.push(...(await faultsIn(text)).map(fault => `${place}: ${fault}`));
  expect(faults).toEqual([]);
});

describe('the finders find what they are for', () => {
  const workflow = (step: string): string =>
    `on: workflow_dispatch\njobs:\n  roll:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: owner/patchring@v1\n        with:\n          ${step}\n`;

  it('accepts a workflow that uses the action rightly', async () => {
    expect(await faultsIn(workflow('command: apply'))).toEqual([]);
  });
  it('finds an input that the action does not have', async () => {
    expect(await faultsIn(workflow('rng: pilot'))).toEqual([expect.stringContaining('rng')]);
  });
  it('finds it in a lone step too', async () => {
    expect(await faultsIn('- uses: owner/patchring@v1\n  with:\n    rng: pilot\n')).toEqual([
      expect.stringContaining('rng'),
    ]);
  });
  it('finds a wrong key of a workflow', async () => {
    expect(await faultsIn(workflow('command: apply').replace('runs-on', 'run-on'))).not.toEqual([]);
  });
  it('finds an input that the task does not have', async () => {
    expect(await faultsIn('steps:\n  - task: Patchring@0\n    inputs: { command: apply, report-dir: out }\n')).toEqual([
      'the task has no input report-dir',
    ]);
  });
  it('finds a wrong policy', async () => {
    expect(await faultsIn('version: 1\nname: x\nrngs: []\n')).not.toEqual([]);
  });
  it('finds a block that nobody can place', async () => {
    expect(await faultsIn('a: 1\n')).toHaveLength(1);
  });
});
