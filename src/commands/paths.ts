// Paths as users give them and as they are shown. Given paths begin where the platform says (a
// pipeline's workspace, a terminal's folder), and faults name files the way in which the user would
// find them from there.
import { isAbsolute, relative, resolve } from 'node:path';
import type { Platform } from '../platforms/platform.ts';

/** Absolute. */
export function pathFrom(platform: Platform, given: string): string {
  return resolve(platform.traits.directory, given);
}

/** Relative to the platform's folder where it lies inside, else absolute. */
export function shownPath(platform: Platform, path: string): string {
  return shortened(platform.traits.directory, path);
}

/** As the running process finds it, as short as that allows: for what is read and named in faults alike. */
export function fromHere(path: string): string {
  return shortened(process.cwd(), path);
}

function shortened(from: string, path: string): string {
  const way = relative(from, path);
  return way === '' || way.startsWith('..') || isAbsolute(way) ? path : way;
}
