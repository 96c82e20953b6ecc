import { describe, expect, it } from 'vitest';
import { expand, variableOf } from '../../../src/policy/variable.ts';

describe('variables', () => {
  it('are ours alone, whole, in capitals', () => {
    expect([variableOf('$PATCHRING_X1'), variableOf('${PATCHRING_X1}')]).toEqual(['PATCHRING_X1', 'PATCHRING_X1']);
    for (const text of [
      '$PATH',
      '$patchring_x',
      '$PATCHRING_',
      'a$PATCHRING_X',
      '$PATCHRING_X ',
      '${PATCHRING_X',
      '$PATCHRING_X}',
      '$PATCHRING_Xy',
    ]) {
      expect(variableOf(text)).toBeUndefined();
    }
  });

  it('stand for their value, or for nothing; every other text stands for itself', () => {
    const env = { PATCHRING_X: 'one', HOME: '/root' };
    const texts = ['$PATCHRING_X', '$PATCHRING_Y', '$HOME', 'a$PATCHRING_X'];
    expect(texts.map(text => expand(text, env))).toEqual(['one', '', '$HOME', 'a$PATCHRING_X']);
  });
});
