// Which Node these tests run on. Inside npm scripts `node` is the one of the optional dependency node-<system>-<processor>, 24; where
// that package did not install, scripts fall back to the system's Node without a word. Everything must hold on Node 20 as well, so
// a second run asks for it: PATCHRING_TEST_NODE=20.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/house.ts';

const inScript = process.env.npm_lifecycle_event !== undefined;
const hasOwnNode = existsSync(join(root, 'node_modules', `node-${process.platform.replace('32', '')}-${process.arch}`));
const wanted = process.env.PATCHRING_TEST_NODE ?? (inScript && hasOwnNode ? '24' : undefined);

it(`runs on Node ${wanted ?? '20.20 or later'}`, () => {
  const [major = '', minor] = process.versions.node.split('.');
  if (wanted === undefined) expect(Number(major) + Number(minor) / 100).toBeGreaterThanOrEqual(20.2);
  else expect(major).toBe(wanted);
});

it('has its own Node wherever there is a package for it', () => {
  const packaged = ['linux-x64', 'linux-arm64', 'win32-x64'].includes(`${process.platform}-${process.arch}`);
  expect(hasOwnNode || !packaged).toBe(true);
});
