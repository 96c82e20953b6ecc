// How a person calls the command line where this run was made, for everything that is
// printed to be pasted: `node dist/cli.mjs` in a clone, `patchring` where it is installed or
// in a pipeline.
import { relative, resolve } from 'node:path';
import type { Platform } from '../platforms/platform.ts';
import type { Invocation } from '../report/next.ts';
import { defaultPlace } from '../world.ts';

/** @param from the folder in which it will be pasted, from the current one */
export function programText(from = '.'): string {
  const script = process.argv[1] ?? '';
  if (!script.endsWith('.mjs')) return 'patchring';
  const way = relative(resolve(from), script);
  const path = way.startsWith('../../..') ? script : way;
  return `node ${quoted(path)}`;
}

/** Options that are not the default in a terminal must be given again: what a pipeline prints is pasted there. */
export function invocationOf(
  { traits }: Platform,
  options: { readonly policy?: string; readonly inventory?: string | undefined; readonly ledger?: string | undefined },
): Invocation {
  const { policy, inventory } = options;
  const ledger = options.ledger ?? (traits.isPipeline ? defaultPlace(true) : undefined);
  const given = [
    ...(policy === undefined || policy === 'patchring.yml' ? [] : ['--policy', quoted(policy)]),
    ...(inventory === undefined ? [] : ['--inventory', quoted(inventory)]),
    ...(ledger === undefined ? [] : ['--ledger', quoted(ledger)]),
  ];
  return { program: traits.isPipeline ? 'patchring' : programText(), options: given };
}

function quoted(text: string): string {
  return /^[\w./:\\~=-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`;
}
