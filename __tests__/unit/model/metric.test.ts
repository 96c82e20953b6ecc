import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepsOf, valueAt } from '../../../src/model/metric.ts';

describe('a path', () => {
  it.each([
    ['rate', ['rate']],
    ['data.queues[0].length', ['data', 'queues', 0, 'length']],
    ['[2][10].a-b_c', [2, 10, 'a-b_c']],
  ])('%s is names and places', (path, steps) => {
    expect(stepsOf(path)).toEqual(steps);
  });

  it.each(['', '.', 'a.', '.a..b', 'a[', 'a[-1]', 'a[*]', '$.a', "a['b']", 'a b', 'a[0', 'a.0', 'a[99999999]'])(
    '%j is none: no wildcard, no filter, no expression',
    path => {
      expect(stepsOf(path)).toBeUndefined();
    },
  );

  it('finds what stands at the end of any path, and nothing beside it', () => {
    const name = fc.stringMatching(/^[A-Za-z_][\w-]{0,8}$/);
    const step = fc.oneof(name, fc.nat(3));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), fc.double({ noNaN: true }), (steps, value) => {
        const document = steps.reduceRight<unknown>(
          (inner, part) =>
            typeof part === 'number' ? Array.from({ length: part + 1 }, () => inner) : { [part]: inner },
          value,
        );
        const text = steps.map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
        const known = stepsOf(text.replace(/^\./, ''));
        expect(known).toEqual(steps);
        expect(valueAt(JSON.parse(JSON.stringify(document)), known!)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(valueAt(document, [...known!, 'more'])).toBeUndefined();
      }),
    );
  });

  it('finds nothing that an object has from its prototype', () => {
    for (const path of ['constructor', 'toString.length', 'a.length', '__proto__', 'list.length'])
      expect(valueAt(JSON.parse('{ "a": "text", "list": [1] }'), stepsOf(path)!)).toBeUndefined();
  });
});
