// The workflows that this repository has and gives away: read by GitHub's own language service, and safe by rules that no parser knows.
// Each rule is broken once below, in a copy of a file that keeps it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readFiles, root } from '../support/house.ts';
import { securityFaults, type Workflow, withFaults, workflowFaults } from '../support/workflows.ts';

const examples = readFiles('examples/github', '.yml');
const own = readFiles('.github/workflows', '.yml');
const workflows = [...examples, ...own];
const nameOf = (path: string): string => path.split('/').at(-1) ?? path;

describe.each(workflows)('%s', (_, text) => {
  it('is what GitHub accepts, other people’s actions and ours included', async () => {
    expect(await workflowFaults(text)).toEqual([]);
    expect(withFaults(parse(text) as Workflow)).toEqual([]);
  });
  it('breaks no rule of security', () => {
    expect(securityFaults(text)).toEqual([]);
  });
});

describe('the examples', () => {
  const textOf = (name: string): string => examples.get(`examples/github/${name}.yml`) ?? '';
  const workflow = (name: string): Workflow => parse(textOf(name)) as Workflow;

  it('are the six that README names', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    expect([...examples.keys()].map(nameOf)).toEqual([
      'parts.yml',
      'patch-tuesday.yml',
      'pull-request.yml',
      'rollback.yml',
      'rollout.yml',
      'zones.yml',
    ]);
    expect([...examples.keys()].filter(path => !readme.includes(path))).toEqual([]);
  });

  it('start by the calendar, by another system and by hand', () => {
    expect(workflow('rollout').on).toMatchObject({ schedule: [{ timezone: 'Europe/Berlin' }] });
    expect(workflow('patch-tuesday').on).toMatchObject({
      schedule: [{ cron: expect.stringMatching(/ \* \*$/) }], // by day of month alone: with a day of week GitHub would join them by "or"
      repository_dispatch: { types: ['out-of-band'] },
      workflow_dispatch: {},
    });
    expect(Object.keys(workflow('rollback').on)).toEqual(['workflow_dispatch']);
    expect(Object.keys(workflow('pull-request').on)).toEqual(['pull_request']);
  });

  it('offer by hand what a pipeline may call, and rings that the policy has', () => {
    const choices = ([name, input]: readonly [string, string]): readonly string[] =>
      (workflow(name).on as never as { workflow_dispatch: { inputs: Record<string, { options: string[] }> } })
        .workflow_dispatch.inputs[input]?.options ?? [];
    const manifest = readFileSync(join(root, 'action.yml'), 'utf8');
    const [, commands = ''] = /One of: (validate[^.']*)\./.exec(manifest) ?? [];
    expect(commands.split(', ')).toEqual(expect.arrayContaining([...choices(['patch-tuesday', 'command'])]));
    const policy = parse(readFileSync(join(root, 'examples/policies/kerberos.yml'), 'utf8')) as {
      rings: { name: string }[];
    };
    expect(choices(['rollback', 'ring'])).toEqual(policy.rings.map(({ name }) => name));
  });

  it('publish the report also after a halt', () => {
    for (const [, text] of examples) {
      const { jobs } = parse(text) as Workflow;
      for (const { steps = [] } of Object.values(jobs)) {
        for (const step of steps.filter(({ uses = '' }) => uses.includes('upload-artifact')))
          expect(step.if).toMatch(/^always\(\) && steps\.\w+\.outputs\.report != ''$/);
      }
    }
  });

  it('call a writer of the journal in the same group as the run that they take turns with', () => {
    const groups = ['rollout', 'rollback'].flatMap(name =>
      Object.values(workflow(name).jobs).flatMap(({ concurrency }) => (concurrency as { group?: string })?.group ?? []),
    );
    expect(new Set(groups)).toEqual(new Set(['patchring']));
  });
});

describe('our own workflows', () => {
  const workflow = (name: string): Workflow => parse(own.get(`.github/workflows/${name}.yml`) ?? '') as Workflow;

  it('are these', () => {
    expect([...own.keys()].map(nameOf)).toEqual(['check.yml', 'codeql.yml', 'live.yml', 'release.yml']);
  });

  it('check on both systems and both Nodes, and that what is shipped is fresh', () => {
    const { jobs } = workflow('check');
    expect(jobs.tests).toMatchObject({
      strategy: { matrix: { os: ['ubuntu-24.04', 'windows-2025'], node: [20, 24] } },
    });
    const scripts = (jobs.dist?.steps ?? []).map(({ run = '' }) => run);
    expect(scripts).toEqual(
      expect.arrayContaining(['npm run lint', 'npm run types', 'npm run manifests', 'npm run dist']),
    );
  });

  it('let nothing that npm installed near the right to sign and to publish', () => {
    for (const { permissions = {}, steps = [] } of Object.values(workflow('release').jobs)) {
      const maySign = Object.values(permissions).includes('write');
      const runs = steps.some(
        ({ run = '', uses = '' }) => /\bnpm\b|node_modules/.test(run) || uses.includes('setup-node'),
      );
      expect(maySign && runs).toBe(false);
    }
    const signed = JSON.stringify(workflow('release').jobs.publish);
    expect(signed).toContain('actions/attest@');
    expect(signed).toContain('sbom-path');
  });

  it('pin an action to one version everywhere', () => {
    const pins = workflows.flatMap(([, text]) => [...text.matchAll(/uses: ([\w/-]+)@([0-9a-f]{40}) # (\S+)/g)]);
    const versions = new Map<string, Set<string>>();
    for (const [, action = '', sha = '', version = ''] of pins) {
      const name = action.split('/').slice(0, 2).join('/');
      versions.set(name, (versions.get(name) ?? new Set()).add(`${sha} ${version}`));
    }
    expect(versions.size).toBeGreaterThan(5);
    expect([...versions].filter(([, known]) => known.size > 1)).toEqual([]);
  });
});

describe('the rules find what they are for', () => {
  const rollout = examples.get('examples/github/rollout.yml') ?? '';
  const pullRequest = examples.get('examples/github/pull-request.yml') ?? '';

  it.each([
    ['an output that a step does not have', 'steps.apply.outputs.ring }}', 'steps.aply.outputs.ring }}', 'aply'],
    ['an expression that is none', "== 'pilot'", "=== 'pilot'", ''],
    ['a cron that is none', "'17 22 * * *'", "'17 25 * * *'", ''],
    ['a wrong input of somebody else’s action', 'overwrite:', 'overwrites:', 'overwrites'],
    ['an input that somebody else’s action must have', 'path: ${{ steps', 'retention-days: ${{ steps', 'path'],
    ['a permission that there is not', '{ contents: write }', '{ content: write }', 'content'],
  ])('GitHub: %s', async (_, was, is, said) => {
    const faults = await workflowFaults(rollout.replace(was, is));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join('\n')).toContain(said);
  });

  it.each([
    ['rights that are not said', 'permissions: {}\n', '', 'permissions are not said'],
    ['all rights', '{ contents: write }', 'write-all', 'takes write-all'],
    ['a tag in place of a SHA', /checkout@[0-9a-f]{40} # v[\d.]+/, 'checkout@v7', 'checkout@v7 is not pinned'],
    ['a SHA that says no version', / # v7\.0\.1/, '', 'is not pinned by SHA with its version'],
    ['a job without a time limit', 'timeout-minutes: 480', '', 'no time limit'],
    ['two writers of a journal', /^ +concurrency:.*$/m, '', 'takes no turns'],
    ['a rollout that is cancelled', 'cancel-in-progress: false', 'cancel-in-progress: true', 'cancels a rollout'],
    ['a journal that cannot be pushed', '{ contents: write }', '{ contents: read }', 'cannot push the journal'],
    [
      'an expression in a script',
      'with: { name: report-test, path: approved }',
      'with: { name: report-test, path: approved }\n      - run: echo "${{ github.event.head_commit.message }}"',
      'splices ${{ github.event.head_commit.message }} into a script',
    ],
    [
      'an event with our rights',
      '  workflow_dispatch:',
      '  pull_request_target:',
      'pull_request_target runs with our rights',
    ],
  ])('a rollout: %s', (_, was, is, said) => {
    expect(securityFaults(rollout.replace(was, is)).join('\n')).toContain(said);
  });

  it.each([
    ['a token that may write', '{ contents: read }', '{ contents: write }', 'gets contents: write'],
    ['a secret', 'command: validate,', "command: validate, reason: '${{ secrets.X }}',", 'gets a secret'],
    ['a runner of ours', 'ubuntu-24.04', '[self-hosted]', 'gets a runner of ours'],
    ['an environment', 'timeout-minutes: 5', 'timeout-minutes: 5\n    environment: production', 'gets an environment'],
    ['a command that asks machines', 'command: validate', 'command: plan', 'gets plan'],
    ['a plan that asks machines', 'offline: true, ', '', 'gets plan'],
    [
      'a plan by the command line',
      '    steps:',
      '    steps:\n      - run: node cli.mjs plan x',
      'plan without --offline',
    ],
    ['a token left in its checkout', 'persist-credentials: false', 'persist-credentials: true', 'leaves the token'],
  ])('a pull request: %s', (_, was, is, said) => {
    expect(securityFaults(pullRequest.replace(was, is)).join('\n')).toContain(said);
  });

  it.each([
    ['a password for everybody to read', '${{ secrets.PATCH_PASSWORD }}', 'hunter2', 'password is a secret'],
    [
      'a rollback without a reason',
      'reason: ${{ inputs.reason }}\n          policy',
      'policy',
      'rollback needs reason',
    ],
    [
      'an input that the command does not read',
      'command: rollback\n',
      'command: rollback\n          plan: p\n',
      'rollback reads no plan',
    ],
  ])('with: %s', (_, was, is, said) => {
    const text = (examples.get('examples/github/rollback.yml') ?? '').replace(was, is);
    expect(withFaults(parse(text) as Workflow).join('\n')).toContain(said);
  });
});
