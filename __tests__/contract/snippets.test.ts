// Whatever a reader can copy must work: each YAML block of each Markdown file, and every file below examples/, is read by what will read
// it at the user's: GitHub's own language service for workflows, the shape of an Azure pipeline, the policy's schema, the table of inputs.
// What the examples promise beyond that is held in example-workflows, example-pipelines and example-policies.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { policySchema } from '../../src/policy/schema.ts';
import { azureFaults, azureStepsFaults } from '../support/azure-pipelines.ts';
import { readFiles, root } from '../support/house.ts';
import { type Workflow, withFaults, workflowFaults } from '../support/workflows.ts';

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

const examples = readFiles('examples', '.yml');

async function faultsOfWorkflow(text: string): Promise<readonly string[]> {
  // In a snippet anybody's action may stand; in an example only those that are known.
  const said = (await workflowFaults(text)).filter(fault => !/Unable to resolve action `(?!patchring\/)/.test(fault));
  return said.length > 0 ? said : withFaults(parse(text) as Workflow);
}

const stepsIn = (text: string): string => text.replaceAll(/^/gm, '      ');

/** What a block is, and what is wrong with it. A block that nobody can place is a fault. */
async function faultsIn({ place, text }: Snippet): Promise<readonly string[]> {
  const value = parse(text) as unknown;
  if (/^\s*-? ?task: /m.test(text) || /^\s*- template: /m.test(text)) {
    if (Array.isArray(value)) return azureStepsFaults(value);
    return azureFaults(text, path => examples.get(`${dirname(place)}/${path}`));
  }
  if (/^jobs:/m.test(text)) return faultsOfWorkflow(text);
  if (/^\s*-? ?uses: /m.test(text)) {
    return faultsOfWorkflow(
      `on: workflow_dispatch\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${stepsIn(text)}`,
    );
  }
  if (/^version: /m.test(text)) return policySchema.safeParse(value).error?.issues.map(issue => issue.message) ?? [];
  if (/^machines:/m.test(text)) return [];
  return ['neither a workflow, a pipeline, a policy nor an inventory'];
}

const markdown = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'task/overview.md'];
const snippets: readonly Snippet[] = [
  ...markdown.flatMap(blocksOf),
  ...[...examples].map(([place, text]) => ({ place, text })),
];

it('lets a reader copy no fault', async () => {
  const faults: string[] = [];
  for (const snippet of snippets) {
    faults.push(...(await faultsIn(snippet)).map(fault => `${snippet.place}: ${fault}`));
  }
  expect(faults).toEqual([]);
});

describe('the finders find what they are for', () => {
  const faults = (text: string): Promise<readonly string[]> => faultsIn({ place: 'README.md:1', text });
  const workflow = (step: string): string =>
    `on: workflow_dispatch\njobs:\n  roll:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: owner/patchring@v1\n        with:\n          ${step}\n`;

  it('accepts a workflow that uses the action rightly', async () => {
    expect(await faults(workflow('command: apply'))).toEqual([]);
  });
  it.each([
    ['an input that the action does not have', workflow('rng: pilot'), 'rng'],
    ['a word that an input does not know', workflow('command: aply'), 'command is aply'],
    [
      'an input that the command does not read',
      workflow('{ command: validate, ring: pilot }'),
      'validate reads no ring',
    ],
    ['a wrong key of a workflow', workflow('command: apply').replace('runs-on', 'run-on'), ''],
    ['it in a lone step too', '- uses: owner/patchring@v1\n  with:\n    rng: pilot\n', 'rng'],
    [
      'an input that the task does not have',
      'steps:\n  - checkout: self\n    persistCredentials: true\n  - task: Patchring@0\n    inputs: { report-dir: out }\n',
      'there is no input report-dir',
    ],
    ['it in a lone task too', '- task: Patchring@0\n  inputs: { report-dir: out }\n', 'there is no input report-dir'],
    ['a wrong policy', 'version: 1\nname: x\nrngs: []\n', 'rngs'],
    ['a block that nobody can place', 'a: 1\n', 'neither a workflow'],
  ])('finds %s', async (_, text, said) => {
    expect((await faults(text)).join('\n')).toContain(said);
    expect(await faults(text)).not.toEqual([]);
  });
});
