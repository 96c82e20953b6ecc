// Every process that a step starts, as it starts it: file, arguments, and the names of its environment. Node itself tells, by a module
// that is loaded before the step's own; so it sees what no step would print, whichever library starts the process.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Child {
  readonly command: readonly string[];
  /** Names and values, as the child gets them. */
  readonly environment: Readonly<Record<string, string>>;
}

const preload = `
import child from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync', 'fork']) {
  const original = child[name];
  child[name] = function (file, ...rest) {
    const args = Array.isArray(rest[0]) ? rest[0] : [];
    const { env = process.env } = rest.find(one => typeof one === 'object' && one !== null && !Array.isArray(one)) ?? {};
    appendFileSync(process.env.CHILDREN_LOG, JSON.stringify({ command: [file, ...args], environment: env }) + '\\n');
    return original.call(this, file, ...rest);
  };
}
syncBuiltinESMExports();
`;

export interface Children {
  /** For the step's environment. */
  readonly environment: Readonly<Record<string, string>>;
  seen(): readonly Child[];
}

/** @param folder of the test's own, outside of whatever the step is given */
export function watchChildren(folder: string): Children {
  const [module, log] = [join(folder, 'children.mjs'), join(folder, 'children.jsonl')];
  writeFileSync(module, preload);
  return {
    environment: { NODE_OPTIONS: `--import=${module}`, CHILDREN_LOG: log },
    seen: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .trim()
            .split('\n')
            .map(line => JSON.parse(line) as Child)
        : [],
  };
}
