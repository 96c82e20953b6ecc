// The Azure pipelines that this repository gives away, held against the shape of Azure's YAML, against each other and against what the
// task can do (support/azure-schema.ts, azure-pipelines.ts). Each rule is broken once below, in a copy of a file that keeps it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { azureFaults } from '../support/azure-pipelines.ts';
import { readFiles, root } from '../support/house.ts';

const examples = readFiles('examples/azure', '.yml');
const textOf = (name: string): string => examples.get(`examples/azure/${name}.yml`) ?? '';
const faultsIn = (text: string): readonly string[] => azureFaults(text, path => examples.get(`examples/azure/${path}`));

describe.each([...examples])('%s', (_, text) => {
  it('is a pipeline, or the steps of one, and leads nowhere that is not there', () => {
    expect(faultsIn(text)).toEqual([]);
  });
});

describe('the examples', () => {
  it('are those that README names', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const names = [...examples.keys()].filter(path => !path.endsWith('/ring-steps.yml'));
    expect(names.map(path => path.split('/').at(-1))).toEqual([
      'by-hand.yml',
      'parts.yml',
      'patch-tuesday.yml',
      'pull-request.yml',
      'rollout.yml',
      'zones.yml',
    ]);
    expect(names.filter(path => !readme.includes(path))).toEqual([]);
  });

  it('start by no push: an example that somebody tries out must not patch machines with every commit', () => {
    for (const [path, text] of examples) {
      if (path.endsWith('/ring-steps.yml')) continue;
      expect([path, parse(text)]).toEqual([path, expect.objectContaining({ trigger: 'none', pr: 'none' })]);
    }
  });

  it('open Patch Tuesday by day of month and day of week, which Azure joins by "and"', () => {
    const { schedules } = parse(textOf('patch-tuesday')) as { schedules: { cron: string }[] };
    expect(schedules[0]?.cron).toBe('23 18 8-14 * Tue');
  });

  it('take no turns to say a halt: no service connection, no environment, no agent of the rollout', () => {
    const { stages } = parse(textOf('by-hand')) as { stages: { stage: string; pool?: unknown; jobs: unknown[] }[] };
    const word = stages.find(({ stage }) => stage === 'word');
    expect(word?.pool).toEqual({ vmImage: 'ubuntu-24.04' });
    expect(JSON.stringify(word)).not.toMatch(/serviceConnection|AzureKeyVault|environment/);
    expect(JSON.stringify(word)).toMatch(/"command":"halt"/);
  });

  it('offer by hand rings that the policy has', () => {
    const { parameters } = parse(textOf('by-hand')) as { parameters: { name: string; values: string[] }[] };
    const policy = parse(readFileSync(join(root, 'examples/policies/kerberos.yml'), 'utf8')) as {
      rings: { name: string }[];
    };
    expect(parameters.find(({ name }) => name === 'ring')?.values).toEqual(policy.rings.map(({ name }) => name));
  });
});

describe('the rules find what they are for', () => {
  it.each([
    ['a key that Azure does not know', 'rollout', 'lockBehavior:', 'lockBehaviour:', 'Unrecognized key'],
    ['a word that Azure does not know', 'rollout', 'sequential', 'sequentially', 'lockBehavior'],
    ['a key of a job in a deployment', 'rollout', 'environment: patching-pilot', 'steps: []', 'environment'],
    ['a deployment without a strategy', 'zones', '- job: zone', '- deployment: zone', 'environment'],
    ['a deployment called deploy', 'patch-tuesday', 'deployment: roll', 'deployment: deploy', 'deploy is a keyword'],
    ['a name with a hyphen', 'rollout', 'stage: production_approved', 'stage: production-approved', 'underscores'],
    ['a cron of four fields', 'rollout', "'17 21 * * *'", "'17 21 * *'", 'five fields'],
    ['a schedule without branches', 'zones', 'branches:', 'branch:', 'schedules.0'],
    ['a step that is none', 'zones', '- checkout: self', '- chekout: self', 'must have one of task, checkout'],
    ['a task without its major version', 'zones', 'Patchring@0', 'Patchring', 'a major version'],
    ['a name of the matrix that is none', 'zones', 'north: { zone: north }', "'north-1': { zone: north }", 'matrix'],
    ['an input that the task does not have', 'zones', 'policy: zones.yml', 'police: zones.yml', 'no input police'],
    [
      'a word that an input does not know',
      'patch-tuesday',
      'auth: certificate',
      'auth: smartcard',
      'auth is smartcard',
    ],
    ['a password for everybody to read', 'zones', '$(patch-password)', 'hunter2', 'password is a secret'],
    [
      'an input of the other platform',
      'zones',
      'policy: zones.yml',
      'deploymentsToken: x',
      'no input deploymentsToken',
    ],
    ['an input of another task', 'zones', 'SecretsFilter', 'SecretFilter', 'has no input SecretFilter'],
    [
      'a template that is not there',
      'rollout',
      'template: ring-steps.yml',
      'template: steps.yml',
      'no template steps.yml',
    ],
    ['a parameter that the template does not take', 'rollout', '{ ring: pilot }', '{ rng: pilot }', 'takes no rng'],
    ['a parameter that is not declared', 'by-hand', 'parameters.reason', 'parameters.why', 'no parameter why'],
    ['a stage that is not there', 'rollout', 'dependsOn: test', 'dependsOn: tests', 'waits for tests'],
    [
      'an output of a stage that is not waited for',
      'rollout',
      'dependsOn: test',
      'dependsOn: []',
      'does not wait for test',
    ],
    [
      'an output of a deployment that says its job once',
      'rollout',
      'roll.roll.apply.ring',
      'roll.apply.ring',
      'no output roll.apply.ring',
    ],
    [
      'an output that the task does not set',
      'rollout',
      'apply.nextDue',
      'apply.dueNext',
      'no output roll.roll.apply.dueNext',
    ],
    ['a variable of a step that is not there', 'zones', '$(apply.report)', '$(aply.report)', 'no output aply.report'],
    [
      'a deployment that checks nothing out',
      'patch-tuesday',
      '- checkout: self\n                  persistCredentials: true # the journal is a branch of this repository\n                ',
      '',
      'checks nothing out',
    ],
    [
      'a journal that cannot be pushed',
      'zones',
      'persistCredentials: true',
      'persistCredentials: false',
      'cannot push the journal',
    ],
    [
      'a job that is cut off after an hour',
      'zones',
      'timeoutInMinutes: 480',
      'displayName: zone',
      'cut off after an hour',
    ],
    ['runs that cancel each other', 'zones', 'lockBehavior: sequential\n', '', 'no lockBehavior'],
    [
      'text in a script',
      'zones',
      '- checkout: self',
      '- bash: echo $(Build.SourceVersionMessage)\n          - checkout: self',
      'splices $(Build.SourceVersionMessage)',
    ],
    [
      'two stages of one name',
      'rollout',
      'stage: production_approved',
      'stage: production',
      'another stage has this name',
    ],
    [
      'two steps of one name',
      'zones',
      '- task: AzureKeyVault@2',
      '- task: AzureKeyVault@2\n            name: apply',
      'two steps are called apply',
    ],
  ])('%s', (_, file, ...[was, is, said]) => {
    expect(textOf(file)).toContain(was);
    expect(faultsIn(textOf(file).replace(was, is)).join('\n')).toContain(said);
  });
});
