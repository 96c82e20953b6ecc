// Whether a schema takes a value as it stands, asked a hundred thousand times. A schema answers with a copy, and copying a journal costs
// more than reading it; here the same definition is walked once and asked without one. The schema stays the only truth: "no" only says
// that this room is not sure, as it is of every default, transformation and rule of its own, and then the schema itself is asked.
import type * as z from 'zod';

/** True: the schema takes the value, and gives back the very same. */
export type Plain<T = unknown> = (value: unknown) => value is T;
type Takes = (value: unknown) => boolean;

/** The parts of definitions that are understood; whatever else there is answers "no". */
interface Definition {
  readonly type: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
  readonly coerce?: boolean;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly catchall?: Schema;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly mode?: string;
}

interface Check {
  readonly check: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
}

interface Schema {
  readonly _zod: { readonly def: Definition; readonly optin?: string; readonly optout?: string };
}

const unsure: Takes = () => false;
const compiled = new WeakMap<z.ZodType, Plain>();

/** @param schema of values as JSON has them */
export function plainOf<T>(schema: z.ZodType<T>): Plain<T> {
  const found = compiled.get(schema);
  if (found !== undefined) return found as Plain<T>;
  const plain = walk(schema as unknown as Schema) as Plain<T>;
  compiled.set(schema, plain);
  return plain;
}

function walk(schema: Schema): Takes {
  const known = new Map<Schema, Takes>();
  const of = (part: Schema | undefined): Takes => {
    if (part === undefined) return unsure;
    const found = known.get(part);
    if (found !== undefined) return found;
    // One that holds itself is not walked for ever.
    known.set(part, unsure);
    const plain = compile(part, of);
    known.set(part, plain);
    return plain;
  };
  return of(schema);
}

type Of = (part: Schema | undefined) => Takes;

function compile({ _zod: { def } }: Schema, of: Of): Takes {
  const checks = (def.checks ?? []).map(({ _zod }) => _zod.def);
  switch (def.type) {
    case 'string':
      return stringOf(def, checks);
    case 'number':
      return numberOf(def, checks);
    case 'array':
      return arrayOf(of(def.element), checks);
    default:
      return checks.length > 0 ? unsure : composed(def, of);
  }
}

function composed(def: Definition, of: Of): Takes {
  switch (def.type) {
    case 'boolean':
      return def.coerce === true ? unsure : value => typeof value === 'boolean';
    case 'null':
      return value => value === null;
    case 'literal':
      return oneOf(def.values ?? []);
    case 'enum':
      return oneOf(Object.values(def.entries ?? {}));
    case 'nullable': {
      const inner = of(def.innerType);
      return value => value === null || inner(value);
    }
    // What is absent is the affair of the object; what is there, the inner one's.
    case 'optional':
    case 'default':
      return of(def.innerType);
    case 'union':
      return def.discriminator === undefined ? anyOf(def.options ?? [], of) : byWord(def, def.discriminator, of);
    case 'record':
      return def.keyType?._zod.def.type === 'string' && isBare(def.keyType) ? recordOf(of(def.valueType)) : unsure;
    case 'object':
      return def.catchall?._zod.def.type === 'never' ? objectOf(def.shape ?? {}, of) : unsure;
    default:
      return unsure;
  }
}

function isBare({ _zod: { def } }: Schema): boolean {
  return def.coerce !== true && def.format === undefined && (def.checks ?? []).length === 0;
}

function oneOf(values: readonly unknown[]): Takes {
  const [only] = values;
  if (values.length === 1) return value => value === only;
  const all = new Set(values);
  return value => all.has(value);
}

type Bound = (value: number) => boolean;

/** Undefined: a rule that is not understood. */
function boundOf({ check, minimum, maximum, value: limit = 0, inclusive }: Check): Bound | undefined {
  switch (check) {
    case 'min_length':
      return minimum === undefined ? undefined : value => value >= minimum;
    case 'max_length':
      return maximum === undefined ? undefined : value => value <= maximum;
    case 'greater_than':
      return inclusive === true ? value => value >= limit : value => value > limit;
    case 'less_than':
      return inclusive === true ? value => value <= limit : value => value < limit;
    default:
      return undefined;
  }
}

/** Formats that are their pattern and nothing else. */
const patterned: readonly (string | undefined)[] = ['regex', 'datetime', 'date'];

function stringOf(def: Definition, checks: readonly Check[]): Takes {
  const patterns: RegExp[] = [];
  const bounds: Bound[] = [];
  for (const check of [...(def.format === undefined ? [] : [{ ...def, check: 'string_format' }]), ...checks]) {
    const bound = boundOf(check);
    if (bound !== undefined) bounds.push(bound);
    else if (check.check === 'string_format' && patterned.includes(check.format) && check.pattern?.global === false)
      patterns.push(check.pattern);
    else return unsure;
  }
  if (def.coerce === true) return unsure;
  if (patterns.length + bounds.length === 0) return value => typeof value === 'string';
  return value =>
    typeof value === 'string' &&
    bounds.every(holds => holds(value.length)) &&
    patterns.every(pattern => pattern.test(value));
}

function numberOf(def: Definition, checks: readonly Check[]): Takes {
  const bounds: Bound[] = [];
  for (const check of [...(def.format === undefined ? [] : [{ ...def, check: 'number_format' }]), ...checks]) {
    const isWhole = check.check === 'number_format' && check.format === 'safeint';
    const bound = isWhole ? Number.isSafeInteger : boundOf(check);
    if (bound === undefined) return unsure;
    bounds.push(bound);
  }
  if (def.coerce === true) return unsure;
  const [first, ...others] = bounds;
  if (first === undefined) return value => typeof value === 'number' && Number.isFinite(value);
  if (others.length === 0) return value => typeof value === 'number' && Number.isFinite(value) && first(value);
  return value => typeof value === 'number' && Number.isFinite(value) && bounds.every(holds => holds(value));
}

function arrayOf(element: Takes, checks: readonly Check[]): Takes {
  const bounds = checks.map(boundOf);
  if (bounds.includes(undefined)) return unsure;
  return value => {
    if (!Array.isArray(value)) return false;
    for (const one of value) if (!element(one)) return false;
    return bounds.every(holds => holds?.(value.length));
  };
}

/** Of single values, which are given back as they are whichever of them takes one. */
function anyOf(options: readonly Schema[], of: Of): Takes {
  const all = options.map(of);
  if (all.includes(unsure) || !options.every(({ _zod }) => single.includes(_zod.def.type))) return unsure;
  return value => all.some(takes => takes(value));
}

const single: readonly string[] = ['string', 'number', 'boolean', 'null', 'literal', 'enum'];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function byWord({ options = [] }: Definition, word: string, of: Of): Takes {
  const cases = new Map<unknown, Takes>();
  for (const option of options) {
    const { type, values = [], entries = {} } = option._zod.def.shape?.[word]?._zod.def ?? { type: 'none' };
    if (type !== 'literal' && type !== 'enum') return unsure;
    for (const value of [...values, ...Object.values(entries)]) cases.set(value, of(option));
  }
  return value => isObject(value) && cases.get(value[word])?.(value) === true;
}

function recordOf(member: Takes): Takes {
  return value => {
    if (!isObject(value)) return false;
    for (const key in value) if (key === '__proto__' || !member(value[key])) return false;
    return true;
  };
}

/** Absent it may be, and then nothing stands in for it. */
const mayBeAbsent = ({ _zod: { optin, optout } }: Schema): boolean => optin === 'optional' && optout === 'optional';

/** Of a strict object: no other keys, and each that must be there. */
function objectOf(shape: Readonly<Record<string, Schema>>, of: Of): Takes {
  const parts = Object.entries(shape);
  const members = new Map(parts.map(([key, part]) => [key, { takes: of(part), counts: mayBeAbsent(part) ? 0 : 1 }]));
  const needed = parts.filter(([, part]) => !mayBeAbsent(part)).length;
  return value => {
    if (!isObject(value)) return false;
    let found = 0;
    for (const key in value) {
      const member = members.get(key);
      if (member === undefined || !member.takes(value[key])) return false;
      found += member.counts;
    }
    return found === needed;
  };
}
