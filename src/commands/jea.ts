// `jea`: the module, the role and the session configuration for machines on which an account may do what a rollout needs and nothing
// else. It writes files into a folder that the user names and asks nobody; a file that is there already is replaced only when it is
// the same, or when `--force` says so: somebody may have signed it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { FailureError, failureOf } from '../model/failure.ts';
import { jeaFiles, jeaSetUp } from '../world.ts';
import { defineCommand } from './command.ts';

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Whom Windows knows: `CORP\patchring`, `patchring`. ASCII, since Windows PowerShell reads the file in the machine's own code page. */
const name = `[A-Za-z0-9_.$'&(){}!#%^~@-](?:[A-Za-z0-9 _.$'&(){}!#%^~@-]{0,62}[A-Za-z0-9_$'&(){}!#%^~@-])?`;
const groupPattern = new RegExp(`^(?:${name}\\\\)?${name}$`);

async function write(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

export const jea = defineCommand({
  name: 'jea',
  summary: 'Writes the module and session configuration for machines that take no scripts (JEA).',
  help: 'It writes four files and touches no machine. On each machine an administrator installs them once, by the\nlines that are printed at the end; from then on an account without any other right can be used there.',
  options: [
    { name: 'out', kind: 'text', value: 'DIR', help: 'Folder for the files; made when it is missing.' },
    {
      name: 'group',
      kind: 'text',
      value: 'NAME',
      default: 'patchring',
      help: 'The Windows group whose members may connect, e.g. CORP\\patchring.',
    },
    { name: 'force', kind: 'flag', help: 'Replace files that are there and differ.' },
  ],
  run: async ({ platform, options: { out, group, force } }) => {
    if (out === undefined) throw new FailureError([failureOf('ARGUMENT_MISSING', 'jea needs --out DIR.')]);
    if (!groupPattern.test(group)) {
      const next = 'Write it as GROUP or DOMAIN\\GROUP, in ASCII.';
      throw new FailureError([failureOf('ARGUMENT_INVALID', '--group is no name of a Windows group.', { next })]);
    }
    const folder = resolve(platform.traits.directory, out);
    const files = jeaFiles(group);
    const present = await Promise.all(
      [...files].map(async ([path, text]) => ({ path, text, is: await textOf(join(folder, path)) })),
    );
    const others = force ? [] : present.filter(({ text, is }) => is !== undefined && is !== text);
    if (others.length > 0) {
      const next = 'They may be signed. Choose another folder, or say --force.';
      throw new FailureError(
        others.map(({ path }) =>
          failureOf('ARGUMENT_INVALID', `${join(folder, path)} is there and differs.`, { next }),
        ),
      );
    }
    await write(folder, files);
    const setUp = jeaSetUp(group);
    return {
      conclusion: 'succeeded',
      line: `WRITTEN: ${files.size} files in ${folder}.`,
      details: ['On each machine, as an administrator, in that folder:', ...setUp],
      result: { folder, files: [...files.keys()], setUp },
    };
  },
});
