import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/model/spelling.ts';

describe('nearest', () => {
  const commands = ['validate', 'plan', 'preflight', 'apply', 'status', 'halt', 'resume', 'rollback', 'demo'];

  it.each([
    ['aply', 'apply'],
    ['Apply', 'apply'],
    ['paln', 'plan'],
    ['pre-flight', 'preflight'],
    ['rolback', 'rollback'],
    ['val', 'validate'],
    ['satus', 'status'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearest(typed, commands)).toBe(meant);
  });

  it.each(['xyz', 'deploy', '', 'p', 'rings'])('makes no guess at %j', typed => {
    expect(nearest(typed, commands)).toBeUndefined();
  });

  it('prefers the word itself and the nearer word', () => {
    expect(nearest('rings', ['ringz', 'rings'])).toBe('rings');
    expect(nearest('maxFailure', ['maxUnavailable', 'maxFailures'])).toBe('maxFailures');
  });

  it('finds every word of five letters or more with one letter lost, doubled or swapped', () => {
    const word = fc.constantFrom('validate', 'preflight', 'apply', 'status', 'resume', 'rollback');
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('lose', 'double', 'swap'), (meant, seed, slip) => {
        const at = 1 + (seed % (meant.length - 1));
        const [head, letter] = [meant.slice(0, at), meant.charAt(at)];
        const typed = {
          lose: head + meant.slice(at + 1),
          double: head + letter + meant.slice(at),
          swap: meant.slice(0, at - 1) + letter + meant.charAt(at - 1) + meant.slice(at + 1),
        }[slip];
        expect(nearest(typed, commands)).toBe(meant);
      }),
    );
  });
});
