// Ten megabytes of anything that a machine could send, and of anything that we could be asked to send: read or refused, never a
// crash, in time that grows with the size and in memory that is a multiple of it. The times are compared in one run, in a process
// of its own whose heap is limited.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { type Finding, groups } from '../support/floods/run.ts';

/** Ten times the work takes ten times as long, with some allowance for caches and for others on the machine; its square, a hundred. */
const ENOUGH = 60;
/** Megabytes of heap for ten megabytes of input: trees of objects, several copies of the text, and what is not collected yet. */
const HEAP = 512;
/** Milliseconds that a group may take on a slow machine that has other things to do. */
const PATIENCE = 150_000;

const entry = fileURLToPath(new URL('../support/floods/run.ts', import.meta.url));
const bundle = build({
  stdin: {
    contents: `import { measure } from ${JSON.stringify(entry)};
      process.stdout.write(JSON.stringify(measure(process.argv[2], ${ENOUGH})));`,
    resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  write: false,
}).then(({ outputFiles: [file] }) => file?.text ?? '');

async function measured(group: string): Promise<Finding[]> {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP}`, '-', group], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  child.stdin.end(await bundle);
  return JSON.parse(await text(child.stdout)) as Finding[];
}

describe('ten megabytes', () => {
  it.each(Object.keys(groups) as (keyof typeof groups)[])(
    'of %s take no more than their share of time and memory',
    { timeout: PATIENCE + 10_000 },
    async group => {
      const findings = await measured(group);
      expect(findings.map(({ name }) => name)).toEqual(Object.keys(groups[group]));
      for (const { name, growth, crash } of findings) {
        expect(crash, name).toBeUndefined();
        expect(growth, name).toBeLessThanOrEqual(ENOUGH);
      }
    },
  );
});
