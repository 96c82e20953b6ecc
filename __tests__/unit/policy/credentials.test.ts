import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../src/knowledge/errors.ts';
import { credentialFor, credentialNamed, missingVariables, variableOf } from '../../../src/policy/credentials.ts';
import { membersOf } from '../../../src/policy/membership.ts';
import { policySchema, type Ring } from '../../../src/policy/schema.ts';

const credentials = {
  default: { username: 'CORP\\svc', password: '$PATCHRING_PASSWORD' },
  tier0: { match: 'role=dc', username: '$PATCHRING_TIER0', password: '${PATCHRING_TIER0_PASSWORD}' },
};
const web = { name: 'web01', labels: { role: 'web' } };
const dc = { name: 'dc01', labels: { role: 'dc' } };

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
});

describe('credentials', () => {
  it('are chosen by label, else the default', () => {
    expect([credentialFor(credentials, web), credentialFor(credentials, dc)]).toEqual(['default', 'tier0']);
    expect(credentialFor({ tier0: credentials.tier0 }, web)).toBeUndefined();
  });

  it('are read when they are asked for, not before', () => {
    const env: Record<string, string> = {};
    const credential = credentialNamed(credentials, 'tier0', env);
    env.PATCHRING_TIER0 = 'admin';
    env.PATCHRING_TIER0_PASSWORD = 'one';
    expect([credential?.username(), credential?.password()]).toEqual(['admin', 'one']);
    env.PATCHRING_TIER0_PASSWORD = 'two';
    expect(credential?.password()).toBe('two');
  });

  it('hold no value that printing them could show', () => {
    const credential = credentialNamed(credentials, 'default', { PATCHRING_PASSWORD: 'hunter2' });
    expect(JSON.stringify(credential)).toBe('{"label":"default"}');
  });

  it('miss each variable once, and only those that some machine needs', () => {
    expect(missingVariables(credentials, [web, { ...web, name: 'web02' }], {})).toEqual([
      {
        code: 'CREDENTIAL_MISSING',
        message: 'the environment variable PATCHRING_PASSWORD is not set; credentials.default needs it',
        retryable: false,
        next: 'Set PATCHRING_PASSWORD from a secret of the pipeline.',
      },
    ]);
    const tier0 = missingVariables(credentials, [web, dc], { PATCHRING_PASSWORD: 'x', PATCHRING_TIER0: '' });
    expect(tier0.map(({ message }) => message)).toEqual([
      'the environment variable PATCHRING_TIER0 is not set; credentials.tier0 needs it',
      'the environment variable PATCHRING_TIER0_PASSWORD is not set; credentials.tier0 needs it',
    ]);
    expect(missingVariables(credentials, [], {})).toEqual([]);
  });
});

describe('membership', () => {
  const machines = fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-z][0-9]$/),
      labels: fc.record({ ring: fc.constantFrom('a', 'b', 'c'), role: fc.constantFrom('web', 'dc') }),
    }),
    { selector: ({ name }) => name, maxLength: 20 },
  );
  const ringsOf = (...selectors: unknown[]): Ring[] =>
    policySchema.parse({
      version: 1,
      name: 'x',
      inventory: 'x.yml',
      rings: selectors.map((selector, index) => ({ name: `r${index}`, machines: selector, window: 'anytime' })),
    }).rings;

  it('puts every machine into one ring, in the order of the inventory, when the last takes the rest (property)', () => {
    fc.assert(
      fc.property(machines, all => {
        const rings = membersOf(ringsOf({ label: 'ring=a' }, { label: ['ring=b', 'role=dc'] }, 'rest'), all);
        const members = rings.map(ring => ring.machines);
        expect(new Set(members.flat()).size).toBe(all.length);
        expect(members.flat().length).toBe(all.length);
        for (const ring of members) expect(ring).toEqual(all.filter(machine => ring.includes(machine)));
        expect(members[1]?.every(({ labels }) => labels.ring === 'b' && labels.role === 'dc')).toBe(true);
      }),
    );
  });

  it('takes machines by name whatever the case, and a label’s value as it is written', () => {
    const [byName, byLabel] = membersOf(ringsOf(['WEB01'], { label: 'role=dc' }), [
      web,
      dc,
      { name: 'dc02', labels: { role: 'DC' } },
    ]);
    expect([byName?.machines, byLabel?.machines]).toEqual([[web], [dc]]);
  });
});

describe('the codes of wrong input', () => {
  it('each have an example here', () => {
    const folder = new URL('./', import.meta.url);
    const text = readdirSync(folder)
      .map(name => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n');
    const ours = Object.keys(failureCodes).filter(code => /^(POLICY|INVENTORY)_/.test(code));
    expect(ours.filter(code => !text.includes(code))).toEqual([]);
  });
});
