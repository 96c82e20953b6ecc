// From texts to a request: which command, with which values. Both ways in end here, the arguments of a terminal and the inputs of a
// pipeline, so that a wrong value gets the same sentence everywhere. All faults are told at once.
// Of the environment a command sees PATCHRING_* alone, and every secret in it is known to the platform before the command runs.
import { type Input, inputs, type Option } from '../inputs.ts';
import { type Failure, FailureError, failureOf } from '../model/failure.ts';
import { nearest } from '../model/spelling.ts';
import type { Platform } from '../platforms/platform.ts';
import { type Command, type CommandEntry, inputsOf, type OptionValues } from './command.ts';

export interface Request {
  readonly command: Command;
  readonly options: OptionValues;
}

/** How the values of options are found, and how the user writes an option's name. */
export interface Source {
  readonly textOf: (option: Option) => string | undefined;
  readonly nameOf: (option: Option) => string;
}

export function readValues(
  options: readonly Option[],
  { textOf, nameOf }: Source,
): { readonly values: OptionValues; readonly faults: readonly Failure[] } {
  const values: Record<string, string | number | boolean | undefined> = {};
  const faults: Failure[] = [];
  for (const option of options) {
    const text = textOf(option) ?? option.default;
    const value = text === undefined ? absent(option) : parse(option, text);
    if (typeof value !== 'object') values[option.name] = value;
    else faults.push(failureOf('ARGUMENT_INVALID', `${nameOf(option)} is "${text}": ${value.fault}`));
  }
  return { values, faults };
}

/** What a pipeline's user gave. Throws a FailureError with every fault. */
export async function readInputs(platform: Platform, commands: readonly CommandEntry[]): Promise<Request> {
  const [{ choices, default: usual }] = inputs;
  const offered = commands.filter(({ name }) => (choices as readonly string[]).includes(name)); // not what stays for ever
  const command = await loadCommand(platform.input('command') ?? usual, offered);
  const { values, faults } = readValues(
    inputsOf(command.name).filter(input => input.environment === undefined),
    { textOf: option => platform.input(option.name), nameOf: option => `The input ${option.name}` },
  );
  if (faults.length > 0) throw new FailureError(faults);
  return { command, options: { ...valuesWithout(command.options), ...values } };
}

/** Throws a FailureError that guesses what was meant. */
export async function loadCommand(name: string, commands: readonly CommandEntry[]): Promise<Command> {
  const command = commands.find(candidate => candidate.name === name);
  if (command !== undefined) return command.load();
  const names = commands.map(candidate => candidate.name);
  throw new FailureError([
    failureOf('COMMAND_UNKNOWN', `There is no command "${name}".${didYouMean(name, names)}`, {
      next: `The commands are ${names.join(', ')}.`,
    }),
  ]);
}

export function didYouMean(word: string, candidates: readonly string[]): string {
  const guess = nearest(word, candidates);
  return guess === undefined ? '' : ` Did you mean "${guess}"?`;
}

/**
 * PATCHRING_* of the environment and no other variable. Credentials that came as inputs stand there under the same names, so that a
 * policy reads them alike everywhere. Secrets among them are made known to the platform.
 */
export function readEnvironment(platform: Platform, env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const ours: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('PATCHRING_') && value !== undefined) ours[name] = value;
  }
  for (const input of inputs as readonly Input[]) {
    const value = input.environment === undefined ? undefined : platform.input(input.name);
    if (input.environment !== undefined && value !== undefined) ours[input.environment] = value;
  }
  for (const [name, value] of Object.entries(ours)) if (isSecret(name) && value !== '') platform.secret(value);
  return ours;
}

const secretNames: readonly string[] = (inputs as readonly Input[]).flatMap(input =>
  input.secret === true && input.environment !== undefined ? [input.environment] : [],
);

function isSecret(name: string): boolean {
  return secretNames.includes(name) || /(?:PASSWORD|PASSPHRASE|SECRET|TOKEN|KEY)$/.test(name);
}

function valuesWithout(options: readonly Option[]): OptionValues {
  return readValues(options, { textOf: () => undefined, nameOf: option => option.name }).values;
}

function absent(option: Option): false | undefined {
  return option.kind === 'flag' ? false : undefined;
}

function parse(option: Option, text: string): string | number | boolean | { readonly fault: string } {
  const { kind, choices = [] } = option;
  switch (kind) {
    case 'text':
    case 'path':
      return text;
    case 'choice':
      if (choices.includes(text)) return text;
      return { fault: `write ${choices.join(' or ')}.${didYouMean(text, choices)}` };
    case 'number':
      return /^\d{1,9}$/.test(text) ? Number(text) : { fault: 'write a whole number.' };
    case 'flag':
      if (/^(?:true|True|TRUE)$/.test(text)) return true;
      return /^(?:false|False|FALSE)$/.test(text) ? false : { fault: 'write true or false.' };
  }
}
