import { describe, expect, it } from 'vitest';
import { commands as entries } from '../../src/commands/registry.ts';
import { azureName, type Input, inputs, outputs } from '../../src/inputs.ts';
import { conclusions } from '../../src/model/conclusion.ts';

const table: readonly Input[] = inputs;
const commands = await Promise.all(entries.map(entry => entry.load()));
const choices = table.find(input => input.name === 'command')?.choices ?? [];

describe('the table of inputs', () => {
  it('names each value once, in words that both hosts take', () => {
    for (const names of [table.map(input => input.name), outputs.map(output => output.name)]) {
      expect(new Set(names.map(azureName)).size).toBe(names.length);
      for (const name of names) {
        expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
        expect(azureName(name)).toMatch(/^[A-Za-z]+$/);
      }
    }
    expect(azureName('report-dir')).toBe('reportDir');
  });

  it('lists no input without a reader', () => {
    for (const { name, commands: readers } of table.slice(1)) expect([name, readers.length > 0]).toEqual([name, true]);
    for (const { commands: readers } of table) for (const reader of readers) expect(choices).toContain(reader);
  });

  it('offers pipelines exactly commands that there are', () => {
    const names = commands.map(command => command.name);
    expect(choices.filter(choice => !names.includes(choice))).toEqual([]);
  });

  it('knows each command by the name that it has', () => {
    expect(commands.map(command => command.name)).toEqual(entries.map(entry => entry.name));
  });

  it('gives no command two options of one name', () => {
    for (const { name, options } of commands) {
      const shared = table.filter(input => input.commands.includes(name)).map(input => input.option ?? input.name);
      const all = [...shared, ...options.map(option => option.name), 'json', 'debug', 'help'];
      expect([name, new Set(all).size]).toEqual([name, all.length]);
    }
  });

  it('keeps secrets off the command line', () => {
    for (const input of table)
      if (input.secret === true) expect(input.environment).toMatch(/^PATCHRING_[A-Z]+(?:_[A-Z]+)*$/);
  });

  it('tells every conclusion that there is', () => {
    const help = outputs[0].help;
    for (const conclusion of conclusions) expect(help).toContain(conclusion);
  });
});
