// Where the repository lies, and how a path in it is written: from the root, with forward slashes on every system.
// Every script works from here, whatever folder it was started in.
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {string} path an absolute path below the root */
export function fromRoot(path) {
  return path.slice(root.length + 1).replaceAll('\\', '/');
}
