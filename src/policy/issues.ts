// Turns what zod found into faults with sentences that say what to write instead. The shape of the file
// is walked as JSON Schema, so that a misspelt key is compared with the keys that may stand exactly
// there.
import * as z from 'zod';
import { nearest } from '../model/spelling.ts';
import { type Fault, formatPath, type Path, suggestion } from './fault.ts';

type Issue = z.core.$ZodIssue;
type Shape = z.core.JSONSchema.JSONSchema;

export interface Subject {
  readonly file: Fault['file'];
  /** The schema that found the issues. */
  readonly schema: z.ZodType;
  /** The value that was parsed. */
  readonly value: unknown;
  /** Where the value stands in its file. */
  readonly at: Path;
}

/** One fault for each thing that is wrong; unions are told by the branch that was meant. */
export function faultsOf(issues: readonly Issue[], subject: Subject): Fault[] {
  const faults = issues.flatMap(issue => faultsOfIssue(issue, [], subject));
  const misspelt = new Set(
    faults.flatMap(({ path, meant }) => (meant === undefined ? [] : [formatPath([...path.slice(0, -1), meant])])),
  );
  // What is missing because it is misspelt is told once, and so is what breaks two rules at one place.
  const told = new Set<string>();
  return faults.filter(({ code, path }) => {
    const place = formatPath(path);
    if (told.has(`${code} ${place}`) || (code.endsWith('_VALUE_MISSING') && misspelt.has(place))) return false;
    told.add(`${code} ${place}`);
    return true;
  });
}

function faultsOfIssue(issue: Issue, above: Path, subject: Subject): Fault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branch = meantBranch(issue.errors);
    if (branch !== undefined) return branch.flatMap(one => faultsOfIssue(one, path, subject));
  }
  const file = subject.file;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(subject, path);
    return issue.keys.map(key => ({
      code: `${prefixOf(file)}_KEY_UNKNOWN` as const,
      file,
      path: [...subject.at, ...path, key],
      atKey: true,
      meant: nearest(key, known),
      message: `unknown key "${key}"${suggestion(key, known) || `; the keys here are ${known.join(', ')}`}`,
    }));
  }
  const value = valueAt(subject.value, path);
  const name = formatPath([...subject.at, ...path]);
  const isMissing = value === undefined && issue.code !== 'custom';
  return [
    {
      code: `${prefixOf(file)}_VALUE_${isMissing ? 'MISSING' : 'INVALID'}` as const,
      file,
      path: [...subject.at, ...path],
      message: isMissing
        ? `${name} is missing${expected(issue)}`
        : `${name || 'the file'}: ${sentence(issue, value, isSecret(path) ? 'the value' : quoted(value))}`,
    },
  ];
}

const prefixes = { policy: 'POLICY', inventory: 'INVENTORY', data: 'DATA' } as const satisfies Record<
  Fault['file'],
  string
>;

function prefixOf(file: Fault['file']): 'POLICY' | 'INVENTORY' | 'DATA' {
  return prefixes[file];
}

/** The branch that went deepest: the one whose kind of value was written. */
function meantBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const isAside = (issue: Issue): boolean => issue.path.length === 0 && issue.code === 'invalid_type';
  const fitting = branches.filter(branch => !branch.some(isAside));
  if (fitting.length === 0) return undefined;
  const depth = (branch: readonly Issue[]): number => Math.max(...branch.map(issue => issue.path.length));
  // Of two that fit as well, the one that knows the keys.
  const strange = (branch: readonly Issue[]): number =>
    branch.filter(({ code }) => code === 'unrecognized_keys').length;
  const isBetter = (one: readonly Issue[], other: readonly Issue[]): boolean =>
    depth(one) > depth(other) || (depth(one) === depth(other) && strange(one) < strange(other));
  return fitting.reduce((best, branch) => (isBetter(branch, best) ? branch : best));
}

function expected(issue: Issue): string {
  if (issue.code === 'invalid_value') return `: write ${choice(issue.values)}`;
  if (issue.code === 'invalid_union' && 'options' in issue) return `: write ${choice(issue.options ?? [])}`;
  if (issue.code === 'invalid_type') return `: write ${kindNames[issue.expected] ?? issue.expected}`;
  return '';
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
  record: 'keys and values',
};

function choice(values: readonly unknown[]): string {
  const names = values.map(String);
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function sentence(issue: Issue, value: unknown, written: string): string {
  // A schema that says it better says it itself; zod's own sentences all begin alike.
  if (!/^(Invalid|Too (small|big)|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_value':
      return unknownWord(value, written, issue.values);
    case 'invalid_union':
      return unknownWord(value, written, 'options' in issue ? (issue.options ?? []) : []);
    case 'invalid_type':
      return `${written} is ${kindOf(value)}; write ${kindNames[issue.expected] ?? issue.expected}`;
    case 'too_small':
      if (issue.origin === 'array' || issue.origin === 'string') return 'this must not be empty';
      return `${written} is too small; write ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `${written} is too large; write at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function unknownWord(value: unknown, written: string, known: readonly unknown[]): string {
  if (known.length === 0) return `${written} cannot stand here`;
  const meant = typeof value === 'string' ? suggestion(value, known.map(String)) : '';
  return `${written} is not known here${meant === '' ? '; write' : `${meant} Write`} ${choice(known)}`;
}

/** Values that may be secrets are never repeated, whatever they are. */
function isSecret(path: Path): boolean {
  return path.some(part => /credential|password|passwd|secret|token|^via$/i.test(String(part)));
}

function quoted(value: unknown): string {
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`;
  return typeof value === 'object' && value !== null ? kindOf(value) : String(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys and values';
  return typeof value === 'string' ? 'a text' : typeof value === 'number' ? 'a number' : `a ${typeof value}`;
}

/** The value at a path of plain data. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, part)) return undefined;
    return Reflect.get(inner, part);
  }, value);
}

/** Keys that may stand at a path; of several forms those whose fixed words match what is written. */
function keysAt({ schema, value }: Subject, path: Path): string[] {
  let shapes: Shape[] = [shapeOf(schema)];
  for (const [index, part] of path.entries()) {
    const here = forms(shapes, valueAt(value, path.slice(0, index)));
    shapes = here.flatMap(shape => childOf(shape, part));
  }
  return [...new Set(forms(shapes, valueAt(value, path)).flatMap(shape => Object.keys(shape.properties ?? {})))];
}

/** A list of five thousand machines may misspell five thousand keys. */
const shapesBySchema = new WeakMap<z.ZodType, Shape>();

function shapeOf(schema: z.ZodType): Shape {
  const known = shapesBySchema.get(schema);
  if (known !== undefined) return known;
  const shape: Shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  shapesBySchema.set(schema, shape);
  return shape;
}

function isShape(shape: unknown): shape is Shape {
  return typeof shape === 'object' && shape !== null && !Array.isArray(shape);
}

function childOf(shape: Shape, part: PropertyKey): Shape[] {
  const property =
    shape.properties?.[String(part)] ?? (typeof part === 'number' ? shape.items : shape.additionalProperties);
  return isShape(property) ? [property] : [];
}

function forms(shapes: readonly Shape[], value: unknown): Shape[] {
  const all = shapes.flatMap((shape): Shape[] => {
    const branches = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
    return branches.length === 0 ? [shape] : forms(branches.filter(isShape), value);
  });
  const fitting = all.filter(shape =>
    Object.entries(shape.properties ?? {}).every(
      ([key, property]) =>
        !isShape(property) || property.const === undefined || valueAt(value, [key]) === property.const,
    ),
  );
  return fitting.length > 0 ? fitting : all;
}
