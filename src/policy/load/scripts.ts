// The scripts that a policy names, beside it: the source of updates, and what gates run on machines. They are taken byte for byte, because
// a signature covers the bytes, and go into the plan whole (invariant I3): what was approved is what runs. Windows PowerShell 5.1 takes a
// file without a mark for the code page of the machine, so whoever writes more than ASCII has to save the mark. Nothing here is ever run.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { stages } from '../../gates/gate.ts';
import { type Failure, FailureError, failureOf } from '../../model/failure.ts';
import type { ScriptFile, Scripts } from '../../model/source.ts';
import type { Policy } from '../schema.ts';
import { readText } from './text.ts';

export interface ReadScripts {
  /** A part is absent where the policy names none, or not all of them could be read. */
  readonly read: Pick<Policy, 'scripts' | 'probeScripts'>;
  readonly failures: readonly Failure[];
}

type Read = (file: string) => Promise<ScriptFile | undefined>;

/** @param policy what is known of it: a faulty policy may still name good files */
export async function readScripts({ updates, gates }: Partial<Policy>, directory: string): Promise<ReadScripts> {
  const failures: Failure[] = [];
  const read: Read = async file => {
    try {
      return await readScript(path.join(directory, file), file);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      failures.push(...error.failures);
      return undefined;
    }
  };
  const scripts = await readSource(updates?.source, read);
  const probeScripts = await readProbes(gates, read);
  return {
    read: {
      ...(scripts === undefined ? {} : { scripts }),
      ...(probeScripts === undefined ? {} : { probeScripts }),
    },
    failures,
  };
}

async function readSource(source: Policy['updates']['source'] | undefined, read: Read): Promise<Scripts | undefined> {
  if (typeof source !== 'object' || !('script' in source)) return undefined;
  const script = await read(source.script);
  const detect = await read(source.detect);
  const uninstall = source.uninstall === undefined ? null : await read(source.uninstall);
  if (script === undefined || detect === undefined || uninstall === undefined) return undefined;
  const digest = digestOf([script, detect, uninstall].map(one => one?.sha256 ?? '').join('\n'));
  const name = source.name ?? path.basename(source.script);
  return { name, digest, script, detect, uninstall };
}

/** Each file once, however many gates run it. */
async function readProbes(gates: Policy['gates'] | undefined, read: Read): Promise<readonly ScriptFile[] | undefined> {
  const chosen = stages.flatMap(stage => gates?.[stage] ?? []).filter(({ gate }) => gate === 'script');
  const files = [...new Set(chosen.map(({ settings }) => String(settings.file)))];
  const found = await Promise.all(files.map(read));
  const whole = found.filter(one => one !== undefined);
  return whole.length === 0 || whole.length < files.length ? undefined : whole;
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
