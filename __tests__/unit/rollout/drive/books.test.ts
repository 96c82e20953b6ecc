// What a run does before it says how the rollout stands and leaves, where others write the same journal.
import { describe, expect, it } from 'vitest';
import type { Claim, Journal } from '../../../../src/model/ports.ts';
import { Books } from '../../../../src/rollout/drive/books.ts';
import type { Event } from '../../../../src/rollout/events.ts';
import { ring, servers, setRings } from '../../../support/rollouts.ts';

/** Half of a rollout whose journal is looked at only when asked for at once, as soon after a look. */
async function halfARollout() {
  const stage = await setRings([ring('test')], servers('test', 4));
  const { plan, clock } = stage;
  const begun: Event = { kind: 'begun', at: clock.now(), format: 1, plan };
  const written: Event[] = [begun];
  const others: Claim[] = [];
  let seen = { records: 1, others: [] as readonly Claim[] };
  let known = 1;
  const look = () => {
    seen = { records: written.length, others: [...others] };
  };
  const journal: Journal<Event> = {
    read: async () => written.slice(0, known),
    append: async events => {
      written.push(...events);
      known = written.length;
    },
    close: async () => {},
    company: {
      follow: async () => {
        const isNews = seen.records > known;
        known = Math.max(known, seen.records);
        return isNews;
      },
      refresh: async () => look(),
      others: async () => seen.others,
      rest: async () => {},
    },
  };
  const opening = { plan, by: 'run 1', ring: null, only: null, shard: '1/2' };
  const books = new Books({ opening, journal, clock, onEvent: undefined }, [begun]);
  await books.flush();
  const cause = { by: 'person', person: 'A. Admin' } as const;
  const halt = () => written.push({ kind: 'halted', at: clock.now(), cause, reason: 'to see' });
  return { books, halt, others, written, look };
}

describe('a run that has nothing left', () => {
  it('takes in the last word of one that is gone before it leaves', async () => {
    const { books, halt } = await halfARollout();
    halt();
    expect(await books.mayBeWoken()).toBe(true);
    expect(books.state.halt?.reason).toBe('to see');
    expect(await books.mayBeWoken()).toBe(false);
  });

  it('stays where another one has begun meanwhile, and leaves when that one has nothing left either', async () => {
    const { books, others, written, look } = await halfARollout();
    const beside: Claim = { shard: '2/2', owner: 'run 2', fence: 1, until: Number.MAX_SAFE_INTEGER, idleAt: null };
    others.push(beside);
    expect(await books.mayBeWoken()).toBe(true);
    others.splice(0, 1, { ...beside, idleAt: written.length });
    look();
    expect(await books.mayBeWoken()).toBe(false);
  });
});
