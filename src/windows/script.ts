// The script that is sent to a machine before a call by name: the function, whatever it stands on, and nothing else. It defines and
// does no more. Comments are left out on the wire, where they would be paid for on every machine, except for a header that tells
// the security team who speaks (script block logging, event 4104, records the text as it arrives).
import clusterNode from './bodies/cluster-node.ps1';
import install from './bodies/install.ps1';
import job from './bodies/job.ps1';
import packageBody from './bodies/package.ps1';
import scan from './bodies/scan.ps1';
import ownScript from './bodies/script.ps1';
import stage from './bodies/stage.ps1';
import uninstall from './bodies/uninstall.ps1';
import visibility from './bodies/visibility.ps1';
import bootState from './functions/boot-state.ps1';
import cluster from './functions/cluster.ps1';
import componentStore from './functions/component-store.ps1';
import directory from './functions/directory.ps1';
import eventLog from './functions/event-log.ps1';
import failure from './functions/failure.ps1';
import installChecks from './functions/install-checks.ps1';
import instrumentation from './functions/instrumentation.ps1';
import jobFiles from './functions/job-files.ps1';
import logFiles from './functions/log-files.ps1';
import packageFiles from './functions/package-files.ps1';
import storePackages from './functions/packages.ps1';
import registry from './functions/registry.ps1';
import restartPrediction from './functions/restart-prediction.ps1';
import roleProbes from './functions/role-probes.ps1';
import roleServers from './functions/role-servers.ps1';
import roleTouches from './functions/role-touches.ps1';
import scriptPolicy from './functions/script-policy.ps1';
import shadowCopies from './functions/shadow-copies.ps1';
import storeWork from './functions/store-work.ps1';
import task from './functions/task.ps1';
import undoState from './functions/undo-state.ps1';
import updateAgent from './functions/update-agent.ps1';
import updateHiding from './functions/update-hiding.ps1';
import updateWork from './functions/update-work.ps1';
import workWatch from './functions/work-watch.ps1';
import boot from './operations/boot.ps1';
import cancelJob from './operations/cancel-job.ps1';
import diagnosis from './operations/diagnosis.ps1';
import facts from './operations/facts.ps1';
import health from './operations/health.ps1';
import hotpatch from './operations/hotpatch.ps1';
import packages from './operations/packages.ps1';
import pollJob from './operations/poll-job.ps1';
import probe from './operations/probe.ps1';
import removal from './operations/removal.ps1';
import removeJob from './operations/remove-job.ps1';
import restart from './operations/restart.ps1';
import restartReadiness from './operations/restart-readiness.ps1';
import roles from './operations/roles.ps1';
import shadow from './operations/shadow.ps1';
import startJob from './operations/start-job.ps1';
import version from './operations/version.ps1';
import visit from './operations/visit.ps1';

/** Raised with every change of a name, a parameter or a result, here and in version.ps1: an installed module of another one is not called. */
export const scriptVersion = 12;

const foundations = [
  failure,
  registry,
  scriptPolicy,
  instrumentation,
  eventLog,
  logFiles,
  bootState,
  storeWork,
  storePackages,
  componentStore,
  undoState,
  shadowCopies,
  packageFiles,
  workWatch,
  updateAgent,
  updateHiding,
  restartPrediction,
  installChecks,
  updateWork,
  directory,
  task,
  jobFiles,
  roleTouches,
  roleProbes,
  cluster,
  roleServers,
];
const bodies = [job, scan, stage, install, packageBody, ownScript, uninstall, visibility, clusterNode];
const operations = [
  facts,
  boot,
  hotpatch,
  health,
  roles,
  packages,
  removal,
  shadow,
  diagnosis,
  probe,
  startJob,
  pollJob,
  cancelJob,
  removeJob,
  restart,
  restartReadiness,
  version,
  visit,
];

/** Every function as it stands in the repository, comments and all. */
export const functionTexts: readonly string[] = [...foundations, ...operations, ...bodies];

/**
 * Leaves out whole-line comments, comment-based help and blank lines, and indents by one. That is all it knows of PowerShell:
 * our scripts have no here-strings and no text over several lines (a test holds the tokens of both forms equal).
 */
export function withoutComments(text: string): string {
  return text
    .replace(/^[ \t]*<#[\s\S]*?#>[ \t]*$/gm, '')
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '' && !/^[ \t]*#/.test(line))
    .map(line => line.replace(/^(?: {4})+/, indent => ' '.repeat(indent.length / 4)))
    .map(line => `${line}\n`)
    .join('');
}

interface PowerShellFunction {
  readonly name: string;
  readonly text: string;
  /** Names of ours that occur in it, in text too: what a job file calls is named there. */
  readonly needs: readonly string[];
}

/** Our functions begin with `function` and end with `}` in the first column; a test holds the real parser against it. */
function functionsOf(texts: readonly string[]): ReadonlyMap<string, PowerShellFunction> {
  const found = texts.flatMap(text => [...withoutComments(text).matchAll(/^function ([\w-]+) \{\n[\s\S]*?^\}\n/gm)]);
  const names = new Set(found.map(([, name = '']) => name));
  return new Map(
    found.map(([text, name = '']) => {
      const words = new Set(text.match(/[A-Z][A-Za-z]*-[A-Za-z]+/g));
      return [name, { name, text, needs: [...words].filter(word => word !== name && names.has(word)) }];
    }),
  );
}

const functions = functionsOf(functionTexts);

/** What runs the body of a job: it names the bodies of all kinds of work, and calls that of one. */
const caller = 'Invoke-JobBody';

/** Kind of work → the bodies that it calls. */
const bodiesOf = new Map(
  [...(functions.get(caller)?.text ?? '').matchAll(/^ {2}'(\w+)' \{([\s\S]*?)(?=^ {2}(?:'|default ))/gm)].map(
    ([, kind = '', block = '']) => [kind, block.match(/Invoke-Patchring\w+/g) ?? []],
  ),
);
const allBodies = new Set([...bodiesOf.values()].flat());

/** A command, and for the start of a job what kind of work it is: of the bodies only its own are needed. */
export interface Wanted {
  readonly command: string;
  readonly kind?: string | undefined;
}

/** What makes the calls of a visit: it names all that may be called, and what is called is wanted anyway. */
const dispatcher = 'Get-CallAnswer';
const called = /^(?:Get|Start|Stop|Remove|Restart)-Patchring\w+$/;

function needsOf(name: string, kinds: readonly string[]): readonly string[] {
  const needs = functions.get(name)?.needs ?? [];
  if (name === dispatcher) return needs.filter(need => !called.test(need));
  if (name !== caller || kinds.length === 0) return needs;
  const mine = new Set(kinds.flatMap(kind => bodiesOf.get(kind) ?? [...allBodies]));
  return needs.filter(need => !allBodies.has(need) || mine.has(need));
}

/** Names of the functions that these commands stand on, themselves included, in the order of the repository. */
export function functionsFor(wanted: readonly Wanted[]): readonly string[] {
  const found = new Set<string>();
  const kinds = wanted.flatMap(({ kind }) => kind ?? []);
  const queue = wanted.map(({ command }) => command);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...needsOf(name, kinds));
  }
  return [...functions.keys()].filter(name => found.has(name));
}

/** Who speaks, for whoever reads the machine's log: nothing that is not plain in a comment gets there. */
function headerOf(rollout: string): string {
  const name = rollout.replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 100);
  return `# patchring: functions of update rollout ${name || 'without-name'}, script version ${scriptVersion}. This text only defines them; each call names one.\n`;
}

/**
 * The text that defines these functions.
 * @param rollout whose functions they are, as the security team of the machine will read it
 */
export function textOf(names: readonly string[], rollout: string): string {
  return headerOf(rollout) + names.map(name => functions.get(name)?.text ?? '').join('');
}

/** The text that defines these commands and all that they stand on. */
export function scriptFor(wanted: readonly Wanted[], rollout: string): string {
  return textOf(functionsFor(wanted), rollout);
}

/** Whoever holds this function writes the text that defined it into a job's file: that text must be whole. */
const writesText = 'Get-ScriptText';

/** What has to be sent before some calls. */
export interface Definition {
  /** Empty: nothing. */
  readonly text: string;
  readonly names: readonly string[];
}

/**
 * What one pool knows of our functions. What starts a job is sent whole, unless what started the last one has all of it: a job has
 * nothing but the text that defined its starter.
 */
export class KnownFunctions {
  readonly #defined = new Set<string>();
  /** Names in the text that a job would be given now. */
  #written: ReadonlySet<string> = new Set();

  definitionFor(wanted: readonly Wanted[], rollout: string): Definition {
    const needed = functionsFor(wanted);
    const isWhole = needed.includes(writesText) && !needed.every(name => this.#written.has(name));
    const names = isWhole ? needed : needed.filter(name => !this.#defined.has(name));
    return { names, text: names.length === 0 ? '' : textOf(names, rollout) };
  }

  /** They have arrived. */
  learn({ names }: Definition): void {
    for (const name of names) this.#defined.add(name);
    if (names.includes(writesText)) this.#written = new Set(names);
  }
}
