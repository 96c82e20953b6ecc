import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { loadPolicy } from '../../../src/policy/load.ts';
import { policySchema } from '../../../src/policy/schema.ts';

describe('the schema', () => {
  const json = z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7' });

  it('describes every field in one sentence', () => {
    const silent: string[] = [];
    const walk = (shape: unknown, path: string): void => {
      if (typeof shape !== 'object' || shape === null) return;
      for (const [key, inner] of Object.entries(shape)) {
        if (key === 'properties') {
          for (const [name, field] of Object.entries(inner as Record<string, { description?: string }>)) {
            if (!/\S[.]$/.test(field.description ?? '')) silent.push(`${path}.${name}`);
          }
        }
        walk(inner, /^\d+$|properties|items|anyOf|oneOf/.test(key) ? path : `${path}.${key}`);
      }
    };
    walk(json, '');
    expect(silent).toEqual([]);
  });

  it('refuses unknown keys everywhere, and is small enough for an editor', () => {
    const text = JSON.stringify(json);
    expect(text).not.toContain('"additionalProperties":true');
    expect(text.length).toBeLessThan(96_000);
  });
});

const folder = new URL('../../../examples/policies/', import.meta.url);
const examples = readdirSync(folder).filter(name => name.endsWith('.yml') && !name.includes('.machines.'));

describe('the examples', () => {
  it('are there', () => {
    expect(examples).toEqual([
      'kerberos.yml',
      'packages.yml',
      'private-network.yml',
      'script.yml',
      'small.yml',
      'three-rings.yml',
      'web-farm.yml',
      'zones.yml',
    ]);
  });

  it.each(examples)('%s is a good policy', async name => {
    const file = new URL(name, folder).pathname;
    const loaded = await loadPolicy({ policy: file, runner: 'runner01' });
    expect(loaded.policy.rings.length).toBeGreaterThan(1);
    expect(readFileSync(file, 'utf8')).toMatch(/^# yaml-language-server: \$schema=/);
  });
});
