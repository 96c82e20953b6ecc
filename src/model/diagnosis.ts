// What is gathered on a machine before anything of it is undone: logs, events, dumps, what is pending. Each part is answered for
// itself, so that one unreadable log hides no other. It is evidence for people: nothing is ever decided on it, it goes into a file
// beside the report, and the journal keeps its digest and one line.
import * as z from 'zod';

/** In the order in which they are read: what a person looks at first. */
export const diagnosisParts = [
  'pending',
  'minidumps',
  'system',
  'application',
  'cbs',
  'dism',
  'windowsUpdate',
  'updateTraces',
] as const;

const partSchema = z.strictObject({
  part: z.enum(diagnosisParts),
  /** Null: it could not be read, and `trouble` says why. Untrusted text. */
  text: z.string().max(80_000).nullable(),
  trouble: z.string().nullable(),
  /** There was more: of a log the end is kept, of a list the beginning. */
  isCut: z.boolean(),
});

export const diagnosisSchema = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  parts: z.array(partSchema).max(diagnosisParts.length),
});
export type Diagnosis = z.output<typeof diagnosisSchema>;
