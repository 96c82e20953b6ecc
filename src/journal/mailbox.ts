// What people ask for while a run writes the journal: one small file a letter, put there whole by a rename, taken in by the writer and
// removed once its event is in the journal. A letter that is taken in twice must do no harm, so only what narrows a rollout is left
// here: halts, holds, approvals. Letters that nobody has taken in wait for the next run. A box that cannot be read stops the run: a
// halt may be in it.
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { FailureError, failureOf } from '../model/failure.ts';
import type { Letter, Mailbox } from '../model/ports.ts';
import { onDisk, orIfAbsent } from './disk.ts';
import type { Dated } from './record.ts';

/** In the order in which letters were left. */
export function letterName({ at }: Dated): string {
  return `${new Date(at).toISOString().replaceAll(':', '-')}-${randomUUID()}.json`;
}

/** Throws JOURNAL_VERSION_UNKNOWN. */
export function letterIn<Event>(text: string, schema: z.ZodType<Event>, file: string): Event {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    const message = 'A letter is not one that this version reads.';
    const next = 'use the version that left it, or a later one; or delete it';
    throw new FailureError([failureOf('JOURNAL_VERSION_UNKNOWN', message, { place: { file }, next })]);
  }
}

/** @param directory of all mail; made when the first letter is left */
export function createMailbox<Event extends Dated>(
  directory: string,
  rollout: string,
  schema: z.ZodType<Event>,
): Mailbox<Event> {
  const box = join(directory, rollout);
  return {
    async read() {
      const names = await onDisk(box, 'read', () => orIfAbsent(readdir(box), []));
      const letters: Letter<Event>[] = [];
      for (const id of names.filter(name => name.endsWith('.json')).sort()) {
        const file = join(box, id);
        const text = await onDisk(file, 'read', () =>
          orIfAbsent<string | undefined>(readFile(file, 'utf8'), undefined),
        );
        if (text !== undefined) letters.push({ id, event: letterIn(text, schema, file) });
      }
      return letters;
    },
    async remove(ids) {
      for (const id of ids) await onDisk(box, 'written', () => rm(join(box, id), { force: true }));
    },
    async post(event) {
      const id = letterName(event);
      await onDisk(box, 'written', async () => {
        await mkdir(box, { recursive: true });
        await putWhole(join(box, id), JSON.stringify(event));
      });
      return id;
    },
  };
}

/** Under its name only when it is on disk; nothing is left where it could not be. */
async function putWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  try {
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}
