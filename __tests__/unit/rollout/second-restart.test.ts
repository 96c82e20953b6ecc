// Servicing that asks for one more restart after the boot: it gets it, counted, bounded, inside the window and not after a halt.
import { describe, expect, it } from 'vitest';
import type { Fleet, Letter, Mailbox, Readings } from '../../../src/model/ports.ts';
import type { Event } from '../../../src/rollout/events.ts';
import { september2026 } from '../../../src/simulation/catalogue.ts';
import type { CatalogueUpdate } from '../../../src/simulation/updates.ts';
import { aServer, ring, run, type Stage, setRings, someoneAnswers } from '../../support/rollouts.ts';

const [baseline] = september2026 as [CatalogueUpdate];
const faults = [{ kind: 'restartsTwice', kb: baseline.kb }] as const;
const set = (more = {}, policy = {}) =>
  setRings([ring('test')], [aServer('t', more)], { catalogue: [baseline], policy });
const restartsOf = (stage: Stage) => stage.fleet.models.books()[0]?.restarts ?? [];

/** Every boot that is read, and every one that a restart leads to, shows this signal too. */
function showing(stage: Stage, signal: string, more: { before?: boolean; onNewBoot?: () => void } = {}): Fleet {
  return {
    machine: entry => {
      const machine = stage.fleet.machine(entry);
      return {
        ...machine,
        probe: async (names, options) => {
          const readings = await machine.probe(names, options);
          const { boot } = readings as Partial<Readings>;
          if (more.before !== true || boot?.ok !== true) return readings;
          return { ...readings, boot: { ok: true, value: { ...boot.value, pendingRestart: [signal] } } };
        },
        readNewBoot: async left => {
          const answer = await machine.readNewBoot(left);
          if (!answer.ok || typeof answer.value === 'string') return answer;
          more.onNewBoot?.();
          return { ok: true, value: { ...answer.value, pendingRestart: [signal] } };
        },
      };
    },
    close: () => Promise.resolve(),
  };
}

function go(stage: Stage, fleet: Fleet, mailbox?: Mailbox<Event>) {
  const world = { fleet, journal: stage.journal, clock: stage.clock, runner: someoneAnswers };
  return run(stage, { world: mailbox === undefined ? world : { ...world, mailbox } });
}

describe('a restart that servicing asks for after the boot', () => {
  it('follows the first one, and is in the journal with a boot of its own', async () => {
    const stage = await set({ faults });
    const { state } = await run(stage);
    expect(state.machines.get('t')).toMatchObject({ result: 'updated', restarts: 2 });
    expect(restartsOf(stage).map(({ completes }) => completes)).toEqual([[baseline.kb], [`+${baseline.kb}`]]);
    const asked = stage.events.flatMap(one =>
      one.kind === 'intended' && one.effect.kind === 'restart' ? [one.effect] : [],
    );
    expect(asked.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(new Set(asked.map(({ ifStillOn }) => ifStillOn)).size).toBe(2);
  });

  it('is not made where nothing asks for it, nor for a file that is to be renamed', async () => {
    const calm = await set();
    await run(calm);
    expect(restartsOf(calm)).toHaveLength(1);
    const renaming = await set();
    await go(renaming, showing(renaming, 'fileRename'));
    expect(restartsOf(renaming)).toHaveLength(1);
  });

  it('ends at the third one: what still asks then is for the gates', async () => {
    const stage = await set();
    await go(stage, showing(stage, 'servicing'));
    expect(restartsOf(stage)).toHaveLength(3);
  });

  it('is not made for a signal that stood there before we came', async () => {
    const stage = await set({}, { gates: { before: ['reachable'] } });
    await go(stage, showing(stage, 'packagesPending', { before: true }));
    expect(restartsOf(stage)).toHaveLength(1);
  });

  it('is not begun after a halt', async () => {
    const stage = await set();
    const letters: Letter<Event>[] = [];
    const mailbox: Mailbox<Event> = {
      read: async () => letters,
      remove: async () => void letters.splice(0),
      post: async () => '',
    };
    let isHalted = false;
    const onNewBoot = () => {
      if (isHalted) return;
      isHalted = true;
      const event = { kind: 'halted', at: 0, cause: { by: 'person', person: 'p' }, reason: 'stop' } as const;
      letters.push({ id: '1', event });
    };
    await go(stage, showing(stage, 'servicing', { onNewBoot }), mailbox);
    expect(restartsOf(stage)).toHaveLength(1);
  });
});
