// The values that travel inside PSRP messages: what a caller may hand in, and what comes back.
// Going in, ordinary JavaScript values suffice; coming out, every CLIXML object keeps its type names and members, so that
// nothing is lost and an unknown type is still data. `toPlain` (plain.ts) makes JSON-like data of it.

const kind: unique symbol = Symbol('clixml');

/** A primitive that has no JavaScript type of its own: `{ tag: 'D', text: '1.50' }`. Tags are those of MS-PSRP 2.2.5.1. */
export interface PsScalar {
  readonly [kind]: 'scalar';
  /** CLIXML element name, e.g. `Version`, `G` (GUID), `TS` (duration), `D` (decimal), `URI`, `C`, `I16`, `U64`, `SS`. */
  readonly tag: string;
  /** Text of the element, unescaped. */
  readonly text: string;
}

/** What an object is besides its members: a wrapped value, a sequence, or a dictionary. */
export type PsBase =
  | { readonly kind: 'value'; readonly value: PsValue }
  | { readonly kind: 'list' | 'stack' | 'queue' | 'enumerable'; readonly items: readonly PsValue[] }
  | { readonly kind: 'dictionary'; readonly entries: readonly (readonly [PsValue, PsValue])[] };

/** One CLIXML `Obj`. The same instance appears again where the machine sent a reference, so cycles are possible. */
export interface PsObject {
  readonly [kind]: 'object';
  /** .NET type names, most derived first; empty when none were sent. */
  readonly typeNames: readonly string[];
  /** What `ToString()` gave on the machine. */
  readonly text?: string;
  readonly base?: PsBase;
  /** Properties of the type (`Props`). */
  readonly adapted: ReadonlyMap<string, PsValue>;
  /** Properties added to the instance (`MS`): all those of a PSCustomObject. */
  readonly extended: ReadonlyMap<string, PsValue>;
}

/**
 * A PowerShell value. As a parameter: string → String, integer number → Int32 (Int64 beyond it), other number → Double,
 * bigint → Int64 (UInt64 beyond it), boolean → Boolean, null → $null, Date → DateTime (UTC), Uint8Array → Byte[],
 * array → Object[], Map or plain object → Hashtable; members that are undefined are left out.
 * As output: the same primitives, bigint for every 64-bit integer, `PsScalar` for the rest, `PsObject` for every object.
 */
export type PsValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | Date
  | Uint8Array
  | PsScalar
  | PsObject
  | readonly PsValue[]
  | ReadonlyMap<PsValue, PsValue>
  | { readonly [key: string]: PsValue | undefined };

const none: ReadonlyMap<string, PsValue> = new Map<string, PsValue>();

export function psScalar(tag: string, text: string): PsScalar {
  return { [kind]: 'scalar', tag, text };
}

export interface PsObjectParts {
  readonly typeNames?: readonly string[];
  readonly text?: string;
  readonly base?: PsBase;
  readonly adapted?: ReadonlyMap<string, PsValue>;
  readonly extended?: ReadonlyMap<string, PsValue>;
}

export function psObject(parts: PsObjectParts): PsObject {
  return {
    [kind]: 'object',
    typeNames: parts.typeNames ?? [],
    ...(parts.text === undefined ? {} : { text: parts.text }),
    ...(parts.base === undefined ? {} : { base: parts.base }),
    adapted: parts.adapted ?? none,
    extended: parts.extended ?? none,
  };
}

/** A PSCustomObject with these members, as `[pscustomobject]@{…}` makes one. */
export function psCustomObject(members: Readonly<Record<string, PsValue | undefined>>): PsObject {
  return psObject({
    typeNames: ['System.Management.Automation.PSCustomObject', 'System.Object'],
    extended: new Map(Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  });
}

/** A .NET enumeration value, e.g. `psEnum('System.Management.Automation.Runspaces.ApartmentState', 'UNKNOWN', 2)`. */
export function psEnum(type: string, name: string, value: number): PsObject {
  return psObject({
    typeNames: [type, 'System.Enum', 'System.ValueType', 'System.Object'],
    text: name,
    base: { kind: 'value', value },
  });
}

function kindOf(value: PsValue): string | undefined {
  return typeof value === 'object' && value !== null && kind in value
    ? (value as PsScalar | PsObject)[kind]
    : undefined;
}

export function isPsScalar(value: PsValue | undefined): value is PsScalar {
  return value !== undefined && kindOf(value) === 'scalar';
}

export function isPsObject(value: PsValue | undefined): value is PsObject {
  return value !== undefined && kindOf(value) === 'object';
}

/** A member by name, as PowerShell looks it up: case does not count, instance members shadow those of the type. */
export function member(object: PsValue | undefined, name: string): PsValue | undefined {
  if (!isPsObject(object)) return undefined;
  for (const members of [object.extended, object.adapted]) {
    const direct = members.get(name);
    if (direct !== undefined) return direct;
  }
  const wanted = name.toLowerCase();
  for (const members of [object.extended, object.adapted]) {
    for (const [key, value] of members) if (key.toLowerCase() === wanted) return value;
  }
  return undefined;
}

/** The sequence behind an array or a list-like object; undefined for everything else. */
export function itemsOf(value: PsValue | undefined): readonly PsValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isPsObject(value)) return undefined;
  return value.base !== undefined && 'items' in value.base ? value.base.items : undefined;
}

/** The number of an enumeration value or of a plain integer; undefined for everything else. */
export function numberOf(value: PsValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (isPsObject(value) && value.base?.kind === 'value') return numberOf(value.base.value);
  return undefined;
}
