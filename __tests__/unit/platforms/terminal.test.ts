import { describe, expect, it } from 'vitest';
import { createTerminal, type Streams } from '../../../src/platforms/terminal.ts';

function streams(given: { readonly isTTY?: boolean; readonly env?: NodeJS.ProcessEnv } = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const { isTTY = false, env = {} } = given;
  const made: Streams = {
    stdout: { isTTY, write: text => out.push(text) },
    stderr: { isTTY, write: text => err.push(text) },
    env,
    cwd: () => '/somewhere',
  };
  return { made, out, err };
}

describe('a terminal', () => {
  it('shows colour to a person, and none to a file or where NO_COLOR is set', () => {
    const person = streams({ isTTY: true });
    createTerminal({ json: false, debug: false }, person.made).log('+ sql01', 'good');
    expect(person.out).toEqual(['\u001b[32m+ sql01\u001b[0m\n']);
    for (const given of [{}, { isTTY: true, env: { NO_COLOR: '1' } }]) {
      const plain = streams(given);
      createTerminal({ json: false, debug: false }, plain.made).log('+ sql01', 'good');
      expect(plain.out).toEqual(['+ sql01\n']);
    }
  });

  it('redraws where things stand in the last line, wipes it for every other one, and leaves nothing of it', () => {
    const { made, out } = streams({ isTTY: true });
    const terminal = createTerminal({ json: false, debug: false }, made);
    terminal.log('7 of 20', 'status');
    terminal.log('8 of 20', 'status');
    terminal.log('! sql01', 'bad');
    terminal.log('x'.repeat(500), 'status');
    void terminal.finish({ conclusion: 'halted', colour: 'red', exitCode: 3, line: '', result: {} });
    const wipe = '\r\u001b[K';
    const dim = (text: string): string => `\u001b[2m${text}\u001b[0m`;
    expect(out).toEqual([
      dim('7 of 20'),
      wipe,
      dim('8 of 20'),
      wipe,
      '\u001b[31m! sql01\u001b[0m\n',
      dim('8 of 20'),
      wipe,
      dim('x'.repeat(78)),
      wipe,
    ]);
  });

  it.each([{}, { isTTY: true, env: { NO_COLOR: '1' } }])(
    'writes it as a line where nothing can be redrawn: %j',
    given => {
      const { made, out } = streams(given);
      const terminal = createTerminal({ json: false, debug: false }, made);
      expect(terminal.traits.redraws).toBe(false);
      terminal.log('7 of 20', 'status');
      expect(out).toEqual(['7 of 20\n']);
    },
  );

  it('lets no machine paint or forge a line', () => {
    const { made, out } = streams({ isTTY: true });
    createTerminal({ json: false, debug: false }, made).log('sql01: \u001b[2J\u001b[32mok\nHALTED', 'bad');
    expect(out).toEqual(['\u001b[31msql01: ok HALTED\u001b[0m\n']);
  });

  it('keeps standard output for the document with --json', () => {
    const { made, out, err } = streams();
    const terminal = createTerminal({ json: true, debug: false }, made);
    terminal.secret('correct-horse');
    terminal.group('wave 1');
    terminal.log('working');
    terminal.log('hidden', 'debug');
    terminal.annotate('warning', 'mind the gap', 'title');
    const result = { conclusion: 'halted', 'correct-horse': 'the correct-horse' };
    void terminal.finish({ conclusion: 'halted', colour: 'red', exitCode: 3, line: '', result });
    expect(err).toEqual(['wave 1\n', 'working\n', 'warning: title: mind the gap\n']);
    expect(JSON.parse(out.join(''))).toEqual({ conclusion: 'halted', '***': 'the ***' });
    expect(made.exitCode).toBe(3);
  });
});
