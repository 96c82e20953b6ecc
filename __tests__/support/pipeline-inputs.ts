// What somebody wrote under `with:` or `inputs:` of a step that calls us, held against the one table of inputs: names, words, numbers,
// what the command reads and what it cannot do without. A value that the platform fills in is judged by its name alone.
import { azureName, type Input, inputs } from '../../src/inputs.ts';

const table = inputs as readonly Input[];

/** What a command refuses to begin without (ARGUMENT_MISSING), beside the policy. */
const needed: Readonly<Record<string, readonly string[]>> = {
  halt: ['reason'],
  resume: ['reason'],
  retry: ['reason'],
  rollback: ['ring', 'reason'],
};

/** `${{ … }}` of both platforms, `$(…)` of Azure. */
const isFilledIn = (value: string): boolean => /\$\{\{|\$\(/.test(value);

export function inputFaults(given: Readonly<Record<string, unknown>>, platform: 'github' | 'azure'): readonly string[] {
  const nameOf = platform === 'azure' ? azureName : (name: string) => name;
  const rows = new Map(table.filter(({ only = platform }) => only === platform).map(row => [nameOf(row.name), row]));
  const command = String(given.command ?? rows.get('command')?.default);
  const faults = Object.entries(given).flatMap(([name, value]) => {
    const row = rows.get(name);
    return row === undefined ? [`there is no input ${name}`] : valueFaults(row, name, String(value), command);
  });
  const missing = (needed[command] ?? []).filter(name => !(nameOf(name) in given));
  return [...faults, ...missing.map(name => `${command} needs ${name}`)];
}

function valueFaults(row: Input, name: string, value: string, command: string): readonly string[] {
  const { kind, choices = [], commands, secret } = row;
  if (commands.length > 0 && !isFilledIn(command) && !commands.includes(command))
    return [`${command} reads no ${name}`];
  if (isFilledIn(value)) return [];
  if (secret === true) return [`${name} is a secret, and stands here for everybody to read`];
  if (kind === 'choice' && !choices.includes(value)) return [`${name} is ${value}: write ${choices.join(', ')}`];
  if (kind === 'number' && !/^\d{1,9}$/.test(value)) return [`${name} is ${value}: write a whole number`];
  if (kind === 'flag' && !/^(?:true|false)$/.test(value)) return [`${name} is ${value}: write true or false`];
  return [];
}
