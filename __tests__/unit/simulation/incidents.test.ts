// The corpus of incidents: what every row must be, and that each fleet has somebody for it to hit, in the test ring, too.
import { describe, expect, it } from 'vitest';
import { shippedHolds } from '../../../src/knowledge/shipped-holds.ts';
import { incidentFleet, profileOf } from '../../../src/simulation/incident-fleet.ts';
import { incidentNamed, incidents } from '../../../src/simulation/incidents.ts';

describe('the incident corpus', () => {
  it('names each incident once, and finds it by its name and by its update', () => {
    expect(new Set(incidents.flatMap(({ name, id }) => [name, id])).size).toBe(2 * incidents.length);
    for (const one of incidents) expect([incidentNamed(one.name), incidentNamed(one.id)]).toEqual([one, one]);
    expect(incidentNamed('none')).toBeUndefined();
  });

  it.each(incidents)('offers the update of $name to machines with the Windows of its day', incident => {
    const { kb, catalogue, windows, isHit } = incident;
    const item = catalogue.find(one => one.kb === kb);
    expect(item?.build).toBe(windows.build);
    expect(Date.parse(item?.update.deployedAt ?? '')).toBeLessThan(incident.startAt + 86_400_000);
    for (const count of [20, 100, 1_000]) {
      const fleet = incidentFleet(count);
      expect(fleet).toHaveLength(count);
      expect(fleet.some(machine => machine.ring === 'test' && isHit(machine))).toBe(true);
    }
  });

  it.each(incidents.flatMap(one => (one.roles === undefined ? [] : [{ ...one, roles: one.roles }])))(
    'hits in $name only machines whose role a hold could name',
    ({ roles, isHit, windows, kb }) => {
      const hit = incidentFleet(100).filter(isHit);
      expect(hit.every(({ role }) => roles.includes(role))).toBe(true);
      expect(incidentFleet(100, roles).some(machine => machine.ring === 'test' && isHit(machine))).toBe(false);
      const held = shippedHolds.filter(hold => hold.kb === kb).map(({ when }) => when.role ?? '');
      expect(held.some(role => profileOf(hit[0]!, windows).roles.includes(role))).toBe(true);
    },
  );
});
