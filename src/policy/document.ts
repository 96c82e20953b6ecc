// Text to value, with the place of every key and value kept for the faults. YAML and JSON are read by one parser;
// a well-formed JSON file that is large takes the short way and is parsed again only when a place is asked for.
// Bombs of aliases and deep nests are refused.
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { formatPath, type Path } from './fault.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface TextFault {
  readonly kind: 'syntax' | 'tabs' | 'empty' | 'duplicateKey' | 'aliases';
  readonly message: string;
  readonly place?: Place;
}

export interface Source {
  /** Plain data; undefined when there are faults. */
  readonly value: unknown;
  readonly faults: readonly TextFault[];
  /** Where a path stands; what is missing stands where its parent does. */
  placeOf(path: Path, atKey?: boolean): Place | undefined;
}

/** Aliases that one file may use, all expansions counted: enough for people, too few for a bomb. */
const maxAliases = 100;
/** `prettyErrors` would put the text of the file, with whatever secret stands there, into the message. */
const options = { prettyErrors: false, uniqueKeys: true, version: '1.2', schema: 'core' } as const;

/** @param text decoded, without byte order mark. */
export function readSource(text: string): Source {
  if (text.trim() === '') return faulty({ kind: 'empty', message: 'the file is empty' });
  const quick = readJson(text);
  if (quick === undefined) return parse(text);
  let whole: Source | undefined;
  const placeOf = (path: Path, atKey?: boolean): Place | undefined => {
    whole ??= parse(text);
    return whole.placeOf(path, atKey);
  };
  return { value: quick.value, faults: [], placeOf };
}

/** Characters from which JSON takes the short way, which sees no duplicate keys: files of this size are written by programs. */
const shortWayFrom = 100_000;

function readJson(text: string): { readonly value: unknown } | undefined {
  if (text.length < shortWayFrom || !/^\s*[[{]/.test(text) || nestingOf(text) > deepest) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** What is nested deeper goes the long way, whose parser refuses it before it overflows the stack. */
const deepest = 64;

/** Depth of brackets; those in texts count too, which does no harm. */
function nestingOf(text: string): number {
  let [depth, most] = [0, 0];
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

function faulty(...faults: readonly TextFault[]): Source {
  return { value: undefined, faults, placeOf: () => undefined };
}

function parse(text: string): Source {
  const counter = new LineCounter();
  const document = parseDocument(text, { ...options, lineCounter: counter });
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    return faulty(...document.errors.slice(0, 20).map(error => faultOf(error, placeAt(error.pos[0]))));
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return faulty({ kind: 'empty', message: 'the file holds nothing but comments' });
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return { value, faults: [], placeOf: (path, atKey) => locate(document, path, atKey, placeAt) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    if (!/excessive/i.test(error.message))
      return faulty({ kind: 'syntax', message: `this is not YAML: ${error.message}` });
    return faulty({
      kind: 'aliases',
      message: `the file repeats itself through more than ${maxAliases} aliases: write it out`,
    });
  }
}

function faultOf({ code, message }: YAMLError, place: Place): TextFault {
  if (code === 'TAB_AS_INDENT')
    return { kind: 'tabs', message: 'YAML is indented with spaces, and here stands a tab: write spaces', place };
  if (code === 'DUPLICATE_KEY')
    return { kind: 'duplicateKey', message: 'this key stands here a second time: keep one of them', place };
  return { kind: 'syntax', message: `this is not YAML: ${message.split('\n')[0]}`, place };
}

function locate(
  document: Document,
  path: Path,
  atKey: boolean | undefined,
  placeAt: (offset: number) => Place,
): Place | undefined {
  let node: Node | null = document.contents;
  let place = node?.range?.[0] ?? 0;
  for (const [index, part] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isMap(node) && isLast && atKey === true) {
      const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(part));
      return placeAt(isNode(pair?.key) ? (pair.key.range?.[0] ?? place) : place);
    }
    const child: unknown = isCollection(node)
      ? node.get(typeof part === 'symbol' ? formatPath([part]) : part, true)
      : undefined;
    if (!isNode(child)) break;
    node = child;
    place = child.range?.[0] ?? place;
  }
  return placeAt(place);
}
