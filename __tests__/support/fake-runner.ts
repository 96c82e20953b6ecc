// GitHub's runner, emulated after its source (facts: pipeline-hosts 1.3, 3.1, 4): inputs with the manifest's defaults, files for outputs,
// state and summary, both grammars of commands on both streams, masks, limits, cancellation, and the post step afterwards.
// It is stricter than the real one in two ways: whatever a user would have to explain (an unknown input, a summary that is thrown away,
// a command that nobody meant, a secret in any byte) is a fault, and `faults` must be empty.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { linesOf, type PipelineCommand, partsOf, readGithubCommand } from './pipeline-commands.ts';
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

export interface ActionRun {
  /** Path of the Node that runs the step. */
  readonly node: string;
  /** Folder of `action.yml`; the repository itself unless told. */
  readonly folder?: string;
  /** The checkout in which the step runs; empty unless told. */
  readonly workspace?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Must be in no byte that leaves. */
  readonly secrets?: readonly string[];
  readonly debug?: boolean;
}

export interface Annotation {
  readonly kind: string;
  readonly message: string;
  readonly title: string | undefined;
}

export interface ActionStep {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly conclusion: 'success' | 'failure' | 'cancelled';
  readonly tookToStop: number | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** As the page shows it; undefined when none was written or it was too large. */
  readonly summary: string | undefined;
  readonly annotations: readonly Annotation[];
  /** As the page shows it: masked, commands rendered. */
  readonly log: readonly string[];
  readonly faults: readonly string[];
}

export interface RunningAction {
  readonly process: StepProcess;
  readonly main: Promise<ActionStep>;
  /** Runs the post step after main, whatever became of it. */
  post(): Promise<ActionStep>;
  cancel(patience?: Patience): void;
}

interface Manifest {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

export function startAction(run: ActionRun): RunningAction {
  const folder = run.folder ?? root;
  const manifest = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as Manifest;
  const place = mkdtempSync(join(tmpdir(), 'patchring-runner-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  const workspace = run.workspace ?? join(place, 'workspace');
  mkdirSync(workspace, { recursive: true });
  const masks = [...(run.secrets ?? [])];
  let isCancelled = false;
  const stage = (name: 'main' | 'post', state: Readonly<Record<string, string>>): StagedStep =>
    prepare({ run, manifest, place, workspace, name, state });
  const main = stage('main', {});
  const process = startStep([run.node, join(folder, manifest.runs.main)], workspace, main.env);
  const mainEnded = process.ended.then(ended => conclude(main, ended, { isCancelled, masks }));
  const post = async (): Promise<ActionStep> => {
    const staged = stage('post', (await mainEnded).state);
    const { ended } = startStep([run.node, join(folder, manifest.runs.post ?? '')], workspace, staged.env);
    return conclude(staged, await ended, { isCancelled: false, masks });
  };
  return {
    process,
    main: mainEnded,
    post,
    cancel(patience) {
      isCancelled = true;
      process.cancel(patience);
    },
  };
}

/** The main step alone, nothing cancelled. */
export async function runAction(run: ActionRun): Promise<ActionStep> {
  return startAction(run).main;
}

const fileCommands = ['OUTPUT', 'ENV', 'PATH', 'STATE', 'STEP_SUMMARY'] as const;

interface StagedStep {
  readonly run: ActionRun;
  readonly manifest: Manifest;
  readonly env: Record<string, string>;
  readonly files: Readonly<Record<(typeof fileCommands)[number], string>>;
  readonly temporary: string;
  readonly faults: string[];
}

interface Stage {
  readonly run: ActionRun;
  readonly manifest: Manifest;
  readonly place: string;
  readonly workspace: string;
  readonly name: 'main' | 'post';
  readonly state: Readonly<Record<string, string>>;
}

function prepare({ run, manifest, place, workspace, name, state }: Stage): StagedStep {
  const faults: string[] = [];
  const known = manifest.inputs ?? {};
  const given = run.with ?? {};
  for (const input of Object.keys(given)) if (!(input in known)) faults.push(`Unexpected input '${input}'`);
  const inputs = {
    ...Object.fromEntries(Object.entries(known).map(([key, { default: text = '' }]) => [key, text])),
    ...given,
  };
  const temporary = join(place, `temp-${name}`);
  mkdirSync(temporary);
  const entries = fileCommands.map(file => [file, join(place, `${name}-${file.toLowerCase()}`)] as const);
  for (const [, path] of entries) writeFileSync(path, '');
  const env: Record<string, string> = {
    ...plainEnvironment(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_REPOSITORY: 'octo/servers',
    GITHUB_SHA: '9fceb02d0ae598e95dc970b74767f19372d61af8',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_JOB: 'rollout',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temporary,
    RUNNER_TOOL_CACHE: join(place, 'tools'),
    ...(run.debug === true ? { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' } : {}),
    ...run.env,
    ...Object.fromEntries(entries.map(([file, path]) => [`GITHUB_${file}`, path])),
    ...Object.fromEntries(Object.entries(state).map(([key, value]) => [`STATE_${key}`, value])),
  };
  // Only spaces are replaced: hyphens stay.
  for (const [key, value] of Object.entries(inputs)) env[`INPUT_${key.replaceAll(' ', '_').toUpperCase()}`] = value;
  return { run, manifest, env, files: Object.fromEntries(entries) as StagedStep['files'], temporary, faults };
}

interface Outside {
  readonly isCancelled: boolean;
  /** Of the whole job: each step adds to them. */
  readonly masks: string[];
}

function conclude(step: StagedStep, ended: Ended, { isCancelled, masks }: Outside): ActionStep {
  const { run, faults, files } = step;
  const secrets = run.secrets ?? [];
  const { log, annotations } = readLog(step, ended, masks);
  const outputs = readPairs(files.OUTPUT, faults);
  const state = readPairs(files.STATE, faults);
  for (const file of [files.ENV, files.PATH])
    if (readFileSync(file, 'utf8') !== '') faults.push(`something was written to ${file}`);
  for (const [name, value] of Object.entries(outputs)) {
    if (!(name in (step.manifest.outputs ?? {}))) faults.push(`the output ${name} is not in action.yml`);
    if (masks.some(mask => value.includes(mask))) faults.push(`the output ${name} may contain a secret and is dropped`);
  }
  if (Buffer.byteLength(JSON.stringify(outputs)) > 1_048_576) faults.push('the outputs are larger than 1 MiB');
  for (const path of Object.values(files)) faults.push(...findSecrets(path, readFileSync(path), secrets));
  faults.push(...findSecretsBelow(step.temporary, secrets));
  return {
    exitCode: ended.exitCode,
    signal: ended.signal,
    conclusion: isCancelled ? 'cancelled' : ended.exitCode === 0 ? 'success' : 'failure',
    tookToStop: ended.tookToStop,
    outputs,
    state,
    summary: readSummary(files.STEP_SUMMARY, faults),
    annotations,
    log,
    faults,
  };
}

/** What our action gives as commands on its output; everything else has a file or is none of its business. */
const meant = ['add-mask', 'debug', 'warning', 'error', 'notice', 'group', 'endgroup'];

function readLog(step: StagedStep, ended: Ended, masks: string[]): Pick<ActionStep, 'log' | 'annotations'> {
  const { faults, run } = step;
  const log: string[] = [];
  const annotations: Annotation[] = [];
  const masked = (text: string): string => masks.reduce((line, mask) => line.replaceAll(mask, '***'), text);
  for (const [name, bytes] of [
    ['stdout', ended.stdout],
    ['stderr', ended.stderr],
  ] as const) {
    if (!bytes.equals(Buffer.from(bytes.toString('utf8')))) faults.push(`${name} is not UTF-8`);
    for (const line of linesOf(bytes.toString('utf8'))) {
      const command = readGithubCommand(line);
      if (command?.name !== 'add-mask') {
        for (const text of [line, ...partsOf(command)]) faults.push(...findSecrets(name, text, run.secrets ?? []));
      }
      if (command === undefined) {
        log.push(masked(line));
        continue;
      }
      faults.push(...smuggled(command, line));
      switch (command.name) {
        case 'add-mask':
          masks.push(command.data, ...linesOf(command.data).filter(part => part !== ''));
          if (command.data.trim() === '') faults.push("Can't add secret mask for empty string");
          break;
        case 'debug':
          if (run.debug === true) log.push(`##[debug]${masked(command.data)}`);
          break;
        case 'error':
        case 'warning':
        case 'notice':
          annotations.push({ kind: command.name, message: masked(command.data), title: command.properties.title });
          if (command.data.length > 4_096) faults.push(`an annotation of ${command.data.length} characters is cut`);
          log.push(`##[${command.name}]${masked(command.data)}`);
          break;
        default:
          log.push(`##[${command.name}]${masked(command.data)}`);
      }
    }
  }
  for (const kind of ['error', 'warning']) {
    if (annotations.filter(annotation => annotation.kind === kind).length > 10)
      faults.push(`more than ten annotations: ${kind}`);
  }
  return { log, annotations };
}

/** @returns a fault when the command cannot have been ours */
function smuggled({ grammar, name, properties, data }: PipelineCommand, line: string): readonly string[] {
  const isForged = [data, ...Object.values(properties)].some(text => /^\s*INJECTED/.test(text));
  const isMeant = grammar === '::' && meant.includes(name);
  return isMeant && !isForged ? [] : [`a line was read as the command ${grammar}${name}: ${line.slice(0, 200)}`];
}

/** `name=value` and `name<<delimiter`, as the runner reads them when the process has ended, however it ended. */
function readPairs(path: string, faults: string[]): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = readFileSync(path, 'utf8').split(/\r\n|\n|\r/);
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line === '') continue;
    const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')];
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) pairs[line.slice(0, equals)] = line.slice(equals + 1);
    else if (heredoc > 0) {
      const end = lines.indexOf(line.slice(heredoc + 2));
      if (end < 0) faults.push(`Matching delimiter not found in ${path}`);
      pairs[line.slice(0, heredoc)] = lines
        .splice(0, end < 0 ? lines.length : end + 1)
        .slice(0, end < 0 ? undefined : -1)
        .join('\n');
    } else faults.push(`Invalid format '${line}' in ${path}`);
  }
  return pairs;
}

function readSummary(path: string, faults: string[]): string | undefined {
  const bytes = readFileSync(path);
  if (bytes.length === 0) return undefined;
  if (bytes.length <= 1_048_576) return bytes.toString('utf8');
  faults.push(`$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${bytes.length}`);
  return undefined;
}
