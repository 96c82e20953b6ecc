// What people ask for while a run writes the journal: one small file a letter, put there whole by a rename, taken in by the writer and
// removed once its event is in the journal. A letter that is taken in twice must do no harm, so only what narrows a rollout is left
// here: halts, holds, approvals. Letters that nobody has taken in wait for the next run.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import type { Letter, Mailbox } from '../model/ports.ts';
import type { Dated } from './record.ts';

/** In the order in which letters were left. */
export function letterName({ at }: Dated): string {
  return `${new Date(at).toISOString().replaceAll(':', '-')}-${randomUUID()}.json`;
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
      const names = await readdir(box).catch(() => []);
      const letters: Letter<Event>[] = [];
      for (const id of names.filter(name => name.endsWith('.json')).sort()) {
        const text = await readFile(join(box, id), 'utf8').catch(() => undefined);
        if (text === undefined) continue;
        letters.push({ id, event: schema.parse(JSON.parse(text)) });
      }
      return letters;
    },
    async remove(ids) {
      for (const id of ids) await rm(join(box, id), { force: true });
    },
    async post(event) {
      await mkdir(box, { recursive: true });
      const id = letterName(event);
      await writeFile(join(box, `${id}.new`), JSON.stringify(event));
      await rename(join(box, `${id}.new`), join(box, id));
      return id;
    },
  };
}
