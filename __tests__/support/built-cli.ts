// The command line as the build bundles it, in a folder of its own, and the embedded fleet as a process beside it: for what only real
// processes show, such as being killed. The committed dist/ is tested elsewhere; this is always the source as it is now.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { FleetCounts } from '../../src/simulation/counts.ts';
import { plainEnvironment, root, type StepProcess, startStep } from './step-process.ts';

export interface BuiltCli {
  readonly path: string;
  remove(): void;
}

export async function buildCli(): Promise<BuiltCli> {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-cli-'));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  await build({
    absWorkingDir: root,
    entryPoints: ['src/cli.ts'],
    outdir: join(folder, 'dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    loader: { '.ps1': 'text' },
    logLevel: 'silent',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
  return {
    path: join(folder, 'dist/cli.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface FleetProcess {
  /** Where its policy and inventory are, and where commands run. */
  readonly folder: string;
  readonly account: { readonly username: string; readonly password: string };
  /** Starts a command of the same build in the fleet's folder, with its account. */
  call(args: readonly string[], more?: Readonly<Record<string, string>>): StepProcess;
  books(): Promise<FleetCounts>;
  stop(): Promise<void>;
}

/** `fleet` as a process on real ports. */
export async function startFleetProcess(cli: BuiltCli, scenario: string, machines: number): Promise<FleetProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-fleet-'));
  const args = ['fleet', '--dir', folder, '--scenario', scenario, '--machines', String(machines)];
  const fleet = startStep([process.execPath, cli.path, ...args], tmpdir(), plainEnvironment());
  await fleet.sees(/Ctrl\+C ends it/);
  const find = (pattern: RegExp): string => pattern.exec(fleet.text())?.[1] ?? '';
  const account = {
    PATCHRING_USERNAME: find(/PATCHRING_USERNAME='([^']+)'/),
    PATCHRING_PASSWORD: find(/PATCHRING_PASSWORD='([^']+)'/),
  };
  const url = find(/(http:\/\/127\.0\.0\.1:\d+\/books)/);
  return {
    folder,
    account: { username: account.PATCHRING_USERNAME, password: account.PATCHRING_PASSWORD },
    call: (words, more = {}) =>
      startStep([process.execPath, cli.path, ...words], folder, { ...plainEnvironment(), ...account, ...more }),
    books: async () => (await fetch(url)).json() as Promise<FleetCounts>,
    async stop() {
      fleet.cancel();
      await fleet.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a user reads when something is wrong: the first line, its code, and the next step. */
export interface Told {
  readonly exitCode: number | null;
  readonly first: string;
  readonly code: string | undefined;
  readonly next: string | undefined;
  readonly text: string;
}

/** Reads it off a process that has ended. No fault of a user's is ever shown as a bug of ours, or with a stack. */
export async function toldBy(step: StepProcess): Promise<Told> {
  const { exitCode, stdout, stderr } = await step.ended;
  const text = stdout.toString() + stderr.toString();
  if (/INTERNAL_ERROR|^ +at .*:\d+:\d+\)?$/m.test(text)) throw new Error(text);
  const find = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
  return {
    exitCode,
    text,
    first: find(/^(FAILED: .*)$/m) ?? '',
    code: find(/^ {2}code: (\S+)$/m),
    next: find(/^ {2}next: (.+)$/m),
  };
}
