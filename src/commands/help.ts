// The help texts, made of the same tables as the parser: what is parsed is what is told.
// Plain lines, wrapped at 100 columns so that they read well in a pipeline's log too.
// One text lists the commands, one text a command tells its options.
import type { Option } from '../inputs.ts';
import { everywhere, optionName, optionsOf, placeholder } from './arguments.ts';
import { type Command, inputsOf } from './command.ts';

const width = 100;

const exits = [
  ['0', 'succeeded, waiting or nothing to do'],
  ['1', 'failed: patchring could not do its work'],
  ['2', 'the policy, the inventory or the arguments are wrong'],
  ['3', 'halted'],
  ['4', 'rolled back'],
  ['5', 'held'],
  ['130', 'cancelled'],
] as const;

/** All commands, one line each. */
export function overview(commands: readonly Command[]): readonly string[] {
  return [
    'patchring updates Windows machines in rings over WinRM, gates each ring on health and Hotpatch, and',
    'halts or rolls back by itself when a ring regresses.',
    '',
    'Usage: patchring COMMAND [options]',
    '',
    'Commands',
    ...columns(commands.map(command => [command.name, command.summary])),
    '',
    'Options of every command',
    ...columns(everywhere.map(rowOf)),
    '',
    'Exit codes',
    ...columns(exits),
    '',
    'patchring COMMAND --help tells the options of a command.',
  ];
}

/** One command with its options. */
export function helpOf(command: Command): readonly string[] {
  const environment = inputsOf(command.name).flatMap(input =>
    input.environment === undefined || input.only !== undefined ? [] : [[input.environment, input.help] as const],
  );
  return [
    `patchring ${command.name}: ${command.summary}`,
    '',
    ...command.help.split('\n').flatMap(line => wrap(line, width)),
    '',
    `Usage: patchring ${command.name}${command.bare === undefined ? '' : ` ${command.bare.toUpperCase()}`} [options]`,
    '',
    'Options',
    ...columns([...optionsOf(command), ...everywhere].map(rowOf)),
    ...(environment.length === 0 ? [] : ['', 'Environment', ...columns(environment)]),
  ];
}

function rowOf(option: Option): readonly [string, string] {
  const value = option.kind === 'flag' ? '' : ` ${placeholder(option)}`;
  const standard = option.default === undefined ? '' : ` (default: ${option.default})`;
  return [`--${optionName(option)}${value}`, `${option.help}${standard}`];
}

/** Rows of a word and its text, the texts below each other. A long word gets a line of its own. */
function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const left = Math.min(24, Math.max(...rows.map(([word]) => word.length), 0)) + 4;
  return rows.flatMap(([word, text]) => {
    const lines = wrap(text, width - left);
    const isLong = word.length + 4 > left;
    const first = isLong ? [`  ${word}`] : [`  ${word}`.padEnd(left) + (lines.shift() ?? '')];
    return [...first, ...lines.map(line => ' '.repeat(left) + line)];
  });
}

function wrap(text: string, columnsWide: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columnsWide) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
