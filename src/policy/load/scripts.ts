// The scripts that a policy names as the source of updates, beside it. They are taken byte for byte, because a signature covers the bytes,
// and go into the plan whole (invariant I3): what was approved is what runs. Windows PowerShell 5.1 takes a file without a mark for the
// code page of the machine, so whoever writes more than ASCII has to save the mark. Nothing here is ever run.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { type Failure, FailureError, failureOf } from '../../model/failure.ts';
import type { ScriptFile, Scripts } from '../../model/source.ts';
import type { Policy } from '../schema.ts';
import { readText } from './text.ts';

export interface ReadScripts {
  /** Absent: the policy names none, or not all of them could be read. */
  readonly scripts?: Scripts;
  readonly failures: readonly Failure[];
}

/** @param policy what is known of it: a faulty policy may still name good files */
export async function readScripts({ updates }: Partial<Policy>, directory: string): Promise<ReadScripts> {
  const source = updates?.source;
  if (typeof source !== 'object' || !('script' in source)) return { failures: [] };
  const failures: Failure[] = [];
  const read = async (file: string): Promise<ScriptFile | undefined> => {
    try {
      return await readScript(path.join(directory, file), file);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      failures.push(...error.failures);
      return undefined;
    }
  };
  const script = await read(source.script);
  const detect = await read(source.detect);
  const uninstall = source.uninstall === undefined ? null : await read(source.uninstall);
  if (script === undefined || detect === undefined || uninstall === undefined) return { failures };
  const digest = digestOf([script, detect, uninstall].map(one => one?.sha256 ?? '').join('\n'));
  const name = source.name ?? path.basename(source.script);
  return { scripts: { name, digest, script, detect, uninstall }, failures };
}

async function readScript(place: string, file: string): Promise<ScriptFile> {
  const text = await readText(place, 'SCRIPT');
  if (!text.startsWith('\ufeff') && [...text].some(letter => letter > '\u007f')) {
    const message = `${place} has letters beyond ASCII and no byte order mark: Windows PowerShell 5.1 would read others`;
    throw new FailureError([failureOf('SCRIPT_UNREADABLE', message, { place: { file: place } })]);
  }
  return { file, sha256: digestOf(text), text };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
