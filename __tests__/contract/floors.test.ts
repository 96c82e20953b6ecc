// The floors of the house: imports only ever point down, along arrows that are listed here. A new arrow is a decision: add it where
// a reader would expect it, or move the code. A chain of floors alone would let `rollout` import `windows`; a list does not.
// Each finder is tried on planted faults below, so that a green house means something.
import { describe, expect, it } from 'vitest';
import {
  type Arrow,
  arrowsOf,
  circleIn,
  codeOf,
  type Files,
  importsOf,
  readFiles,
  targetOf,
} from '../support/house.ts';

/** Room → the rooms that it may import. A room is a folder or a single file of src/. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  doors: ['run', 'platforms', 'inputs', 'model'],
  run: ['commands', 'report', 'world', 'rollout', 'policy', 'knowledge', 'platforms', 'inputs', 'model'],
  commands: ['report', 'world', 'rollout', 'policy', 'gates', 'knowledge', 'calendar', 'platforms', 'inputs', 'model'],
  report: ['rollout', 'policy', 'gates', 'knowledge', 'calendar', 'model'],
  world: ['rollout', 'policy', 'gates', 'knowledge', 'windows', 'simulation', 'journal', 'runner', 'winrm', 'model'],
  rollout: ['policy', 'gates', 'knowledge', 'calendar', 'model'],
  policy: ['gates', 'knowledge', 'calendar', 'model'],
  gates: ['knowledge', 'model'],
  knowledge: ['model'],
  // When something may be done: zones, windows, months, blackouts. It knows no machine and no rollout, so years of it can be tried at once.
  calendar: ['model'],
  windows: ['winrm', 'model'],
  simulation: ['winrm', 'model'],
  journal: ['model'],
  runner: ['model'],
  platforms: ['model'],
  inputs: ['model'],
  winrm: [],
  model: [],
};

const doors = ['src/cli.ts', 'src/action.ts', 'src/post.ts', 'src/task.ts'];

/** Catalogues: everything in the folder that is not listed here as common ground is a sibling. */
const catalogues: readonly {
  readonly folder: string;
  readonly ground: readonly string[];
  readonly composites?: readonly string[];
}[] = [
  { folder: 'src/gates', ground: ['choice.ts', 'gate.ts', 'registry.ts'] },
  {
    folder: 'src/platforms',
    ground: ['platform.ts', 'neutral.ts', 'masker.ts', 'paint.ts', 'plain.ts', 'summary.ts', 'unfinished.ts'],
  },
  { folder: 'src/windows/operations', ground: ['operation.ts', 'registry.ts'] },
  {
    folder: 'src/winrm/auth',
    ground: ['scheme.ts', 'registry.ts', 'spnego.ts', 'der.ts', 'channel-binding.ts', 'sealing.ts'],
    composites: ['negotiate.ts'], // SPNEGO is made of the others; its head comment says so
  },
];

/** Pure rooms: what they know came in as an argument. */
const pure = (path: string): boolean =>
  /^src\/(?:(?:model|calendar|gates|knowledge|policy|rollout|winrm\/(?:wsman|psrp|auth|codes))\/|winrm\/(?:errors|transport)\.ts$)/.test(
    path,
  ) && !/^src\/(?:policy\/load|rollout\/(?:perform|drive)|winrm\/auth\/kerberos\/launch)(?:\.ts$|\/)/.test(path);
const pureNodeModules = ['node:buffer', 'node:crypto'];
const impure = new RegExp(
  [
    String.raw`\b(?:Date\.now|Math\.random|new Date\(\)|performance\.|process\.|setTimeout|setInterval|fetch\(|crypto\.)`,
    // Hashing is pure, dice are not; a function that was handed in may have any name.
    String.raw`\b(?:random\w+|webcrypto|getRandomValues)\b[^;]*from 'node:crypto'`,
  ].join('|'),
);

/** Package → who may import it. Packages that are not listed may be imported by nobody. */
const packages: Readonly<Record<string, RegExp>> = {
  zod: /^src\/(?!winrm\/)/,
  yaml: /^src\/policy\//,
  execa: /^src\/runner\//,
  '@actions/core': /^src\/platforms\/github\.ts$/,
  '@actions/github': /^src\/platforms\/github\.ts$/,
  'azure-pipelines-task-lib': /^src\/platforms\/azure\.ts$/,
};

function roomOf(path: string): string {
  if (doors.includes(path)) return 'doors';
  return path.split('/')[1]?.replace(/\.ts$/, '') ?? path;
}

const show = ({ from, to }: Arrow): string => `${from} → ${to}`;

function arrowsNotAllowed(files: Files): readonly string[] {
  return arrowsOf(files)
    .filter(({ from, to }) => roomOf(from) !== roomOf(to) && !arrows[roomOf(from)]?.includes(roomOf(to)))
    .map(show);
}

function danglingArrows(files: Files): readonly string[] {
  return arrowsOf(files)
    .filter(({ to }) => !files.has(to) && !/\.(?:ps1|json)$/.test(to))
    .map(show);
}

function siblingArrows(files: Files): readonly string[] {
  return catalogues.flatMap(({ folder, ground, composites = [] }) => {
    const member = (path: string): string | undefined => {
      if (!path.startsWith(`${folder}/`)) return undefined;
      const name = path.slice(folder.length + 1).split('/')[0] ?? '';
      return ground.includes(name) ? undefined : name;
    };
    // An operation is a pair: x.ts and x.ps1 are one sibling.
    const stem = (name: string): string => name.replace(/\.(?:ts|ps1)$/, '');
    return arrowsOf(files)
      .filter(({ from, to }) => {
        const [one, other] = [member(from), member(to)];
        return one !== undefined && other !== undefined && stem(one) !== stem(other) && !composites.includes(one);
      })
      .map(show);
  });
}

function packagesMisplaced(files: Files): readonly string[] {
  return [...files].flatMap(([path, text]) =>
    importsOf(text)
      .filter(specifier => targetOf(path, specifier) === undefined && !specifier.startsWith('node:'))
      .filter(specifier => {
        const name = specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/');
        return !packages[name]?.test(path);
      })
      .map(specifier => `${path} → ${specifier}`),
  );
}

function impureFiles(files: Files): readonly string[] {
  return [...files]
    .filter(([path]) => pure(path))
    .flatMap(([path, text]) =>
      [
        ...importsOf(text).filter(name => name.startsWith('node:') && !pureNodeModules.includes(name)),
        ...(impure.exec(codeOf(text)) ?? []),
      ].map(found => `${path}: ${found}`),
    );
}

/** What stands on a conductor is no longer pure. */
function pureOnImpure(files: Files): readonly string[] {
  return arrowsOf(files)
    .filter(({ from, to }) => pure(from) && !pure(to) && !/\.(?:ps1|json)$/.test(to))
    .map(show);
}

/** An import that no reader of text can follow. */
function computedImports(files: Files): readonly string[] {
  return [...files].filter(([, text]) => /\bimport\(\s*[^'"\s)]|\brequire\(/.test(codeOf(text))).map(([path]) => path);
}

const house = readFiles('src', '.ts');

describe('the floors', () => {
  it('know every room of the house', () => {
    expect([...new Set([...house.keys()].map(roomOf))].filter(room => !(room in arrows))).toEqual([]);
  });
  it('list arrows that form no circle', () => {
    expect(circleIn(Object.entries(arrows).flatMap(([from, list]) => list.map(to => ({ from, to }))))).toEqual([]);
  });
  it('are kept: no import that is not on the list', () => {
    expect(arrowsNotAllowed(house)).toEqual([]);
  });
  it('have no circle between files, types included', () => {
    expect(circleIn(arrowsOf(house))).toEqual([]);
  });
  it('have no import that leads nowhere or that cannot be read', () => {
    expect(danglingArrows(house)).toEqual([]);
    expect(computedImports(house)).toEqual([]);
  });
  it('keep the siblings of a catalogue apart', () => {
    expect(siblingArrows(house)).toEqual([]);
  });
  it('keep the pure rooms pure', () => {
    expect(impureFiles(house)).toEqual([]);
    expect(pureOnImpure(house)).toEqual([]);
  });
  it('let a package in only where it belongs', () => {
    expect(packagesMisplaced(house)).toEqual([]);
  });
});

describe('the finders find what they are for', () => {
  const planted = (path: string, text: string): Files => new Map([...house, [path, text]]);

  it.each([
    ['src/model/planted.ts', "import { x } from '../rollout/plan.ts';"],
    ['src/rollout/planted.ts', "import type { Fleet } from '../windows/fleet.ts';"],
    ['src/winrm/planted.ts', "export * from '../model/failure.ts';"],
    ['src/gates/planted.ts', "export {\n  load,\n} from '../policy/load.ts';"],
    ['src/journal/planted.ts', "type Event = import('../rollout/events.ts').Event;"],
    ['src/report/planted.ts', "const world = await import('../world.ts');"],
    ['src/platforms/planted.ts', "import '../run.ts';"],
    ['src/cli.ts', "import { apply } from './commands/apply.ts';"],
  ])('an upward arrow in %s: %s', (path, text) => {
    expect(arrowsNotAllowed(planted(path, text))).toEqual([expect.stringContaining(`${path} → src/`)]);
  });

  it('a circle of three files, one arrow of which is a type', () => {
    const files = new Map([
      ['src/a/a.ts', "import { b } from './b.ts';"],
      ['src/a/b.ts', "import type { C } from './c.ts';"],
      ['src/a/c.ts', "import { a } from './a.ts';"],
    ]);
    expect(circleIn(arrowsOf(files))).toEqual(['src/a/a.ts', 'src/a/b.ts', 'src/a/c.ts', 'src/a/a.ts']);
  });

  it.each([
    ['src/gates/one.ts', "import { two } from './two.ts';"],
    ['src/platforms/azure.ts', "import { github } from './github.ts';"],
    ['src/windows/operations/scan.ts', "import { install } from './install.ts';"],
    ['src/winrm/auth/basic.ts', "import { keys } from './ntlm/keys.ts';"],
  ])('a sibling that leans on another: %s', (path, text) => {
    expect(siblingArrows(new Map([[path, text]]))).toHaveLength(1);
  });

  it.each([
    ['src/gates/registry.ts', "import { one } from './one.ts';"],
    ['src/gates/one.ts', "import type { Gate } from './gate.ts';"],
    ['src/windows/operations/scan.ts', "import script from './scan.ps1';"],
    ['src/winrm/auth/ntlm/keys.ts', "import { md4 } from './md4.ts';"],
    ['src/winrm/auth/negotiate.ts', "import { ntlm } from './ntlm/index.ts';"],
  ])('nothing wrong with %s: %s', (path, text) => {
    expect(siblingArrows(new Map([[path, text]]))).toEqual([]);
  });

  it.each([
    ['src/model/a.ts', "import { readFileSync } from 'node:fs';"],
    ['src/rollout/decide/a.ts', 'const now = Date.now();'],
    ['src/rollout/a.ts', 'const at = new Date().getTime();'],
    ['src/gates/a.ts', 'if (Math.random() < 0.5) judge();'],
    ['src/winrm/auth/ntlm/a.ts', "import { randomBytes } from 'node:crypto';"],
    ['src/winrm/wsman/a.ts', 'const name = process.env.COMPUTERNAME;'],
    ['src/policy/schema.ts', "import { lookup } from 'node:dns';"],
  ])('an impure line in %s: %s', (path, text) => {
    expect(impureFiles(new Map([[path, text]]))).toHaveLength(1);
  });

  it('a pure file that stands on a conductor', () => {
    const text = "import { drive } from './drive.ts';\nimport { fold } from './state.ts';";
    expect(pureOnImpure(new Map([['src/rollout/plan.ts', text]]))).toEqual([
      'src/rollout/plan.ts → src/rollout/drive.ts',
    ]);
  });

  it('no fault in a pure file that hashes, nor in a conductor that looks at a clock', () => {
    const hashes = `import { createHash } from 'node:crypto';
      // Date.now is the conductor's
      const nonce = options.randomBytes(8);`;
    expect(
      impureFiles(
        new Map([
          ['src/rollout/plan.ts', hashes],
          ['src/rollout/drive.ts', 'Date.now();'],
        ]),
      ),
    ).toEqual([]);
  });

  it.each([
    ['src/report/a.ts', "import { info } from '@actions/core';"],
    ['src/run.ts', "import * as task from 'azure-pipelines-task-lib/task.js';"],
    ['src/journal/git.ts', "const { execa } = await import('execa');"],
    ['src/winrm/a.ts', "import * as z from 'zod';"],
    ['src/model/a.ts', "import lodash from 'lodash';"],
  ])('a package in the wrong room: %s: %s', (path, text) => {
    expect(packagesMisplaced(new Map([[path, text]]))).toHaveLength(1);
  });

  it('an import that is computed', () => {
    expect(computedImports(new Map([['src/a.ts', 'await import(name);']]))).toEqual(['src/a.ts']);
  });
});
