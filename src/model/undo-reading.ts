// What is read on a machine before an undo is begun, and what is left where it cannot be: whether packages could be taken away, and
// what the Volume Shadow Copy service tells of backups. Shapes as in reading.ts: the real scripts and the embedded fleet are validated
// by the same schemas.
import * as z from 'zod';

const instant = z.iso.datetime({ offset: true });

/** Whether what updates brought could be taken away again. `null` = could not be read, and `unreadable` says why. */
export const removalReadingSchema = z.strictObject({
  /** When the component store was last cleaned with ResetBase: nothing older can be restored; null: never, or unreadable. */
  lastResetBase: instant.nullable(),
  /** What does so by itself, by name. */
  resetters: z.array(z.string()).nullable(),
  /** Of the packages that our install brought, those that call themselves permanent. */
  permanent: z.array(z.string()).nullable(),
  /** Of those, what somebody else's later package has superseded, and by which; `by` is empty where that one is not listed. */
  superseded: z
    .array(z.strictObject({ package: z.string(), by: z.array(z.string()) }))
    .nullable()
    .exactOptional(),
  /** What somebody else has brought since our install: it is left, and named. */
  others: z.array(z.string()).nullable().exactOptional(),
  /** What servicing has left for a restart, our own install aside. */
  waiting: z.array(z.string()).nullable().exactOptional(),
  unreadable: z.array(z.string()),
});
export type RemovalReading = z.output<typeof removalReadingSchema>;

/** What the Volume Shadow Copy service tells of backups. `null` = none, or could not be read, and `unreadable` says why. */
export const shadowReadingSchema = z.strictObject({
  /** When the system drive was copied last, by a copy that is still there. */
  latest: instant.nullable(),
  /** Writers that have failed, each with the number of its state; null: could not be read. */
  failedWriters: z.array(z.string()).nullable(),
  unreadable: z.array(z.string()),
});
export type ShadowReading = z.output<typeof shadowReadingSchema>;

/** A name that a machine gives becomes part of a command or of a parameter only where it is nothing but a name. */
export const packageNamePattern = /^[A-Za-z0-9_.~-]{1,260}$/;
