// What of an offer is planned, and what is said of the rest.
import { describe, expect, it } from 'vitest';
import { noHoles } from '../../../src/knowledge/holes.ts';
import type { Update } from '../../../src/model/update.ts';
import { withGuards } from '../../../src/policy/guards.ts';
import { policySchema } from '../../../src/policy/schema.ts';
import { pin, type Survey } from '../../../src/rollout/survey.ts';
import { leftOutNotes } from '../../../src/rollout/unplanned.ts';
import { september2026 } from '../../../src/simulation/catalogue.ts';

const now = Date.parse('2026-09-10T17:00:00Z');
const [baseline, definitions] = september2026.map(({ update }) => update) as [Update, Update];
const preview: Update = {
  ...baseline,
  updateId: '11111111-1111-4222-8333-444455556666',
  kbs: ['KB5999999'],
  title: '2026-09 Preview',
};

const surveyOf = (...offers: readonly (readonly Update[])[]): Survey => ({
  ring: 'test',
  rows: offers.map((updates, index) => ({
    machine: `t${index + 1}`,
    ok: true,
    facts: {} as never,
    scan: { updates: [...updates], source: 'Windows Update' },
  })),
});
const policyOf = (updates: object) =>
  withGuards(
    policySchema.parse({
      version: 1,
      name: 'x',
      inventory: [{ name: 't1', labels: {} }],
      rings: [{ name: 'test', machines: 'rest', window: 'anytime' }],
      updates,
    }),
  );
const kbsOf = (updates: object, ...offers: readonly (readonly Update[])[]) =>
  pin(policyOf(updates), surveyOf(...offers), { denied: [], holes: noHoles, now }).map(({ kbs }) => kbs[0]);
const said = (updates: object, ...offers: readonly (readonly Update[])[]) =>
  leftOutNotes(policyOf(updates), surveyOf(...offers), { holes: noHoles, now }).map(
    ({ code, message }) => `${code} ${message}`,
  );

describe('the pinned set', () => {
  it('leaves out what is replaced by what is wanted itself, and only then', () => {
    const old = { ...baseline, supersededBy: [preview.updateId] };
    expect(kbsOf({}, [old, preview])).toEqual(['KB5999999']);
    expect(kbsOf({ exclude: ['title:*preview'] }, [old, preview])).toEqual(['KB5122871']);
    expect(kbsOf({}, [old], [preview])).toEqual(['KB5999999', 'KB5122871']);
  });

  it('takes an update in when it is old enough, and not before', () => {
    expect(kbsOf({ minAge: '2d' }, [baseline])).toEqual(['KB5122871']);
    expect(kbsOf({ minAge: '49h' }, [baseline])).toEqual([]);
  });

  it('says for a restart the graver prediction, and that it is one only where every machine made it', () => {
    const [one] = pin(policyOf({}), surveyOf([baseline], [{ ...baseline, restart: 'never' }]), {
      denied: [],
      holes: noHoles,
      now,
    });
    expect(one).toMatchObject({ restart: 'always', isRestartPredicted: true });
    const [other] = pin(policyOf({}), surveyOf([baseline], [{ ...baseline, isRestartPredicted: false }]), {
      denied: [],
      holes: noHoles,
      now,
    });
    expect(other?.isRestartPredicted).toBe(false);
  });
});

describe('notes of a plan', () => {
  it('say nothing of what is planned, of other kinds, and of what the owner excluded', () => {
    expect(said({ exclude: ['KB5999999'] }, [baseline, definitions, preview])).toEqual([]);
  });

  it.each<[object, readonly Update[], readonly string[]]>([
    [
      { minAge: '7d' },
      [baseline],
      ['UPDATE_TOO_YOUNG KB5122871 is not planned: it has been out for 2d, and minAge is 7d.'],
    ],
    [
      { minAge: '7d' },
      [{ ...baseline, deployedAt: null }],
      ['UPDATE_TOO_YOUNG KB5122871 is not planned: Windows does not say since when it is out, and minAge is 7d.'],
    ],
    [
      {},
      [{ ...baseline, needsInput: true }],
      ['UPDATE_NEEDS_INPUT KB5122871 is not planned: it asks somebody at the screen.'],
    ],
    [
      {},
      [{ ...baseline, isProductUpgrade: true, kbs: ['KB5044284'] }],
      ['UPDATE_UPGRADES_PRODUCT KB5044284 is not planned: it would make the machine another Windows.'],
    ],
    [
      { exclude: ['KB5999999'] },
      [{ ...baseline, deadline: '2026-09-20T18:00:00Z' }, definitions],
      ['UPDATE_DEADLINE_SET KB5122871 has the WSUS deadline 2026-09-20T18:00:00Z on 2 machines.'],
    ],
    [
      { include: ['KB9999999', 'KB5122871'] },
      [baseline],
      ['UPDATE_NOT_OFFERED updates.include names KB9999999, and no machine of ring test is offered it.'],
    ],
    [
      { exclude: ['KB5122871', 'title:*Preview'] },
      [baseline, preview, definitions],
      ['UPDATES_ALL_EXCLUDED All 2 updates that the policy wants and the machines are offered are excluded.'],
    ],
  ])('say of %j what is left out and why', (updates, offered, lines) => {
    expect(said(updates, offered, offered)).toEqual(lines);
  });
});
