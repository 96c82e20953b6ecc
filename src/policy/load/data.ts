// The files of knowledge that a policy names, beside it: rows of the update trains. A file is read by its schema, with every fault at
// once, and its place. What is read here goes into the plan whole, so that a rollout goes on under what it began with (invariant I3).
// Nothing is fetched: a file is what the owner saved.
import path from 'node:path';
import type * as z from 'zod';
import { type LineageRow, lineageFileSchema, lineageRows, withOwnRows } from '../../knowledge/lineage.ts';
import { type Failure, FailureError, failureOf } from '../../model/failure.ts';
import { readSource } from '../document.ts';
import { formatPath } from '../fault.ts';
import { faultsOf } from '../issues.ts';
import type { Policy } from '../schema.ts';
import { failuresOfText, readText } from './text.ts';

export interface Knowledge {
  readonly lineage: readonly LineageRow[];
  readonly failures: readonly Failure[];
}

/** @param policy what is known of it: a faulty policy may still name good files */
export async function readKnowledge({ lineage }: Partial<Policy>, directory: string): Promise<Knowledge> {
  if (lineage === undefined) return { lineage: lineageRows, failures: [] };
  const read = await readData(path.join(directory, lineage), lineageFileSchema);
  return read.ok
    ? { lineage: withOwnRows(read.value), failures: [] }
    : { lineage: lineageRows, failures: read.failures };
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failures: readonly Failure[] };

/** YAML or JSON of a known shape. */
async function readData<S extends z.ZodType>(file: string, schema: S): Promise<Read<z.output<S>>> {
  try {
    const source = readSource(await readText(file, 'DATA'));
    if (source.faults.length > 0) return { ok: false, failures: failuresOfText(source.faults, file, 'DATA') };
    const parsed = schema.safeParse(source.value);
    if (parsed.success) return { ok: true, value: parsed.data };
    const faults = faultsOf(parsed.error.issues, { file: 'data', schema, value: source.value, at: [] });
    const failures = faults.map(({ code, message, path: at, atKey }) =>
      failureOf(code, message, { place: { file, ...source.placeOf(at, atKey), path: formatPath(at) } }),
    );
    return { ok: false, failures };
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failures: error.failures };
    throw error;
  }
}
