import { describe, expect, expectTypeOf, it } from 'vitest';
import { defineCommand, inputsOf } from '../../../src/commands/command.ts';

describe('a command', () => {
  it('gets the options of the table that name it, and its own, typed', () => {
    const command = defineCommand({
      name: 'apply',
      summary: '',
      help: '',
      options: [
        { name: 'only', kind: 'text', help: '' },
        { name: 'speed', kind: 'number', help: '', default: '1' },
        { name: 'fast', kind: 'flag', help: '' },
      ],
      run: ({ options }) => {
        expectTypeOf(options.policy).toEqualTypeOf<string>();
        expectTypeOf(options.ring).toEqualTypeOf<string | undefined>();
        expectTypeOf(options.transport).toEqualTypeOf<'https' | 'http-sealed' | undefined>();
        expectTypeOf(options.port).toEqualTypeOf<number | undefined>();
        expectTypeOf(options.only).toEqualTypeOf<string | undefined>();
        expectTypeOf(options.speed).toEqualTypeOf<number>();
        expectTypeOf(options.fast).toEqualTypeOf<boolean>();
        expectTypeOf(options).not.toHaveProperty('reason');
        expectTypeOf(options).not.toHaveProperty('password');
        return Promise.resolve({ conclusion: 'succeeded', line: '' });
      },
    });
    expect(command.name).toBe('apply');
    expect(inputsOf('status').map(input => input.name)).toEqual(['policy', 'ledger', 'report-dir']);
  });
});
