import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { FailureError } from '../../../src/model/failure.ts';
import { load } from '../../support/policy-files.ts';

const folder = new URL('../../../examples/policies/', import.meta.url);
const policy: unknown = parse(readFileSync(new URL('three-rings.yml', folder), 'utf8'));
const machines = readFileSync(new URL('three-rings.machines.yml', folder), 'utf8');

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

/** A copy in which the value at the path is another, gone, or under another key. */
function changed(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown, rename?: string): unknown {
  if (key === undefined) return change(value);
  const copy = structuredClone(value) as Record<string | number, unknown>;
  const inner = changed(copy[key], rest, change, rename);
  if (rest.length > 0 || rename === undefined || Array.isArray(copy)) copy[key] = inner;
  else {
    delete copy[key];
    copy[rename] = inner;
  }
  return copy;
}

const junk = fc.constantFrom<unknown>(
  null,
  '',
  'x',
  -1,
  0,
  1e99,
  3.5,
  true,
  [],
  {},
  [[]],
  { x: 1 },
  '100%',
  '$HOME',
  'rest',
  '5m',
  'ring=test',
  '__proto__',
);
const step = fc.record({
  path: fc.constantFrom(...pathsOf(policy)),
  value: junk,
  kind: fc.constantFrom('replace', 'rename', 'remove'),
});

describe('a policy with any faults', () => {
  it('is loaded, or refused in whole sentences with places; nothing else ever happens (property)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async steps => {
        const written = steps.reduce<unknown>((value, { path, value: other, kind }) => {
          try {
            const keep = (old: unknown): unknown => (kind === 'remove' ? undefined : kind === 'rename' ? old : other);
            return changed(value, path, keep, kind === 'rename' ? 'wavse' : undefined);
          } catch {
            return value;
          }
        }, policy);
        const text = written === undefined ? '' : stringify(written);
        try {
          await load({ 'patchring.yml': text, 'three-rings.machines.yml': machines, x: 'machines: [{ name: a }]\n' });
        } catch (error) {
          if (!(error instanceof FailureError)) throw error;
          expect(error.failures.length).toBeGreaterThan(0);
          for (const { code, message, place } of error.failures) {
            expect(code).toMatch(/^(POLICY|INVENTORY)_/);
            expect(message).not.toMatch(/undefined|NaN|\[object|Invalid input|mended/);
            expect(place?.file).toBeDefined();
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
