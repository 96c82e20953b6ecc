// PowerShell values of every shape, for property tests.
import fc from 'fast-check';
import { type PsObject, type PsValue, psObject, psScalar } from '../../src/winrm/psrp/clixml/values.ts';

/** Any UTF-16, lone surrogates and escapes included. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map(units => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom('_x', '_X', '0041', '_', 'D83D', '\u0000', 'a'), { maxLength: 8 })
    .map(parts => parts.join('')),
);
const date = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const scalar = fc.constantFrom(
  psScalar('G', '792e5b37-4505-47ef-b7d2-8711bb7affa8'),
  psScalar('Version', '1.2.3.4'),
  psScalar('TS', 'PT9.0269026S'),
  psScalar('D', '12.50'),
  psScalar('C', '955'),
  psScalar('URI', 'http://a/_x0041_ b'),
  psScalar('SBK', "{ 'a'\r\n }"),
  psScalar('XD', '<a b="1"/>'),
);
/** What comes out as it went in. */
const exact: fc.Arbitrary<PsValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  anyText,
  fc.integer(),
  fc.double().filter(value => !Number.isSafeInteger(value) || Object.is(value, -0)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
  date,
  fc.uint8Array({ maxLength: 20 }),
  scalar,
);
const names = fc.uniqueArray(anyText, { minLength: 1, maxLength: 4 });

export const tree = fc.letrec<{ value: PsValue; object: PsObject }>(tie => ({
  value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, exact, tie('object')),
  object: fc
    .record({
      typeNames: fc.array(anyText, { maxLength: 3 }),
      text: fc.option(anyText, { nil: undefined }),
      adapted: fc.tuple(names, fc.array(tie('value'), { minLength: 4, maxLength: 4 })),
      extended: fc.tuple(names, fc.array(tie('value'), { minLength: 4, maxLength: 4 })),
      base: fc.option(
        fc.oneof(
          fc.record({
            kind: fc.constantFrom('list' as const, 'stack' as const, 'queue' as const, 'enumerable' as const),
            items: fc.array(tie('value'), { maxLength: 4 }),
          }),
          fc.record({
            kind: fc.constant('dictionary' as const),
            entries: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }),
          }),
          fc.record({ kind: fc.constant('value' as const), value: exact }),
        ),
        { nil: undefined },
      ),
    })
    .map(({ typeNames, text, base, adapted, extended }) =>
      psObject({
        typeNames,
        ...(text === undefined ? {} : { text }),
        ...(base === undefined ? {} : { base }),
        adapted: new Map(adapted[0].map((name, index) => [name, adapted[1][index] ?? null])),
        extended: new Map(extended[0].map((name, index) => [name, extended[1][index] ?? null])),
      }),
    ),
}));
