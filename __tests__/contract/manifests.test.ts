// The two manifests, held against what the two hosts accept. That their inputs and outputs are those of src/inputs.ts, word for word,
// is checked by `npm run manifests`; here is what that check cannot know (facts: pipeline-hosts 1.3, 3.2, 4).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { azureName, inputs, outputs } from '../../src/inputs.ts';
import { root } from '../support/house.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('action.yml', () => {
  const faultsIn = (content: string): readonly string[] =>
    parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter())
      .context.errors.getErrors()
      .map(error => error.message);

  it('is what the runner of GitHub accepts', () => {
    expect(faultsIn(read('action.yml'))).toEqual([]);
    expect(faultsIn(read('action.yml').replace('node24', 'node4'))).toHaveLength(1);
    expect(faultsIn(read('action.yml').replace('shield', 'shild'))).toHaveLength(1);
  });

  it('runs on Node 24, and its last step even after a cancel', () => {
    expect(parse(read('action.yml'))).toMatchObject({
      runs: { using: 'node24', main: 'dist/action.mjs', post: 'dist/post.mjs', 'post-if': 'always()' },
    });
  });

  it('fits the marketplace', () => {
    expect((parse(read('action.yml')) as { description: string }).description.length).toBeLessThanOrEqual(125);
  });
});

describe('task/task.json', () => {
  const task = JSON.parse(read('task/task.json')) as {
    readonly id: string;
    readonly name: string;
    readonly friendlyName: string;
    readonly inputs: readonly {
      readonly name: string;
      readonly label: string;
      readonly options?: Readonly<Record<string, string>>;
      readonly defaultValue: string;
      readonly visibleRule?: string;
    }[];
    readonly outputVariables: readonly { readonly name: string }[];
    readonly restrictions: { readonly settableVariables: { readonly allowed: readonly string[] } };
    readonly execution: Readonly<Record<string, { readonly target: string }>>;
  };

  it('keeps its id: to a server another id is another task', () => {
    expect(task.id).toBe('fa26f0e6-3348-4a92-9b5d-f316000a55e8');
  });

  it('runs the same file on Node 20 and on Node 24', () => {
    expect(task.execution).toEqual({ Node20_1: { target: 'dist/task.mjs' }, Node24: { target: 'dist/task.mjs' } });
  });

  it('has names and labels that the server accepts', () => {
    expect(task.name).toMatch(/^[A-Za-z0-9-]+$/);
    expect(task.friendlyName.length).toBeLessThanOrEqual(40);
    for (const { name, label } of [...task.inputs, ...task.outputVariables.map(({ name }) => ({ name, label: '' }))]) {
      expect(name).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
      expect(label.length).toBeLessThanOrEqual(40);
    }
  });

  it('offers a default that is one of its choices, and shows each field for commands that there are', () => {
    const commands = Object.keys(task.inputs.find(({ name }) => name === 'command')?.options ?? {});
    expect(commands).toContain('apply');
    for (const { options, defaultValue, visibleRule = '' } of task.inputs) {
      if (options !== undefined && defaultValue !== '') expect(Object.keys(options)).toContain(defaultValue);
      const named = [...visibleRule.matchAll(/command = ([a-z]+)/g)].map(match => match[1]);
      expect(commands).toEqual(expect.arrayContaining(named));
    }
  });

  it('may set its outputs and no other variable', () => {
    expect(task.restrictions.settableVariables.allowed).toEqual(outputs.map(({ name }) => azureName(name)));
  });
});

describe('task/vss-extension.json', () => {
  it('has the version of the package', () => {
    const version = (path: string): string => (JSON.parse(read(path)) as { version: string }).version;
    expect(version('task/vss-extension.json')).toBe(version('package.json'));
  });
});

describe('the table', () => {
  it('gives every value one name on each host', () => {
    for (const list of [inputs, outputs]) {
      const names = list.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(new Set(names.map(name => azureName(name).toLowerCase())).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    }
  });
});
