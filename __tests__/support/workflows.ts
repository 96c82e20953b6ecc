// Workflows of GitHub, judged twice: by GitHub's own language service (keys, expressions, contexts, cron, `with:` of our action and of the
// known ones), and by our rules of security, which no parser knows: nothing spliced into scripts, permissions said, actions pinned by
// SHA, no stranger's code near a secret, one writer of the journal at a time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { root } from './house.ts';
import { knownActions } from './known-actions.ts';
import { inputFaults } from './pipeline-inputs.ts';

type Mapping = Readonly<Record<string, unknown>>;

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Mapping;
  readonly if?: string;
}

export interface Job {
  readonly 'runs-on'?: unknown;
  readonly permissions?: Mapping | string;
  readonly environment?: unknown;
  readonly concurrency?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly if?: string;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: Mapping | string | readonly string[];
  readonly permissions?: Mapping | string;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const manifest = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  name: string;
  description: string;
  inputs: Record<string, { description: string }>;
  outputs: Record<string, { description: string }>;
};

function metadataOf(name: string) {
  if (name === 'patchring') return manifest;
  const names = knownActions[name];
  if (names === undefined) return undefined;
  const inputs = names.map(input => [input.replace('!', ''), { description: '', required: input.endsWith('!') }]);
  return { name, description: '', inputs: Object.fromEntries(inputs) };
}

let documents = 0;
/** What GitHub itself would say, as `line: sentence`. */
export async function workflowFaults(text: string): Promise<readonly string[]> {
  // The service remembers documents by name: each has its own.
  documents += 1;
  const document = TextDocument.create(`file:///.github/workflows/${documents}.yml`, 'yaml', 1, text);
  const found = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: ({ owner, name, path }) =>
        Promise.resolve(metadataOf(name === 'patchring' ? name : [owner, name, path].filter(part => part).join('/'))),
    },
  });
  return found.map(
    ({ message, range }) => `${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
  );
}

/** The steps that call our action: the repository itself, or as a reader calls it. */
export function ourSteps(job: Job): readonly Step[] {
  return (job.steps ?? []).filter(({ uses = '' }) => uses === './' || /\/patchring@/.test(uses));
}

/** Ours under `with:`, by the table of inputs. */
export function withFaults({ jobs }: Workflow): readonly string[] {
  return Object.values(jobs)
    .flatMap(ourSteps)
    .flatMap(({ with: given = {} }) => inputFaults(given, 'github'));
}

/** What no parser knows. The text is looked at where YAML forgets: comments behind a pin. */
export function securityFaults(text: string): readonly string[] {
  const workflow = parse(text) as Workflow;
  const events =
    typeof workflow.on === 'string' ? [workflow.on] : [...Object.keys(workflow.on), ...listed(workflow.on)];
  const isStrangers = events.includes('pull_request');
  return [
    ...(workflow.permissions === undefined ? ['permissions are not said for the whole workflow'] : []),
    ...events
      .filter(event => ['pull_request_target', 'workflow_run', 'issue_comment'].includes(event))
      .map(event => `${event} runs with our rights on what strangers wrote`),
    ...pinFaults(text),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
      [
        ...jobFaults(job, workflow),
        ...(isStrangers ? strangerFaults(job, workflow) : []),
        ...writerFaults(job, workflow),
      ].map(fault => `${name}: ${fault}`),
    ),
  ];
}

const listed = (on: Mapping | readonly string[]): readonly string[] => (Array.isArray(on) ? on : []);

/** Everything but ourselves: by 40 digits, with the version beside it for people and for Dependabot. */
function pinFaults(text: string): readonly string[] {
  return [...text.matchAll(/^\s*(?:- )?uses: *(\S+)(.*)$/gm)].flatMap(([, uses = '', rest = '']) => {
    if (uses === './' || uses === 'patchring/patchring@v0') return [];
    const isPinned = /@[0-9a-f]{40}$/.test(uses) && /^ # v\d+\.\d+\.\d+$/.test(rest);
    return isPinned ? [] : [`${uses} is not pinned by SHA with its version beside it`];
  });
}

function grantsOf(job: Job, { permissions = {} }: Workflow): readonly string[] {
  const said = job.permissions ?? permissions;
  if (typeof said === 'string') return [said];
  return Object.entries(said).map(([scope, right]) => `${scope}: ${String(right)}`);
}

function jobFaults(job: Job, workflow: Workflow): readonly string[] {
  const grants = grantsOf(job, workflow);
  const steps = job.steps ?? [];
  const keepsToken = steps.some(
    ({ uses = '', with: given = {} }) => uses.startsWith('actions/checkout@') && given['persist-credentials'] !== false,
  );
  return [
    ...(job['timeout-minutes'] === undefined ? ['has no time limit of its own'] : []),
    ...grants.filter(grant => /^(?:write-all|read-all)$/.test(grant)).map(grant => `takes ${grant}`),
    ...steps
      .filter(({ run = '' }) => run.includes('${{'))
      .map(({ run = '' }) => `splices ${/\$\{\{.*?\}\}/s.exec(run)?.[0]} into a script: hand it over in env`),
    ...(keepsToken && !grants.includes('contents: write')
      ? ['leaves the token in the checkout and has nothing to push: persist-credentials: false']
      : []),
  ];
}

/** Where a stranger's change is looked at. */
function strangerFaults(job: Job, workflow: Workflow): readonly string[] {
  const text = JSON.stringify(job);
  return [
    ...grantsOf(job, workflow)
      .filter(grant => /write/.test(grant) && grant !== 'security-events: write') // findings, which nobody runs
      .map(grant => `a pull request gets ${grant}`),
    ...(/secrets[.[]/.test(text) ? ['a pull request gets a secret'] : []),
    ...(job.environment === undefined ? [] : ['a pull request gets an environment']),
    ...(/self-hosted|"group"/.test(JSON.stringify(job['runs-on'] ?? ''))
      ? ['a pull request gets a runner of ours']
      : []),
    ...ourSteps(job)
      .filter(({ with: given = {} }) => given.command !== 'validate' && !isOffline(given))
      .map(({ with: given = {} }) => `a pull request gets ${given.command ?? 'apply'}`),
    ...(/ plan (?!.*--offline)/.test(text) ? ['a pull request gets plan without --offline'] : []),
  ];
}

function isOffline({ command, offline }: Mapping): boolean {
  return command === 'plan' && offline === true;
}

/** The journal has one writer, on a branch that the job may push to. */
function writerFaults(job: Job, workflow: Workflow): readonly string[] {
  const commands = ourSteps(job).map(({ with: given = {} }) => String(given.command ?? 'apply'));
  const writes = commands.filter(command => !['validate', 'status', 'demo', 'preflight', 'plan'].includes(command));
  const takesTurns = job.concurrency !== undefined || workflow.concurrency !== undefined;
  const ordered = commands.some(command => ['apply', 'rollback'].includes(command) || command.includes('${{'));
  return [
    ...(writes.length > 0 && !grantsOf(job, workflow).includes('contents: write') ? ['cannot push the journal'] : []),
    ...(ordered && !takesTurns ? ['takes no turns: no concurrency'] : []),
    ...(/cancel-in-progress":true/.test(JSON.stringify(job.concurrency ?? '')) ? ['cancels a rollout'] : []),
  ];
}
