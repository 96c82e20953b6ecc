// Where report files go: where the user says; else, in a pipeline, into a folder of the job's
// temporary one, from which the job can publish it; in a terminal nowhere, since the log is read
// there.
import { join } from 'node:path';
import type { Platform } from '../platforms/platform.ts';
import { pathFrom } from './paths.ts';

/** Absolute; undefined: no files. */
export function reportDirectoryOf(
  platform: Platform,
  options: { readonly 'report-dir': string | undefined },
): string | undefined {
  const given = options['report-dir'];
  if (given !== undefined) return pathFrom(platform, given);
  const { temporary } = platform.traits;
  return temporary === undefined ? undefined : join(temporary, 'patchring-report');
}
