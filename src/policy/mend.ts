// A faulty policy made whole enough for the rules: misspelt keys are taken as meant, other
// faults are cut out where a default can stand in. Only to find more faults at once; a mended
// policy is never used.
import type { Fault, Path } from './fault.ts';
import { faultsOf, valueAt } from './issues.ts';
import { type Policy, policySchema } from './schema.ts';

/** Cutting out a leaf can leave its parent incomplete, and so on upwards. */
const rounds = 5;

/** @param value as parsed from the file; not changed. */
export function mend(value: unknown, faults: readonly Fault[]): Policy | undefined {
  const copy: unknown = structuredClone(value);
  let left = faults;
  for (let round = 0; round < rounds; round += 1) {
    for (const fault of left) cut(copy, fault);
    const parsed = policySchema.safeParse(copy);
    if (parsed.success) return parsed.data;
    left = faultsOf(parsed.error.issues, { file: 'policy', schema: policySchema, value: copy, at: [] });
  }
  return undefined;
}

function cut(value: unknown, { path, meant }: Pick<Fault, 'path' | 'meant'>): void {
  const parent = valueAt(value, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined) return;
  const standIn = standInFor(path);
  if (isRecord(parent) && standIn !== undefined) {
    Reflect.set(parent, key, standIn);
    return;
  }
  if (isRecord(parent) && Object.hasOwn(parent, key)) {
    const taken = Reflect.get(parent, key);
    Reflect.deleteProperty(parent, key);
    if (meant !== undefined && !Object.hasOwn(parent, meant)) Reflect.set(parent, meant, taken);
    return;
  }
  // A missing value, or an element of a list: what holds it goes, but never a ring, whose number is in other faults' paths.
  const holder: Path = path.slice(0, -1);
  if (holder.length > 0 && !(holder[0] === 'rings' && holder.length <= 2)) cut(value, { path: holder });
}

/** What takes the place of a required value, so that the rest can be judged; faults about it are not told a second time. */
function standInFor(path: Path): unknown {
  const [root, ring, key] = path;
  if (path.length === 1) return root === 'version' ? 1 : root === 'name' ? 'mended' : undefined;
  if (root !== 'rings' || path.length !== 3) return undefined;
  if (key === 'name') return `number-${Number(ring) + 1}`;
  return key === 'machines' ? ['mended'] : undefined;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
