// Before anything is installed the plan says which of the machines that it asked could not be undone, once for each cause.
import { describe, expect, it } from 'vitest';
import { aServer, ring, servers, setRings } from '../../support/rollouts.ts';

const notesWith = async (policy: Readonly<Record<string, unknown>> = {}) => {
  const cleaned = (name: string, how: string) => {
    const server = aServer(name);
    return { ...server, profile: { ...server.profile, resetters: [how] } };
  };
  const machines = [
    ...servers('test', 1),
    cleaned('a', 'scheduled task \\Corp\\clean'),
    cleaned('b', 'scheduled task \\Corp\\clean'),
    cleaned('c', 'component cleanup (DisableResetbase 0, SupersededActions 1)'),
  ];
  const { notes } = await setRings([ring('test')], machines, { policy });
  return notes.filter(({ code }) => code === 'UNDO_BASE_RESET').map(({ message }) => message);
};

describe('a plan', () => {
  it('names machines whose component store is cleaned with ResetBase by itself, once for each cause', async () => {
    expect(await notesWith()).toEqual([
      'could not be undone: a, b (scheduled task \\Corp\\clean cleans the component store with ResetBase)',
      'could not be undone: c (component cleanup (DisableResetbase 0, SupersededActions 1) cleans the component store with ResetBase)',
    ]);
  });

  it('says nothing of the kind where no package is installed', async () => {
    expect(await notesWith({ updates: { source: 'none' } })).toEqual([]);
  });
});
