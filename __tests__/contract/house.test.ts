// House rules that no linter knows: head comments, names, no unfinished work, nothing in the repository that points at one workplace.
// Limits of files, functions and parameters, `any` and default exports are Biome's.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, headLines, readFiles, root } from '../support/house.ts';

const bannedNames = ['util', 'utils', 'common', 'helper', 'helpers', 'shared', 'misc', 'core'];

function badlyNamed(paths: Iterable<string>): readonly string[] {
  return [...paths].filter(path =>
    path.split('/').some(part => bannedNames.includes(part.replace(/\.[a-z0-9.]+$/, ''))),
  );
}

function badHeads(files: Files): readonly string[] {
  return [...files]
    .filter(([, text]) => headLines(text) < 3 || headLines(text) > 8)
    .map(([path, text]) => `${path}: ${headLines(text)} lines`);
}

// Spelt so that this file does not find itself.
const unfinished = new RegExp(
  ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].map(word => `\\b${word}\\b`).join('|'),
);
function unfinishedLines(files: Files): readonly string[] {
  return linesWith(files, unfinished);
}

/** Absolute paths of a developer's machine, registries and mirrors, private addresses of build farms. */
const workplace = new RegExp(
  [
    '(?:^|[\\s\'"`(=:])/(?:wo' + 'rk|ho' + 'me|ro' + 'ot|Us' + 'ers)/',
    '[A-Z]:\\\\\\\\?Users\\\\',
    'registry\\.(?:npmjs|yarnpkg|npmmirror)\\.',
    'api\\.nuget\\.org|deb\\.debian\\.org|proxy\\.golang\\.org|pypi\\.org',
    '(?:artifactory|nexus|verdaccio)[.:/-]',
    'https?://[a-z0-9.-]+:\\d+/(?:npm|nuget|repository)',
    '"resolved":\\s*"http',
  ].join('|'),
  'i',
);
function workplaceLines(files: Files): readonly string[] {
  return linesWith(files, workplace);
}

function linesWith(files: Files, pattern: RegExp): readonly string[] {
  return [...files].flatMap(([path, text]) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
}

/** Everything that git tracks and that is text; bundles of other people's code and lists of their hashes are not ours to word. */
function trackedText(): Files {
  const paths = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\0');
  return new Map(
    paths
      .filter(path => path !== '' && !/\.(?:png|vsix)$/.test(path) && !/^(?:task\/)?dist\//.test(path))
      .map(path => [path, readFileSync(join(root, path), 'utf8')] as const),
  );
}

const house = readFiles('src', '.ts');
const repository = trackedText();

describe('the house', () => {
  it('opens every source file with a head comment of 3 to 8 lines', () => {
    expect(badHeads(house)).toEqual([]);
  });
  it('has no file that is named for nothing', () => {
    expect(badlyNamed(repository.keys())).toEqual([]);
  });
  it('leaves nothing unfinished in its text', () => {
    expect(unfinishedLines(new Map([...repository].filter(([path]) => path !== 'package-lock.json')))).toEqual([]);
  });
  it('names no registry, mirror or folder of anybody’s machine', () => {
    expect(workplaceLines(repository)).toEqual([]);
  });
});

describe('the finders find what they are for', () => {
  it('heads that are too short, too long or missing', () => {
    const files = new Map([
      ['a.ts', 'import x;\n'],
      ['b.ts', '// one\n// two\nimport x;\n'],
      ['c.ts', `${'// line\n'.repeat(9)}import x;\n`],
      ['door.ts', `#!/usr/bin/env node\n${'// line\n'.repeat(3)}import x;\n`],
      ['good.ts', `${'// line\n'.repeat(3)}import x;\n`],
      ['block.ts', '/*\n * a\n * b\n */\nimport x;\n'],
    ]);
    expect(badHeads(files)).toEqual(['a.ts: 0 lines', 'b.ts: 2 lines', 'c.ts: 9 lines']);
  });

  it('names for nothing, as a file and as a folder', () => {
    const bad = [
      'src/util.ts',
      'src/winrm/helpers/a.ts',
      '__tests__/support/common.ts',
      'src/core/index.ts',
      'src/misc.test.ts',
    ];
    expect(badlyNamed([...bad, 'src/winrm/session.ts', 'src/model/utility-room.ts'])).toEqual(bad);
  });

  it.each(['TO' + 'DO: later', 'a // FIX' + 'ME', 'XX' + 'X', '# HA' + 'CK'])('unfinished work: %s', line => {
    expect(unfinishedLines(new Map([['a.ts', `1\n${line}`]]))).toEqual([`a.ts:2: ${line}`]);
  });

  it.each([
    'see /ho' + 'me/someone/notes.md',
    "'/wo" + "rk/main'",
    'C:\\Us' + 'ers\\me\\a',
    'https://registry.npm' + 'js.org/a',
    'source = "http://10.0.0.1:48' + '73/nuget/v3"',
    'https://arti' + 'factory.example/npm',
    '"reso' + 'lved": "https://x/y.tgz"',
  ])('a workplace: %s', line => {
    expect(workplaceLines(new Map([['a.md', line]]))).toHaveLength(1);
  });

  it.each(['https://example.com/work/', 'the /tmp folder', 'WORKDIR work/home', 'cd "$HOME"'])(
    'no fault in: %s',
    line => {
      expect(workplaceLines(new Map([['a.md', line]]))).toEqual([]);
    },
  );
});
