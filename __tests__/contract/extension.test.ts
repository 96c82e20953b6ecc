// The Azure extension as `npm run vsix` packs it: what is in it, that it is what the marketplace's own tool would have made of the same
// files, that the same files give the same bytes, and how large it may be (facts: pipeline-hosts 3.2, 8.3; design section 11).
// extension/ holds the list of its contents and what tfx-cli 0.23.1 wrote of the same task; chunks bear hashes, so they count by kind.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/house.ts';
import { readZip, type ZipEntry } from '../support/zip.ts';

const KiB = 1024;
const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'extension', name), 'utf8');

async function packIn(zone: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'patchring-vsix-'));
  try {
    const env = { ...process.env, TZ: zone };
    await promisify(execFile)(process.execPath, [join(root, 'scripts/vsix.mjs'), folder], { env, cwd: tmpdir() });
    const names = readdirSync(folder);
    expect(names).toEqual([expect.stringMatching(/^patchring-\d+\.\d+\.\d+\.vsix$/)]);
    return readFileSync(join(folder, names[0] ?? ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Chunks by their kind: `dist/chunk-3MNSOKRK.mjs` is `dist/chunk-*.mjs`. */
function kindsOf(names: Iterable<string>): readonly string[] {
  return [...new Set([...names].map(name => name.replace(/-[A-Z0-9]{8}\.mjs$/, '-*.mjs')))].sort();
}

/** Words and marks without the spaces between. */
const plain = (text: string): string => text.replaceAll(/>\s+</g, '><').trim();

describe('the extension', () => {
  let bytes: Buffer = Buffer.alloc(0);
  let other: Buffer = Buffer.alloc(0);
  let parts: ReadonlyMap<string, ZipEntry> = new Map();
  const textOf = (name: string): string => parts.get(name)?.bytes.toString('utf8') ?? '';

  beforeAll(async () => {
    [bytes, other] = await Promise.all([packIn('UTC'), packIn('Pacific/Auckland')]);
    parts = readZip(bytes);
  });

  it('holds what the list says, and nothing else', () => {
    expect(kindsOf(parts.keys())).toEqual(fixture('contents.txt').trim().split('\n'));
    expect(kindsOf([...parts.keys(), 'patchring/dist/task.mjs.map'])).not.toEqual(kindsOf(parts.keys()));
  });

  it('holds every file of the task byte for byte, and every file of its bundle', () => {
    const ours = [...parts].filter(([name]) => name.startsWith('patchring/'));
    for (const [name, entry] of ours) {
      expect(entry.bytes.equals(readFileSync(join(root, name.replace(/^patchring\//, 'task/'))))).toBe(true);
    }
    const bundled = ours.map(([name]) => name).filter(name => name.startsWith('patchring/dist/'));
    expect(bundled).toEqual(
      readdirSync(join(root, 'task/dist'))
        .map(name => `patchring/dist/${name}`)
        .sort(),
    );
  });

  it('is the same, byte for byte, in another zone and at another time', () => {
    expect(other.equals(bytes)).toBe(true);
    expect([...new Set([...parts.values()].map(({ dosTime }) => dosTime))]).toEqual([(1 << 21) | (1 << 16)]);
    expect([...parts.keys()]).toEqual([...parts.keys()].sort());
  });

  it('describes itself as the tool of the marketplace does', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const recorded = fixture('extension.vsixmanifest').replace('Version="0.1.0"', `Version="${version}"`);
    expect(plain(textOf('extension.vsixmanifest'))).toBe(plain(recorded));
    const { $schema: _, ...contributions } = JSON.parse(fixture('extension.vsomanifest')) as Record<string, unknown>;
    expect(JSON.parse(textOf('extension.vsomanifest'))).toEqual(contributions);
  });

  it('names the type of every kind of file', () => {
    const types = [...textOf('[Content_Types].xml').matchAll(/Extension="(\.\w+)" ContentType="[\w/.+-]+"/g)];
    const kinds = [...parts.keys()]
      .filter(name => name !== '[Content_Types].xml')
      .map(name => /\.\w+$/.exec(name)?.[0]);
    expect(types.map(match => match[1])).toEqual([...new Set(kinds)].sort());
  });

  it('gives the agent a task that starts: its contribution names the folder, its handlers name files in it', () => {
    const { contributions } = JSON.parse(textOf('extension.vsomanifest')) as {
      contributions: readonly { type: string; properties: { name: string } }[];
    };
    expect(contributions).toMatchObject([{ type: 'ms.vss-distributed-task.task', properties: { name: 'patchring' } }]);
    const task = JSON.parse(textOf('patchring/task.json')) as { execution: Record<string, { target: string }> };
    for (const { target } of Object.values(task.execution)) expect(parts.has(`patchring/${target}`)).toBe(true);
  });

  it('has an icon of 128 by 128 points, for itself and for the task', () => {
    for (const name of ['icon.png', 'patchring/icon.png']) {
      const icon = parts.get(name)?.bytes ?? Buffer.alloc(0);
      expect(icon.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
      expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([128, 128]);
    }
  });

  it('stays below 1 MiB, and unpacked below what the task may have with its texts and its icon', () => {
    const unpacked = [...parts.values()].reduce((sum, entry) => sum + entry.bytes.length, 0);
    expect(bytes.length / KiB).toBeLessThanOrEqual(1 * KiB);
    expect(unpacked / KiB).toBeLessThanOrEqual(1.6 * KiB);
  });
});

describe('the reader of zips', () => {
  it('finds an entry that is not what the directory says', async () => {
    const bytes = await packIn('UTC');
    const damaged = Buffer.from(bytes);
    const at = damaged.indexOf('task.json') + 200;
    damaged[at] = (damaged[at] ?? 0) ^ 0xff;
    expect(() => readZip(damaged)).toThrow();
    expect(() => readZip(bytes.subarray(0, bytes.length - 100))).toThrow('no end of a central directory');
  });
});
