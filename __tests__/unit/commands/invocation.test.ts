// What is printed to be pasted reaches the same ledger from wherever it is pasted.
import { describe, expect, it } from 'vitest';
import { invocationOf } from '../../../src/commands/invocation.ts';
import { createMemoryPlatform } from '../../support/memory-platform.ts';

describe('a command that is printed to be pasted', () => {
  it.each([
    [true, undefined, ['--ledger', 'git:patchring-ledger']],
    [true, 'file:/kept', ['--ledger', 'file:/kept']],
    [false, undefined, []],
    [false, 'git:state', ['--ledger', 'git:state']],
  ])('in a pipeline (%s) with the ledger %s says %j', (isPipeline, ledger, options) => {
    const { traits, ...platform } = createMemoryPlatform();
    expect(invocationOf({ ...platform, traits: { ...traits, isPipeline } }, { ledger }).options).toEqual(options);
  });
});
