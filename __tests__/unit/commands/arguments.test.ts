import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/commands/arguments.ts';
import { defineCommand } from '../../../src/commands/command.ts';
import { helpOf, overview } from '../../../src/commands/help.ts';
import { FailureError } from '../../../src/model/failure.ts';

const run = () => Promise.resolve({ conclusion: 'succeeded', line: '' } as const);
const apply = defineCommand({
  name: 'apply',
  summary: 'Does what is due.',
  help: 'It changes machines.',
  options: [
    { name: 'only', kind: 'text', value: 'MACHINES', help: 'These machines alone.' },
    { name: 'speed', kind: 'number', default: '4', help: 'How fast.' },
    { name: 'dry', kind: 'flag', help: 'Only look.' },
  ],
  run,
});
const halt = defineCommand({ name: 'halt', summary: 'Stops it.', help: '', options: [], run });
const commands = [apply, halt];

const entries = commands.map(command => ({ name: command.name, load: () => Promise.resolve(command) }));
const parse = (...argv: readonly string[]) => parseArguments(argv, entries);
const optionsOf = async (...argv: readonly string[]) => {
  const parsed = await parse(...argv);
  return parsed.kind === 'run' ? parsed.options : parsed.kind;
};
const faultsOf = async (...argv: readonly string[]) => {
  try {
    await parse(...argv);
  } catch (error) {
    if (error instanceof FailureError) return error.failures.map(({ code, message }) => `${code}: ${message}`);
    throw error;
  }
  return [];
};

describe('arguments', () => {
  it('become values of their kind, with defaults where nothing was given', async () => {
    expect(await optionsOf('apply', '--ring', 'pilot', '--port=5985', '--dry', '--out', 'reports')).toEqual({
      policy: 'patchring.yml',
      inventory: undefined,
      ring: 'pilot',
      ledger: undefined,
      plan: undefined,
      transport: undefined,
      port: 5985,
      ca: undefined,
      pin: undefined,
      'report-dir': 'reports',
      only: undefined,
      speed: 4,
      dry: true,
    });
  });

  it('may have the options of every command before and after the command', async () => {
    expect(await optionsOf('--json', 'halt', '--reason', 'see incident', '--debug')).toMatchObject({
      reason: 'see incident',
    });
  });

  it.each([
    [[], 'help'],
    [['help'], 'help'],
    [['--help'], 'help'],
    [['help', 'apply'], 'help'],
    [['apply', '--ring', '-h'], 'help'],
    [['--version'], 'version'],
  ] as const)('are a call for help: %j', async (argv, kind) => {
    expect((await parse(...argv)).kind).toBe(kind);
  });

  it.each([
    [['aply'], 'COMMAND_UNKNOWN: There is no command "aply". Did you mean "apply"?'],
    [['xyz', '--help'], 'COMMAND_UNKNOWN: There is no command "xyz".'],
    [['--ring', 'pilot', 'apply'], 'ARGUMENT_UNKNOWN: The command comes before --ring: patchring COMMAND [options].'],
    [['apply', '--rng', 'x'], 'ARGUMENT_UNKNOWN: There is no option --rng here. Did you mean "--ring"?'],
    [['apply', '-r'], 'ARGUMENT_UNKNOWN: There is no option -r here.'],
    [['apply', '--reason=x'], 'ARGUMENT_UNKNOWN: There is no option --reason here.'],
    [['apply', 'pilot'], 'ARGUMENT_UNKNOWN: "pilot" has no place here: a value belongs to an option.'],
    [['apply', '--', '--ring'], 'ARGUMENT_UNKNOWN: "--ring" has no place here: a value belongs to an option.'],
    [['apply', '--ring'], 'ARGUMENT_INVALID: --ring needs a value: --ring NAME.'],
    [['apply', '--ring', ''], 'ARGUMENT_INVALID: --ring needs a value: --ring NAME.'],
    [['apply', '--ring', '--json'], 'ARGUMENT_INVALID: --ring needs a value: --ring NAME.'],
    [['apply', '--ring', 'a', '--ring', 'b'], 'ARGUMENT_INVALID: --ring is given twice.'],
    [['apply', '--dry=yes'], 'ARGUMENT_INVALID: --dry takes no value.'],
    [['apply', '--json=true'], 'ARGUMENT_INVALID: --json takes no value.'],
    [['apply', '--port', 'https'], 'ARGUMENT_INVALID: --port is "https": write a whole number.'],
    [
      ['apply', '--transport', 'http'],
      'ARGUMENT_INVALID: --transport is "http": write https or http-sealed. Did you mean "https"?',
    ],
    [
      ['apply', '--password', 'x'],
      'ARGUMENT_UNKNOWN: --password is not an option: every process on a machine can read arguments.',
    ],
  ] as const)('are refused with what to write instead: %j', async (argv, fault) => {
    expect((await faultsOf(...argv))[0]).toBe(fault);
  });

  it('tell all their faults at once', async () => {
    expect(await faultsOf('apply', '--rng', '--ring', '--port', 'x', 'y')).toHaveLength(4);
  });

  it('never repeat a password that was written there', async () => {
    for (const argv of [
      ['apply', '--password=hunter22'],
      ['apply', '--pass', 'hunter22'],
    ]) {
      expect((await faultsOf(...argv))[0]).not.toContain('hunter22');
    }
  });

  it('are parsed or refused, whatever they are, and never break', async () => {
    const word = fc.oneof(
      fc.constantFrom('apply', 'halt', '--ring', '--json', '--port', '5', '=', '-', '--'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word), async argv => {
        expect((await faultsOf(...argv)).every(fault => /^(?:ARGUMENT|COMMAND)_[A-Z]+: /.test(fault))).toBe(true);
      }),
    );
  });
});

describe('help', () => {
  it('lists every command with its line', () => {
    const text = overview(commands);
    expect(text).toContain('  apply  Does what is due.');
    expect(text).toContain('  halt   Stops it.');
  });

  it('tells every option of a command, its default and the environment, and nothing that others take', () => {
    const text = helpOf(apply).join('\n');
    expect(text).toMatch(/--policy FILE +The policy: rings, windows, gates, limits\. \(default: patchring\.yml\)/);
    expect(text).toMatch(/--transport https\|http-sealed\n/);
    expect(text).toMatch(/--only MACHINES +These machines alone\./);
    expect(text).toMatch(/PATCHRING_PASSWORD {2,}Its password/);
    expect(text).not.toContain('--reason');
    expect(helpOf(halt).join('\n')).not.toContain('PATCHRING_PASSWORD');
  });

  it('fits into a hundred columns', () => {
    for (const line of [...overview(commands), ...helpOf(apply), ...helpOf(halt)]) {
      expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});
