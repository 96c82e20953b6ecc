import { describe, expect, it } from 'vitest';
import { createTerminal } from '../../../src/platforms/terminal.ts';

describe('the contract of a platform', () => {
  it('has ten members, and no eleventh', () => {
    expect(Object.keys(createTerminal({ json: false, debug: false }))).toHaveLength(10);
  });
});
