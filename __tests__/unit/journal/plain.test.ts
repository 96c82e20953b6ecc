// The quick look at a record against the schema, which is the only truth: on real journals, on what a damaged or hostile one could hold,
// and on definitions that the journal does not have yet.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { plainOf } from '../../../src/journal/plain.ts';
import { type Event, eventSchema } from '../../../src/rollout/events.ts';
import { playLarge } from '../../bench/engine.ts';

const fixtures = ['format-1-halted', 'format-1-rolled-back'].flatMap(name =>
  readFileSync(join(import.meta.dirname, `../../support/journals/${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
    .map(({ event, at }): Event => ({ ...event, at: Date.parse(at) })),
);

/** What it takes the schema takes, and gives it back as it is. */
function holdsFor(schema: z.ZodType, value: unknown): void {
  if (!plainOf(schema)(value)) return;
  const parsed = schema.safeParse(value);
  expect({ success: parsed.success, data: parsed.data }).toStrictEqual({ success: true, data: value });
}

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', 'pass', 'machine', 0, -0, 1, -1, 1.5, 2 ** 53, 1e300, [], {}, [null], [{}]),
  fc.constantFrom<unknown>('KB5120233', '2026-09-09T20:24:03.021Z', '2026-09-09T20:24:03.021', '2026-02-30T00:00:00Z'),
  fc.jsonValue({ maxDepth: 2 }),
);
const damage = fc.record({
  path: fc.array(fc.nat(), { minLength: 1, maxLength: 9 }),
  how: fc.constantFrom('put', 'drop', 'add', 'rename'),
  name: fc.constantFrom('__proto__', 'toString', 'kind', 'unheardOf', 'next', 'place', 'ok', 'series'),
  value: leaf,
});

/** One change somewhere in a copy. */
function damaged(event: unknown, { path, how, name, value }: typeof damage extends fc.Arbitrary<infer T> ? T : never) {
  const copy: unknown = JSON.parse(JSON.stringify(event));
  let place = copy as Record<string, unknown>;
  for (const [depth, step] of path.entries()) {
    const keys = Object.keys(place);
    const key = keys[step % Math.max(1, keys.length)] ?? 'kind';
    const inner = place[key];
    if (depth < path.length - 1 && typeof inner === 'object' && inner !== null) {
      place = inner as Record<string, unknown>;
      continue;
    }
    if (how === 'put') place[key] = value;
    else if (how === 'drop') delete place[key];
    else Object.defineProperty(place, name, { value, enumerable: true, writable: true, configurable: true });
    if (how === 'rename') delete place[key];
    break;
  }
  return JSON.parse(JSON.stringify(copy));
}

describe('the quick look at a record', () => {
  it('takes every record of a rollout but the first, which bears the policy: the schema need not be asked', async () => {
    const { stage } = await playLarge(12);
    const plain = plainOf(eventSchema);
    const asked = stage.events.filter(event => !plain(event));
    expect(asked.map(({ kind }) => kind)).toEqual(['begun']);
    for (const event of stage.events) holdsFor(eventSchema, event);
  });

  it('takes nothing that the schema refuses or gives back in another form', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(damage, { minLength: 1, maxLength: 3 }), (event, all) => {
        holdsFor(eventSchema, all.reduce<unknown>(damaged, event));
      }),
      { numRuns: 1_000 },
    );
  });

  it('leaves to the schema what it does not understand', () => {
    const schemas = [
      z.strictObject({ a: z.string().default('x'), b: z.number().optional() }),
      z.strictObject({ a: z.string().default('x').optional() }),
      z.object({ a: z.string() }),
      z.strictObject({ a: z.string().trim() }),
      z.strictObject({ a: z.coerce.string() }),
      z.strictObject({ a: z.string().transform(text => text.length) }),
      z.strictObject({ a: z.string().refine(text => text === 'x') }),
      z.strictObject({ a: z.email() }),
      z.union([z.strictObject({ a: z.string().default('x') }), z.strictObject({})]),
      z.union([z.string().trim(), z.string()]),
      z.record(z.string().min(2), z.number()),
      z.strictObject({ a: z.prefault(z.string(), 'x') }),
      z.strictObject({ a: z.catch(z.string(), 'x') }),
      z.strictObject({ a: z.number().min(1).max(3), b: z.number().gt(1).lt(3).exactOptional() }),
      z.strictObject({ a: z.array(z.number()).min(1).max(2) }),
      z.strictObject({ a: z.string().length(2) }),
      z.strictObject({ a: z.int32() }),
      z.strictObject({ a: z.number().multipleOf(2) }),
    ];
    const a = fc.oneof(
      fc.constantFrom<unknown>(' x', 'x', 'xx', 0, 1, 2, 3, 2 ** 40, 1.5, null, [], [1], [1, 2, 3]),
      fc.jsonValue(),
    );
    const values = fc.oneof(fc.record({ a, b: a }, { requiredKeys: [] }), a, fc.dictionary(fc.string(), a));
    fc.assert(
      fc.property(values, value => {
        for (const schema of schemas) holdsFor(schema, JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 500 },
    );
  });
});
