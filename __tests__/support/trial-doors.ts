// The real doors with the trial command in the registry's place, bundled as the build bundles: everything else in them is what is shipped.
import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root } from './step-process.ts';

const trialRegistry: Plugin = {
  name: 'trial registry',
  setup(bundle) {
    bundle.onLoad({ filter: /commands[\\/]registry\.ts$/ }, () => ({
      contents: "export { trialCommands as commands } from '../../__tests__/support/trial-command.ts';",
      resolveDir: join(root, 'src/commands'),
      loader: 'ts',
    }));
    // The build makes @actions/core load its OIDC client lazily; nobody asks for it here, so it is left out.
    bundle.onLoad({ filter: /@actions[\\/]core[\\/]lib[\\/]oidc-utils\.js$/ }, () => ({
      contents: 'export const OidcClient = undefined;',
    }));
  },
};

/** A folder as the repository's root is to a runner: `action.yml`, `dist/`, `task/`. */
export async function buildTrialDoors(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-doors-'));
  mkdirSync(join(folder, 'task'));
  copyFileSync(join(root, 'action.yml'), join(folder, 'action.yml'));
  copyFileSync(join(root, 'task/task.json'), join(folder, 'task/task.json'));
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  const doors = { cli: 'dist', action: 'dist', post: 'dist', task: 'task/dist' };
  for (const [door, outdir] of Object.entries(doors)) {
    await build({
      absWorkingDir: root,
      entryPoints: [`src/${door}.ts`],
      outfile: join(folder, outdir, `${door}.mjs`),
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      loader: { '.ps1': 'text' },
      logLevel: 'silent',
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
      },
      plugins: [trialRegistry],
    });
  }
  return folder;
}
