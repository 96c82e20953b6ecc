// A disk that can be filled to the last byte and emptied again. Where root may mount, a file system in memory with a size; elsewhere the
// limit of this process for the length of a file, which stops a write in its middle all the same. Everything is put back when the test ends.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface SmallDisk {
  readonly directory: string;
  /** Leaves so many bytes of room, as exactly as the disk counts them. */
  fill(room?: number): void;
  /** There is room again. */
  empty(): void;
  /** What we say when there is none. */
  readonly full: string;
  /** Full, it still takes new bytes in the place of old ones, as disks do. */
  readonly takesOverwrites: boolean;
}

const size = 256 * 1_024;
const page = 4_096;

export function makeSmallDisk(): SmallDisk {
  const place = mkdtempSync(join(tmpdir(), 'patchring-disk-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  return mounted(place) ?? limited(place);
}

function mounted(place: string): SmallDisk | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', place], { stdio: 'pipe' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', place], { stdio: 'pipe' }));
  const filler = join(place, 'filler');
  const fill = (room = 0): void => {
    const pages = Array.from({ length: Math.ceil(room / page) }, (_, index) => join(place, `room-${index}`));
    for (const file of pages) writeUntilFull(file, page);
    writeUntilFull(filler, size);
    for (const file of pages) rmSync(file);
  };
  const directory = join(place, 'ledger');
  mkdirSync(directory);
  return { directory, fill, empty: () => rmSync(filler), full: 'the disk is full', takesOverwrites: true };
}

function writeUntilFull(file: string, most: number): void {
  const handle = openSync(file, 'a');
  const bytes = Buffer.alloc(page);
  try {
    for (let length = statSync(file).size; length < most; length += page) writeSync(handle, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(handle);
  }
}

function limited(directory: string): SmallDisk {
  const limit = (length: string): void =>
    void execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${length}:`], { stdio: 'pipe' });
  const empty = (): void => limit('unlimited');
  onTestFinished(empty);
  const fill = (room = 0): void => limit(String(room));
  return { directory, fill, empty, full: 'the file may not grow any more', takesOverwrites: false };
}
