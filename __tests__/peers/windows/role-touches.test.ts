// The touches of roles as they are, not replaced: programs, pages and ports, asked for real where this machine can answer.
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { functionTexts } from '../../../src/windows/script.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';

const needsEngine = describe.skipIf(!engineAvailable);

/** A touch as it is, not replaced. */
async function touch(name: string, parameters: Readonly<Record<string, unknown>>) {
  return runScript(
    functionTexts.map(text => ({ text })),
    { name, parameters },
    60_000,
  );
}

needsEngine(`touches of roles${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('end a program that is late, and give the code of one that is not', async () => {
    const late = await touch('Invoke-Program', { Path: '/bin/sleep', Argument: ['30'], Seconds: 1 });
    expect(late.failure?.message).toMatch(/sleep did not end in 1 s/);
    expect((await touch('Invoke-Program', { Path: '/bin/false', Seconds: 20 })).output).toEqual([1]);
  });

  it('pass no word on that would need quoting', async () => {
    const odd = await touch('Invoke-Program', { Path: '/bin/true', Argument: ['a; b'], Seconds: 5 });
    expect(odd.failure?.message).toMatch(/Not a plain word: a; b/);
  });

  it('get the status of a page, its refusal and its silence', async () => {
    const page = createServer((request, response) => {
      response
        .writeHead(request.headers.host?.startsWith('shop.example') === true ? 503 : 302, { Location: '/elsewhere' })
        .end();
    });
    await new Promise<void>(resolve => page.listen(0, '127.0.0.1', resolve));
    const { port } = page.address() as { port: number };
    try {
      const at = { Address: '127.0.0.1', Port: port };
      expect((await touch('Get-PageStatus', at)).output).toEqual([302]);
      expect((await touch('Get-PageStatus', { ...at, Name: 'shop.example' })).output).toEqual([503]);
      expect((await touch('Test-TcpPort', at)).output).toEqual([true]);
    } finally {
      page.close();
    }
    expect((await touch('Get-PageStatus', { Address: '127.0.0.1', Port: port })).output).toEqual([0]);
    expect((await touch('Test-TcpPort', { Address: '127.0.0.1', Port: port })).output).toEqual([false]);
  });
});
