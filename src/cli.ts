#!/usr/bin/env node
// The door of the command line. It reads of the arguments only what must be known before the first line is printed; all else is parsed
// and answered in `run.ts`. The version is the package's, which lies beside `dist/` wherever that is copied to.
// A reader that went away (`patchring plan | head`) is no error.
import { readFileSync } from 'node:fs';
import { createTerminal } from './platforms/terminal.ts';
import { run } from './run.ts';

const argv = process.argv.slice(2);
const manifest = new URL('../package.json', import.meta.url);

process.stdout.on('error', () => process.exit());
await run({
  platform: createTerminal({ json: argv.includes('--json'), debug: argv.includes('--debug') }),
  argv,
  env: process.env,
  version: () => (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version,
});
