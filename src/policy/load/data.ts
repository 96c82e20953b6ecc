// The files of knowledge that a policy names, beside it: rows of the update trains, fixes of holes, exploited holes. A file is read by
// its schema, with every fault at once, and its place. What is read here goes into the plan, so that a rollout goes on under what it
// began with (invariant I3). Nothing is fetched: a file is what the owner saved.
import path from 'node:path';
import type * as z from 'zod';
import {
  cvrfSchema,
  type Holes,
  holesFileSchema,
  holesInCvrf,
  holesInFile,
  holesInKev,
  isCvrf,
  kevSchema,
  together,
} from '../../knowledge/holes.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { lineageFileSchema, lineageRows, withOwnRows } from '../../knowledge/lineage.ts';
import { type Failure, FailureError, failureOf } from '../../model/failure.ts';
import { readSource } from '../document.ts';
import { formatPath } from '../fault.ts';
import { faultsOf } from '../issues.ts';
import type { Policy } from '../schema.ts';
import { failuresOfText, readText } from './text.ts';

/** @param policy what is known of it: a faulty policy may still name good files */
export async function readKnowledge(
  { lineage, cves = [], kev, exploited = [] }: Partial<Policy>,
  directory: string,
): Promise<{ readonly knowledge: Knowledge; readonly failures: readonly Failure[] }> {
  const at = (file: string): string => path.join(directory, file);
  const rows = lineage === undefined ? kept(lineageRows) : await readRows(at(lineage));
  const known: Read<Holes>[] = [kept({ fixes: new Map(), exploited: new Set(exploited) })];
  for (const file of [cves].flat()) known.push(await readHoles(at(file)));
  if (kev !== undefined) known.push(await readData(at(kev), () => kevSchema, holesInKev));
  const holes = together(known.flatMap(one => (one.ok ? [one.value] : [])));
  const failures = [rows, ...known].flatMap(one => (one.ok ? [] : one.failures));
  return { knowledge: { lineage: rows.ok ? rows.value : lineageRows, holes }, failures };
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failures: readonly Failure[] };

function kept<T>(value: T): Read<T> {
  return { ok: true, value };
}

function readRows(file: string): Promise<Read<Knowledge['lineage']>> {
  return readData(file, () => lineageFileSchema, withOwnRows);
}

function readHoles(file: string): Promise<Read<Holes>> {
  const [theirs, ours] = [cvrfSchema.transform(holesInCvrf), holesFileSchema.transform(holesInFile)];
  return readData(
    file,
    value => (isCvrf(value) ? theirs : ours),
    holes => holes,
  );
}

/** YAML or JSON of a known shape. */
async function readData<V, T>(
  file: string,
  schemaFor: (value: unknown) => z.ZodType<V>,
  take: (value: V) => T,
): Promise<Read<T>> {
  try {
    const source = readSource(await readText(file, 'DATA'));
    if (source.faults.length > 0) return { ok: false, failures: failuresOfText(source.faults, file, 'DATA') };
    const schema = schemaFor(source.value);
    const parsed = schema.safeParse(source.value);
    if (parsed.success) return kept(take(parsed.data));
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
