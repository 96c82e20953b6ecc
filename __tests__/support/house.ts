// Reads the house as text: which file imports which, which room it stands in, and every way in which files break its rules.
// The rules themselves (rooms, arrows, catalogues) are data in __tests__/contract/floors.test.ts; each finder takes the files as a
// map from path to text, so that the same test can plant a fault and see it found.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

/** Path from the repository root, with forward slashes, to text. */
export type Files = ReadonlyMap<string, string>;

export const root = resolve(import.meta.dirname, '../..');

/** All files below a folder of the repository whose name ends so; the declaration of .ps1 modules is no file of the house. */
export function readFiles(folder: string, ending: string): Files {
  return new Map(
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter(path => path.endsWith(ending) && !path.endsWith('.d.ts') && statSync(join(root, path)).isFile())
      .sort()
      .map(path => [path, readFileSync(join(root, path), 'utf8')] as const),
  );
}

/** The text without the lines that are only comment. */
export function codeOf(text: string): string {
  return text.replace(/^\s*(?:\/\/|\/\*|\*).*$/gm, '');
}

/** Every module that a file names: imports and exports, of values and of types, static and dynamic. */
export function importsOf(text: string): readonly string[] {
  const stated = /^\s*(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm;
  const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  const code = codeOf(text);
  return [...code.matchAll(stated), ...code.matchAll(dynamic)].map(match => match[1] ?? match[2] ?? '');
}

/** The path of a relative import, from the repository root; undefined for a package. */
export function targetOf(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;
}

/** One import of a file by a file of the house. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}

export function arrowsOf(files: Files): readonly Arrow[] {
  return [...files].flatMap(([from, text]) =>
    importsOf(text).flatMap(specifier => {
      const to = targetOf(from, specifier);
      return to === undefined ? [] : [{ from, to }];
    }),
  );
}

/** The first circle in a graph, as the path around it; empty where there is none. */
export function circleIn(arrows: readonly Arrow[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (at: string, path: readonly string[]): readonly string[] => {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    if (done.has(at)) return [];
    for (const to of next.get(at) ?? []) {
      const circle = walk(to, [...path, at]);
      if (circle.length > 0) return circle;
    }
    done.add(at);
    return [];
  };
  for (const start of next.keys()) {
    const circle = walk(start, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

/** Lines of comment that a file opens with, after the line that names the interpreter of a door. */
export function headLines(text: string): number {
  const lines = text.replace(/^#!.*\n/, '').split('\n');
  const end = lines.findIndex(line => !/^(?:\/\/|\/\*| \*)/.test(line));
  return end === -1 ? lines.length : end;
}
