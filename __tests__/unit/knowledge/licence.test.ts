import { describe, expect, it } from 'vitest';
import { holdsFor, holdsInForce } from '../../../src/knowledge/holds.ts';
import { gradeHotpatch } from '../../../src/knowledge/hotpatch.ts';
import { licenceAgainst, licenceRemedy } from '../../../src/knowledge/licence.ts';
import type { HotpatchReading } from '../../../src/model/reading.ts';
import { facts, hotpatchReading } from '../../support/windows-state.ts';

const stuck = { licenceTrouble: ['licenceCommandStuck'] };
const november = Date.parse('2025-11-12T20:00:00Z');
const where = facts({ clock: '2025-11-12T20:00:00Z' });
const graded = (more: Partial<HotpatchReading>) => gradeHotpatch(hotpatchReading(['KB5066835'], more), where);

function held(kb: string, title: string, more: Partial<HotpatchReading>) {
  const update = { updateId: 'x', revision: 1, kbs: [kb], title, restart: 'always' as const };
  const common = { facts: where, installed: ['KB5066835'], mode: 'protect', now: november } as const;
  const holds = holdsInForce([], 'protect', november);
  return holdsFor({ ...common, grade: graded(more), holds, updates: [update] }).held[0];
}
const cumulative = '2025-11 Cumulative Update for Microsoft server operating system version 24H2 (KB5068861)';

describe('the cure of a lapsed licence', () => {
  it('names of the known bug only what the machine does not show to be done', () => {
    expect(licenceRemedy({ arcSubscription: 0, licenceMitigation: null, ...stuck })).toMatch(
      /stop the service himds, delete DeviceLicensingServiceCommandMutex, set the override 4264695439 to 1 and restart$/,
    );
    expect(licenceRemedy({ arcSubscription: 0, licenceMitigation: 1, ...stuck })).toMatch(
      /the override 4264695439 is set already, so for the known bug stop the service himds, delete \w+ and restart$/,
    );
    expect(licenceRemedy({ arcSubscription: 0, licenceMitigation: 1, licenceTrouble: [] })).toMatch(
      /disable it there and enable it again; the known bug is not the cause/,
    );
  });

  it('is in the grade, and the override is in its evidence', () => {
    const { remedy, evidence } = graded({ ...stuck, licenceMitigation: 1 });
    expect(remedy).toContain('the override 4264695439 is set already');
    expect(evidence).toContain('override 4264695439 against the licence bug: set');
    expect(graded(stuck).evidence).toContain('override 4264695439 against the licence bug: absent or not read');
  });
});

describe('a cumulative update that is offered to an enrolled machine', () => {
  it('is held, and the licence is told where it has lapsed: nobody is sent to WSUS for a hotpatch that is not served', () => {
    expect(held('KB5068861', cumulative, { arcSubscription: 0 })).toMatchObject({
      blocks: true,
      reason: expect.stringContaining('the Azure Arc licence for Hotpatch is not active (0)'),
      remedy: expect.stringMatching(/^the machine is not offered KB5072753 or KB5068966: no update is wrong/),
    });
  });

  it('is held as a wrong update where the licence is in order', () => {
    const why = held('KB5068861', cumulative, {});
    expect(why).toMatchObject({
      blocks: true,
      remedy: expect.stringContaining('approve KB5072753 or KB5068966 in WSUS'),
    });
    expect(`${why?.reason} ${why?.remedy}`).not.toContain('licence');
  });

  it('has two possible causes where no row lists it and the licence has lapsed', () => {
    const unlisted = cumulative.replace('KB5068861', 'KB5999999');
    expect(held('KB5999999', unlisted, stuck)).toMatchObject({
      reason: expect.stringMatching(/probably meant for machines that are not enrolled, or the licence is the cause: /),
      remedy: expect.stringMatching(/^no update is wrong.*; or look it up on Microsoft’s page/),
    });
    expect(held('KB5999999', unlisted, {})?.reason).not.toContain('licence');
  });
});

it('says against a deadline what its lapse costs, and nothing without one', () => {
  expect(licenceAgainst('2025-11-20')).toBe(
    '; until it is mended, meeting the deadline of 2025-11-20 takes cumulative updates with a restart',
  );
  expect(licenceAgainst(null)).toBe('');
});
