import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evidenceIn } from '../../../src/commands/evidence.ts';

const platform = { mask: (text: string) => text.replaceAll('hunter2', '***') };

describe('evidence', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'patchring-evidence-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is a file below the folder, and its digest is that of the file', async () => {
    const kept = await evidenceIn(platform, directory)?.put('diagnostics/web01.corp.example.txt', 'CBS says\tno\r\n');
    const text = readFileSync(join(directory, 'diagnostics', 'web01.corp.example.txt'));
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(kept).toEqual({ ok: true, file: 'diagnostics/web01.corp.example.txt', sha256 });
    expect(text.toString()).toBe('CBS says\tno\r\n');
  });

  it('holds no secret, and nothing that repaints a terminal', async () => {
    await evidenceIn(platform, directory)?.put('a', 'password hunter2 \u001b[2J\u202e\u0000');
    expect(readFileSync(join(directory, 'a'), 'utf8')).toBe('password *** \ufffd[2J\ufffd\ufffd');
  });

  it.each(['..', '../../etc/passwd', '.hidden', 'a\\..\\b', 'CON:x', '/root'])(
    'never leaves the folder: %j',
    async name => {
      const kept = await evidenceIn(platform, directory)?.put(`diagnostics/${name}`, 'x');
      expect(kept).toMatchObject({ ok: true });
      expect(readdirSync(directory)).toEqual(['diagnostics']);
    },
  );

  it('keeps apart what was named differently', async () => {
    const evidence = evidenceIn(platform, directory);
    const names = ['a b', 'a-b', 'a*b'];
    const files = await Promise.all(names.map(async name => evidence?.put(name, name)));
    expect(new Set(files.map(kept => (kept?.ok === true ? kept.file : '')))).toHaveProperty('size', 3);
  });

  it('says why it could not be kept, and throws nothing', async () => {
    writeFileSync(join(directory, 'file'), '');
    const kept = await evidenceIn(platform, join(directory, 'file'))?.put('a/b', 'x');
    expect(kept).toMatchObject({ ok: false, failure: { code: 'EVIDENCE_NOT_KEPT' } });
  });

  it('does not exist where there is no folder', () => {
    expect(evidenceIn(platform, undefined)).toBeUndefined();
  });
});
