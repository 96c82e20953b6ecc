// Azure's agent, emulated after its source (facts: pipeline-hosts 1.3, 3.2, 4): inputs, variables and secrets as environment variables,
// `##vso` commands anywhere in a line of either stream, the task's list of settable variables, limits, results that merge, cancellation.
// It is stricter than the real one in two ways: whatever a user would have to explain (an exit code, a command that nobody meant, an
// eleventh issue, a secret in any byte) is a fault, and `faults` must be empty.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { linesOf, type PipelineCommand, partsOf, readAzureCommand } from './pipeline-commands.ts';
import {
  type Ended,
  findSecrets,
  findSecretsBelow,
  type Patience,
  plainEnvironment,
  root,
  type StepProcess,
  startStep,
} from './step-process.ts';

export interface TaskRun {
  readonly node: string;
  /** Which handler the agent takes; both must name the same file. */
  readonly handler?: 'Node20_1' | 'Node24';
  /** Folder of `task.json`; the repository's own unless told. */
  readonly folder?: string;
  /** The sources, in which the step runs; empty unless told. */
  readonly workspace?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Variables of the pipeline, by their names with dots. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly secretVariables?: Readonly<Record<string, string>>;
  /** `env:` of the step. */
  readonly env?: Readonly<Record<string, string>>;
  /** Service connections of the project, by id. */
  readonly connections?: Readonly<Record<string, { readonly username: string; readonly password: string }>>;
  /** Must be in no byte that leaves. */
  readonly secrets?: readonly string[];
  readonly debug?: boolean;
}

export type TaskResult = 'Succeeded' | 'SucceededWithIssues' | 'Failed' | 'Cancelled' | 'Skipped';

export interface TaskStep {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Failed whatever was said, when the exit code is not 0. */
  readonly result: TaskResult;
  /** What `task.complete` said. */
  readonly message: string;
  readonly tookToStop: number | undefined;
  /** Output variables. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly issues: readonly { readonly kind: string; readonly message: string }[];
  readonly summary: string | undefined;
  readonly tags: readonly string[];
  /** Files that were published as test results. */
  readonly testResults: readonly string[];
  /** Percent, as last said. */
  readonly progress: number | undefined;
  readonly log: readonly string[];
  readonly faults: readonly string[];
}

export interface RunningTask {
  readonly process: StepProcess;
  readonly step: Promise<TaskStep>;
  cancel(patience?: Patience): void;
}

interface Manifest {
  readonly inputs: readonly { readonly name: string; readonly defaultValue?: string }[];
  readonly execution: Readonly<Record<string, { readonly target: string }>>;
  readonly restrictions?: { readonly settableVariables?: { readonly allowed: readonly string[] } };
}

export function startTask(run: TaskRun): RunningTask {
  const folder = run.folder ?? join(root, 'task');
  const manifest = JSON.parse(readFileSync(join(folder, 'task.json'), 'utf8')) as Manifest;
  const place = mkdtempSync(join(tmpdir(), 'patchring-agent-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  const [workspace, temporary] = [run.workspace ?? join(place, 's'), join(place, '_temp')];
  for (const path of [workspace, temporary]) mkdirSync(path, { recursive: true });
  const faults: string[] = [];
  const target = manifest.execution[run.handler ?? 'Node24']?.target ?? '';
  const env = environment({ run, manifest, workspace, temporary }, faults);
  const process = startStep([run.node, join(folder, target)], workspace, env);
  let isCancelled = false;
  const step = process.ended.then(ended => {
    const read = readLog({ run, manifest, faults }, ended);
    faults.push(...findSecretsBelow(temporary, run.secrets ?? []));
    if (ended.exitCode !== 0 && !isCancelled)
      faults.push(`the exit code is ${ended.exitCode}: the agent reports a broken task`);
    const result: TaskResult = ended.exitCode === 0 ? read.result : 'Failed';
    return { ...read, exitCode: ended.exitCode, signal: ended.signal, result, tookToStop: ended.tookToStop, faults };
  });
  return {
    process,
    step,
    cancel(patience) {
      isCancelled = true;
      process.cancel(patience);
    },
  };
}

export async function runTask(run: TaskRun): Promise<TaskStep> {
  return startTask(run).step;
}

interface Place {
  readonly run: TaskRun;
  readonly manifest: Manifest;
  readonly workspace: string;
  readonly temporary: string;
}

const variableName = (name: string): string => name.replace(/[. ]/g, '_').toUpperCase();

function environment({ run, manifest, workspace, temporary }: Place, faults: string[]): Record<string, string> {
  const known = new Map(manifest.inputs.map(input => [input.name, input.defaultValue ?? '']));
  for (const name of Object.keys(run.inputs ?? {}))
    if (!known.has(name)) faults.push(`there is no input ${name} in task.json`);
  const publicVariables = {
    'System.DefaultWorkingDirectory': workspace,
    'System.CollectionUri': 'https://dev.azure.com/octo/',
    'System.TeamProject': 'Windows Servers',
    'System.Culture': 'en-US',
    'System.HostType': 'build',
    'System.JobAttempt': '1',
    'System.StageAttempt': '1',
    'Build.BuildId': '4711',
    'Build.SourcesDirectory': workspace,
    'Agent.Version': '4.265.1',
    'Agent.TempDirectory': temporary,
    'Agent.WorkFolder': temporary,
    ...(run.debug === true ? { 'System.Debug': 'true' } : {}),
    ...run.variables,
  };
  const secretVariables = run.secretVariables ?? {};
  return {
    ...plainEnvironment(),
    TF_BUILD: 'True',
    COMMAND_CORRELATION_ID: correlation,
    VSTS_PUBLIC_VARIABLES: JSON.stringify(Object.keys(publicVariables)),
    VSTS_SECRET_VARIABLES: JSON.stringify(Object.keys(secretVariables)),
    ...byName('', publicVariables),
    ...byName('SECRET_', secretVariables),
    ...connections(run.connections ?? {}),
    ...byName('INPUT_', { ...Object.fromEntries(known), ...run.inputs }),
    // Of every job, for the task library's own use.
    ENDPOINT_URL_SYSTEMVSSCONNECTION: 'https://dev.azure.com/octo/',
    ENDPOINT_AUTH_SYSTEMVSSCONNECTION: '{"parameters":{"AccessToken":"job-access-token"},"scheme":"OAuth"}',
    ENDPOINT_AUTH_SCHEME_SYSTEMVSSCONNECTION: 'OAuth',
    ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN: 'job-access-token',
    ...run.env,
  };
}

function connections(known: NonNullable<TaskRun['connections']>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(known).flatMap(([id, { username, password }]) => [
      [`ENDPOINT_URL_${id}`, 'https://vault.example/'],
      [`ENDPOINT_AUTH_${id}`, JSON.stringify({ parameters: { username, password }, scheme: 'UsernamePassword' })],
      [`ENDPOINT_AUTH_SCHEME_${id}`, 'UsernamePassword'],
      [`ENDPOINT_AUTH_PARAMETER_${id}_USERNAME`, username],
      [`ENDPOINT_AUTH_PARAMETER_${id}_PASSWORD`, password],
    ]),
  );
}

const correlation = '5a1f6a0c-0f0d-4a5e-9a55-9b0c2a7f1d11';

function byName(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${variableName(name)}`, value]));
}

/** What our task gives as commands; everything else is none of its business. */
const meant = [
  'task.debug',
  'task.issue',
  'task.setsecret',
  'task.setvariable',
  'task.setprogress',
  'task.uploadsummary',
  'task.complete',
  'results.publish',
  'build.addbuildtag',
];

const severity: readonly TaskResult[] = ['Succeeded', 'SucceededWithIssues', 'Skipped', 'Cancelled', 'Failed'];

type Read = Omit<TaskStep, 'exitCode' | 'signal' | 'tookToStop' | 'faults'>;

function readLog(task: { run: TaskRun; manifest: Manifest; faults: string[] }, ended: Ended): Read {
  const { run, faults } = task;
  const secrets = [...(run.secrets ?? []), 'job-access-token'];
  const masks = [...Object.values(run.secretVariables ?? {})];
  const masked = (text: string): string => masks.reduce((line, mask) => line.replaceAll(mask, '***'), text);
  const log: string[] = [];
  const outputs: Record<string, string> = {};
  const issues: { kind: string; message: string }[] = [];
  const tags: string[] = [];
  const testResults: string[] = [];
  let progress: number | undefined;
  let result: TaskResult = 'Succeeded';
  let [message, summary]: [string, string | undefined] = ['', undefined];
  for (const [name, bytes] of [
    ['stdout', ended.stdout],
    ['stderr', ended.stderr],
  ] as const) {
    for (const line of linesOf(bytes.toString('utf8'))) {
      const command = readAzureCommand(line);
      if (command === 'malformed') {
        faults.push(`the agent warns of a malformed command: ${line.slice(0, 200)}`);
        continue;
      }
      if (command?.name !== 'task.setsecret') {
        for (const text of [line, ...partsOf(command)]) faults.push(...findSecrets(name, text, secrets));
      }
      if (command === undefined) {
        log.push(masked(line));
        continue;
      }
      faults.push(...smuggled(command, line));
      const { properties, data } = command;
      if (command.name === 'task.setsecret') masks.push(data);
      else if (command.name === 'task.debug' && run.debug === true) log.push(`##[debug]${masked(data)}`);
      else if (command.name === 'task.setvariable')
        faults.push(...setVariable(task.manifest, properties, data, outputs));
      else if (command.name === 'task.issue') {
        issues.push({ kind: properties.type ?? '', message: masked(data) });
        if (properties.correlationId !== correlation) faults.push('an issue without the correlation id');
        log.push(`##[${properties.type}]${masked(data)}`);
      } else if (command.name === 'task.uploadsummary') {
        if (existsSync(data)) summary = readFileSync(data, 'utf8');
        else faults.push(`Attachment file ${data} does not exist`);
      } else if (command.name === 'build.addbuildtag') {
        if (/[\s,;&]/.test(data)) faults.push(`${data} can be no tag`);
        tags.push(data);
      } else if (command.name === 'results.publish') {
        if (properties.type !== 'JUnit') faults.push(`test results of the type ${properties.type}`);
        testResults.push(properties.resultFiles ?? '');
      } else if (command.name === 'task.setprogress') {
        progress = Number(properties.value);
      } else if (command.name === 'task.complete') {
        const said = properties.result as TaskResult;
        if (severity.indexOf(said) >= severity.indexOf(result)) [result, message] = [said, masked(data)];
      }
    }
  }
  for (const kind of ['error', 'warning']) {
    if (issues.filter(issue => issue.kind === kind).length > 10) faults.push(`more than ten issues: ${kind}`);
  }
  return { result, message, outputs, issues, summary, tags, testResults, progress, log };
}

function setVariable(
  { restrictions }: Manifest,
  { variable = '', isOutput, issecret }: Readonly<Record<string, string>>,
  value: string,
  outputs: Record<string, string>,
): readonly string[] {
  const allowed = restrictions?.settableVariables?.allowed;
  if (allowed !== undefined && !allowed.includes(variable)) return [`the task may not set the variable ${variable}`];
  if (isOutput !== 'true' || issecret === 'true') return [`the variable ${variable} is no plain output`];
  outputs[variable] = value;
  return [];
}

function smuggled({ name, properties, data }: PipelineCommand, line: string): readonly string[] {
  const isForged = [data, ...Object.values(properties)].some(text => /^\s*INJECTED/.test(text));
  return meant.includes(name) && !isForged ? [] : [`a line was read as the command ${name}: ${line.slice(0, 200)}`];
}
