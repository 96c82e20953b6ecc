// The bytes of git's own formats: the stream that `fast-import` makes one commit of, the list of `ls-tree -z`, the contents of
// `cat-file --batch`. Lengths are counted in bytes. Nothing of a person's or a system's settings is in a commit: author, time and
// message are ours.
import { workFailed } from './trouble.ts';

/** What one commit puts and takes away. */
export interface Change {
  readonly message: string;
  readonly put: ReadonlyMap<string, string>;
  readonly drop: readonly string[];
}

/** Honest about who it is, and no address that anybody could have. */
const author = 'patchring <noreply@patchring.invalid>';

interface Commit {
  readonly ref: string;
  readonly parent: string | undefined;
  /** Epoch ms. */
  readonly at: number;
  readonly change: Change;
}

/** Pipelines that run at every push leave a commit alone that says so. */
const noPipeline = '[skip ci]';

export function streamOf({ ref, parent, at, change: { message, put, drop } }: Commit): Uint8Array {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a message is one line, whoever's words are in it.
  const line = `${message.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')} ${noPipeline}`;
  return Buffer.from(
    [
      `commit ${ref}\nmark :1\ncommitter ${author} ${Math.floor(at / 1_000)} +0000\n${data(line)}`,
      parent === undefined ? '' : `from ${parent}\n`,
      ...drop.map(path => `D ${path}\n`),
      ...[...put].map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`),
      '\nget-mark :1\ndone\n',
    ].join(''),
  );
}

/** Plain files only: a link or a repository within is none of ours. */
export function filesIn(list: string): ReadonlyMap<string, string> {
  const entries = list.split('\0').flatMap((entry): readonly (readonly [string, string])[] => {
    const [, name, path] = /^100644 blob ([0-9a-f]{40})\t(.+)$/s.exec(entry) ?? [];
    return name === undefined || path === undefined ? [] : [[path, name]];
  });
  return new Map(entries);
}

/** So many contents, each after a line with its length. */
export function pieces(output: string, count: number): readonly string[] {
  const bytes = Buffer.from(output);
  const found: string[] = [];
  for (let at = 0; found.length < count; ) {
    const end = bytes.indexOf('\n', at);
    const [, length] = /^[0-9a-f]{40} blob (\d+)$/.exec(bytes.toString('latin1', at, end)) ?? [];
    if (end < 0 || length === undefined) throw workFailed('a content of the branch is not there or is not text');
    found.push(bytes.toString('utf8', end + 1, end + 1 + Number(length)));
    at = end + 2 + Number(length);
  }
  return found;
}
