// The example that people read is the one that compiles and runs.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../src/winrm/index.ts';
import { psCustomObject } from '../../../src/winrm/psrp/clixml/values.ts';
import { account, machineOf } from '../../support/loopback.ts';
import { example } from './example.ts';

const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

/** The lines after `@example`, without the stars of the comment. */
function documented(): string {
  const [, block = ''] = /@example\n([\s\S]*?)\n \*\//.exec(text('../../../src/winrm/index.ts')) ?? [];
  return block.replace(/^ \* ?/gm, '');
}

async function run(host: Parameters<typeof machineOf>[0]): Promise<unknown[][]> {
  const machine = await machineOf(host);
  const printed: unknown[][] = [];
  const print = (...words: unknown[]): void => void printed.push(words);
  const credentials = { username: account.username, password: () => account.password };
  await example(options => connect({ ...options, endpoint: machine.endpoint, credentials }), {
    log: print,
    error: print,
  });
  return printed;
}

describe('the example', () => {
  it('is the code that is tested here', () => {
    const code = /Promise<void> \{\n([\s\S]*)\n\}\n$/.exec(text('./example.ts'))?.[1]?.replace(/^ {2}/gm, '');
    expect(documented()).toBe(code);
  });

  it('is the code that README shows', () => {
    const { 1: imports = '', 2: body = '' } =
      /^## The client on its own\n[\s\S]*?^```ts\n(import .*;)\n\n([\s\S]*?)\n```$/m.exec(text('../../../README.md')) ??
      [];
    expect(body).toBe(documented());
    const { names = '' } = /^import \{ (?<names>.*) \} from '\.\/src\/winrm\/index\.ts';$/.exec(imports)?.groups ?? {};
    expect(names.split(', ').map(name => name.replace('type ', ''))).toEqual([
      ...['connect', 'ProgressRecord', 'toPlain', 'WinrmError'],
    ]);
  });

  it('reads, calls and prints', async () => {
    const printed = await run({
      cim: () => [{ LastBootUpTime: new Date(0), BuildNumber: '26100' }],
      async invoke(call) {
        call.progress({ activity: 'Looking', percent: 50 });
        return { output: [psCustomObject({ HotFixID: String(call.parameters.Id) })] };
      },
    });
    expect(printed).toEqual([
      ['on build', 26100, 'since', new Date(0)],
      ['Looking', 50],
      [[{ HotFixID: 'KB5066835' }]],
    ]);
  });

  it('says what to do when it fails', async () => {
    const [[code, message, help] = []] = await run({ intercept: () => ({ fault: 5 }) });
    expect(code).toBe('WINRM_ACCESS_DENIED');
    expect(message).toBe('fault 5 while enumerating');
    expect(help).toMatch(/Administrators/);
  });
});
