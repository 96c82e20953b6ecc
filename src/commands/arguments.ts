// The command line: `patchring COMMAND --option value`. Node's own parser cuts the arguments; here they are held against the options
// of the command, so that a misspelt one is refused with a guess instead of being ignored. All faults are told at once.
// Secrets are never arguments: every process on a machine can read another's.
import { parseArgs } from 'node:util';
import type { Input, Option } from '../inputs.ts';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import { type Command, type CommandEntry, inputsOf } from './command.ts';
import { didYouMean, loadCommand, type Request, readValues } from './request.ts';

/** Options of every command. `json` and `debug` are read by the door, before anything is printed. */
export const everywhere = [
  {
    name: 'json',
    kind: 'flag',
    help: 'Print exactly one JSON document on standard output; the log goes to standard error.',
  },
  { name: 'debug', kind: 'flag', help: 'Show details, and the stack of a bug.' },
  { name: 'help', kind: 'flag', help: 'Show this.' },
] as const satisfies readonly Option[];

/** An option as the command line writes it. */
export function optionName(option: Option & Partial<Pick<Input, 'option'>>): string {
  return option.option ?? option.name;
}

/** What a command takes on the command line: the table's inputs first, then its own. */
export function optionsOf(command: Command): readonly (Option & Partial<Pick<Input, 'option'>>)[] {
  return [
    ...inputsOf(command.name).filter(({ environment, only }) => environment === undefined && only === undefined),
    ...command.options,
  ];
}

export type Parsed =
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'run' } & Request);

/** Throws a FailureError with every fault. Nothing at all is a call for help. */
export async function parseArguments(argv: readonly string[], commands: readonly CommandEntry[]): Promise<Parsed> {
  const isFlag = (word: string): boolean => ['--json', '--debug', '--help', '-h', 'help'].includes(word);
  const isHelp = argv.some(word => word === '--help' || word === '-h') || argv[0] === 'help';
  const at = argv.findIndex(word => !isFlag(word));
  const name = argv[at];
  if (name === '--version' && argv.length === 1) return { kind: 'version' };
  if (name === undefined) return { kind: 'help', command: undefined };
  if (name.startsWith('-')) {
    throw new FailureError([
      failureOf('ARGUMENT_UNKNOWN', `The command comes before ${name}: patchring COMMAND [options].`),
    ]);
  }
  const command = await loadCommand(name, commands);
  return isHelp ? { kind: 'help', command } : { kind: 'run', ...readArguments(argv.toSpliced(at, 1), command) };
}

function readArguments(argv: readonly string[], command: Command): Request {
  const options = optionsOf(command);
  const known = [...options, ...everywhere];
  const texts = new Map<string, string>();
  const faults: Failure[] = [];
  for (const token of tokensOf(argv, known)) {
    if (token.kind === 'positional' && command.bare !== undefined && !texts.has(command.bare)) {
      texts.set(command.bare, token.value);
    } else if (token.kind === 'positional') {
      faults.push(failureOf('ARGUMENT_UNKNOWN', `"${token.value}" has no place here: a value belongs to an option.`));
    }
    if (token.kind !== 'option') continue;
    const { rawName, value, inlineValue } = token;
    const option = known.find(candidate => optionName(candidate) === token.name);
    if (option === undefined) faults.push(unknownOption(rawName, known));
    else if (texts.has(option.name)) faults.push(failureOf('ARGUMENT_INVALID', `${rawName} is given twice.`));
    else if (option.kind === 'flag' && value !== undefined) {
      faults.push(failureOf('ARGUMENT_INVALID', `${rawName} takes no value.`));
    } else if (option.kind === 'flag') texts.set(option.name, 'true');
    else if (value === undefined || value === '' || (inlineValue === false && value.startsWith('-'))) {
      faults.push(failureOf('ARGUMENT_INVALID', `${rawName} needs a value: ${rawName} ${placeholder(option)}.`));
    } else texts.set(option.name, value);
  }
  const read = readValues(options, {
    textOf: option => texts.get(option.name),
    nameOf: option => `--${optionName(option)}`,
  });
  if (faults.length + read.faults.length > 0) throw new FailureError([...faults, ...read.faults]);
  return { command, options: read.values };
}

/** What stands for the value of an option in a usage line. */
export function placeholder({ value, choices }: Option): string {
  return value ?? choices?.join('|') ?? 'VALUE';
}

function tokensOf(argv: readonly string[], known: readonly (Option & Partial<Pick<Input, 'option'>>)[]) {
  const options = Object.fromEntries(
    known.map(option => [optionName(option), { type: option.kind === 'flag' ? 'boolean' : 'string' } as const]),
  );
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function unknownOption(written: string, known: readonly Option[]): Failure {
  const name = written.replace(/^-+/, '');
  if (/^(?:user(?:name)?|pass(?:word|wd)?)$/i.test(name)) {
    return failureOf(
      'ARGUMENT_UNKNOWN',
      `${written} is not an option: every process on a machine can read arguments.`,
      {
        next: 'Put the credentials into the environment variables PATCHRING_USERNAME and PATCHRING_PASSWORD.',
      },
    );
  }
  const names = known.map(option => `--${optionName(option)}`);
  return failureOf('ARGUMENT_UNKNOWN', `There is no option ${written} here.${didYouMean(written, names)}`, {
    next: `The options are ${names.join(', ')}.`,
  });
}
