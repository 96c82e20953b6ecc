import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { gateChoiceSchema } from '../../../src/gates/choice.ts';
import { type Evidence, type Gate, stages } from '../../../src/gates/gate.ts';
import { choiceNamed, defaultGates, gateEntrySchema, gateNamed, gates, gatesAt } from '../../../src/gates/registry.ts';
import type { ProbeName } from '../../../src/model/ports.ts';
import { verdicts } from '../../../src/model/verdict.ts';
import { evidence, snapshot, unread, updatedAt } from '../../support/gate-evidence.ts';

/** Settings without a default, as a policy would write them. */
const needed: Readonly<Record<string, Record<string, unknown>>> = {
  http: { url: 'https://{machine}/health' },
  tcp: { port: 1433 },
  exec: { command: ['./smoke.sh', '{machine}'] },
  script: { file: 'probe.ps1' },
  metric: { url: 'https://metrics.example/{machine}', path: 'errors.rate', pass: 0.01, fail: 0.05 },
};
const settingsOf = (gate: Gate): Record<string, unknown> => gate.settings.parse(needed[gate.name] ?? {});
const cases = gates.flatMap(gate => gate.stages.map(stage => ({ gate, stage, name: `${gate.name} ${stage}` })));
const minutes = fc.integer({ min: 0, max: 180 }).map(count => count * 60_000);
const judgeOf = (gate: Gate, seen: Evidence, now = updatedAt + 3_600_000) =>
  gate.judge({ settings: settingsOf(gate), evidence: seen, now });

/** Any mixture of probes that were answered, refused, or not asked. */
const anySnapshot = fc
  .record({
    facts: fc.constantFrom('read', 'unread', 'absent'),
    boot: fc.constantFrom('read', 'unread', 'absent'),
    restart: fc.constantFrom('read', 'unread', 'absent'),
    hotpatch: fc.constantFrom('read', 'unread', 'absent'),
    health: fc.constantFrom('read', 'unread', 'absent'),
    packages: fc.constantFrom('read', 'unread', 'absent'),
    // For people: no gate asks for it.
    diagnosis: fc.constant('absent'),
    roles: fc.constantFrom('read', 'unread', 'absent'),
    scripts: fc.constantFrom('read', 'unread', 'absent'),
    removal: fc.constantFrom('read', 'unread', 'absent'),
    shadow: fc.constantFrom('read', 'unread', 'absent'),
  })
  .map(how => {
    const all = snapshot().readings;
    const kept = (Object.keys(how) as ProbeName[]).filter(probe => how[probe] !== 'absent');
    return {
      at: updatedAt,
      readings: Object.fromEntries(kept.map(probe => [probe, how[probe] === 'read' ? all[probe] : unread])),
    };
  });

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

describe.each(cases)('gate $name', ({ gate, stage }) => {
  it('passes nothing when nothing was read', () => {
    const nothing = evidence(stage, {
      before: undefined,
      after: undefined,
      runner: {},
      settledAt: undefined,
      restart: undefined,
    });
    expect(judgeOf(gate, nothing).verdict).not.toBe('pass');
  });

  it('passes nothing when everything was refused', () => {
    const refused = snapshot({
      facts: unread,
      boot: unread,
      restart: unread,
      hotpatch: unread,
      health: unread,
      packages: unread,
      roles: unread,
      scripts: unread,
      removal: unread,
      shadow: unread,
    });
    const seen = evidence(stage, { before: refused, ...(stage === 'after' ? { after: refused } : {}) });
    expect(['fail', 'error', 'inconclusive']).toContain(judgeOf(gate, seen).verdict);
  });

  it('gives a verdict, a reason and figures for whatever was read, and changes none of it', () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, minutes, (before, after, later) => {
        const seen = frozen(evidence(stage, { before, ...(stage === 'after' ? { after } : {}) }));
        const judgement = judgeOf(gate, seen, updatedAt + later);
        expect(verdicts).toContain(judgement.verdict);
        expect(judgement.reason.trim()).not.toBe('');
        expect(judgement.reason).not.toMatch(/undefined|NaN|\[object/);
        expect(JSON.parse(JSON.stringify(judgement))).toEqual(judgement);
        expect(judgeOf(gate, seen, updatedAt + later)).toEqual(judgement);
        if (judgement.againAt !== undefined) {
          expect(judgement.againAt).toBeGreaterThan(updatedAt + later);
          expect(judgement.verdict).not.toBe('pass');
          expect(judgement.verdict).not.toBe('fail');
        }
        if (stage === 'before') expect(judgement.againAt).toBeUndefined();
      }),
    );
  });

  it('reads nothing but what it asked for', () => {
    const { machine } = gate.probes({ settings: settingsOf(gate), stage, machine: { name: 'web01', labels: {} } });
    const only = (seen: Evidence['before']): Evidence['before'] =>
      seen && { at: seen.at, readings: Object.fromEntries(machine.map(probe => [probe, seen.readings[probe]])) };
    const whole = evidence(stage);
    const narrow = evidence(stage, {
      before: only(whole.before),
      ...(stage === 'after' ? { after: only(whole.after) } : {}),
    });
    expect(judgeOf(gate, narrow)).toEqual(judgeOf(gate, whole));
  });
});

describe.each(gates.map(gate => ({ gate, name: gate.name })))('gate $name', ({ gate }) => {
  it('describes itself and every setting, and refuses any other setting', () => {
    expect(gate.help).toMatch(/^[A-Z].*\.$/);
    for (const field of Object.values(gate.settings.shape)) {
      expect(z.globalRegistry.get(field as z.ZodType)?.description).toMatch(/^[A-Z].*\.$/);
    }
    expect(gate.settings.safeParse({ ...needed[gate.name], nonsense: 1 }).success).toBe(false);
  });

  it('is chosen as JSON, with its severity beside its settings', () => {
    const stage = gate.stages[0] ?? 'before';
    const choice = gateEntrySchema(stage).parse({ gate: gate.name, ...needed[gate.name] });
    expect(gateChoiceSchema.parse(JSON.parse(JSON.stringify(choice)))).toEqual(choice);
    expect(choice.severity).toBe(gate.severity);
    expect(choice.settings).not.toHaveProperty('severity');
  });
});

describe('the registry', () => {
  it('names every gate once, and finds it by its name', () => {
    expect(new Set(gates.map(({ name }) => name)).size).toBe(gates.length);
    for (const gate of gates) expect(gateNamed(gate.name)).toBe(gate);
    expect(gateNamed('constructor')).toBeUndefined();
  });

  it('names every gate that has a file', () => {
    const files = readdirSync(new URL('../../../src/gates/', import.meta.url)).filter(
      file => !['choice.ts', 'service.ts', 'gate.ts', 'registry.ts'].includes(file),
    );
    const kebab = gates.map(({ name }) => `${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}.ts`);
    expect(kebab.sort()).toEqual(files.sort());
  });

  it('lets no gate import another', () => {
    for (const file of readdirSync(new URL('../../../src/gates/', import.meta.url)).filter(
      name => !['registry.ts', 'service.ts'].includes(name),
    )) {
      const text = readFileSync(new URL(`../../../src/gates/${file}`, import.meta.url), 'utf8');
      const siblings = [...text.matchAll(/from '\.\/([^']+)'/g)]
        .map(match => match[1])
        .filter(name => name !== 'gate.ts');
      expect([file, siblings]).toEqual([file, []]);
    }
  });

  it('asks these gates when the policy names none, and they need no settings', () => {
    expect(defaultGates('before')).toEqual([
      'reachable',
      'soleUpdater',
      'noPendingRestart',
      'noShutdownPending',
      'bitLocker',
      'runningBackup',
      'loggedOn',
      'diskFree',
      'cluster',
      'notHeld',
    ]);
    expect(defaultGates('after')).toEqual([
      'noHangingShutdown',
      'cameBack',
      'productUnchanged',
      'crashes',
      'buildIsTarget',
      'services',
      'roles',
      'listenerCertificate',
      'timeSkew',
      'events',
      'load',
    ]);
    for (const stage of stages) for (const name of defaultGates(stage)) expect(choiceNamed(name).gate).toBe(name);
  });

  it('opens for a healthy machine: the default gates all pass', () => {
    for (const stage of stages) {
      const judged = defaultGates(stage).map(name => {
        const gate = gateNamed(name);
        return [name, gate === undefined ? undefined : judgeOf(gate, evidence(stage)).verdict];
      });
      expect(judged).toEqual(defaultGates(stage).map(name => [name, 'pass']));
    }
  });

  it('says where a gate belongs that cannot judge here', () => {
    const message = gateEntrySchema('before').safeParse('cameBack').error?.issues[0];
    expect(JSON.stringify(message)).toContain('gate cameBack judges only after an update: move it to gates.after');
    expect(gatesAt('before')).not.toContain('cameBack');
  });
});
