// The same promises without a disk: for simulations, the demo and tests. Records are neither encoded nor chained, only
// kept, so it is as fast as it can be. One writer at a time here, too, so that code which forgets to close its journal
// is found out. Whoever wants to see a crash wraps `append` and throws.
import { FailureError, failureOf } from '../model/failure.ts';
import type { Journal, Ledger, Letter } from '../model/ports.ts';
import { type Dated, formatRecords } from './record.ts';

/** A journal that lasts as long as the object. */
export function createMemoryJournal<Event>(events: Event[] = []): Journal<Event> {
  return {
    read: () => Promise.resolve([...events]),
    append: batch => {
      events.push(...batch);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}

export function createMemoryLedger<Event extends Dated>(): Ledger<Event> {
  const rollouts = new Map<string, Event[]>();
  const mail = new Map<string, Letter<Event>[]>();
  let isWritten = false;
  let letters = 0;
  const boxOf = (rollout: string): Letter<Event>[] => {
    const box = mail.get(rollout) ?? [];
    mail.set(rollout, box);
    return box;
  };
  return {
    list: () => Promise.resolve([...rollouts].flatMap(([name, events]) => (events.length > 0 ? [name] : []))),
    read: rollout => Promise.resolve([...(rollouts.get(rollout) ?? [])]),
    text: rollout => Promise.resolve(formatRecords(rollouts.get(rollout) ?? [])),
    write(rollout) {
      if (isWritten) {
        const failure = failureOf('JOURNAL_LOCKED', 'Another run writes to this ledger.', { retryable: true });
        return Promise.reject(new FailureError([failure]));
      }
      isWritten = true;
      const events = rollouts.get(rollout) ?? [];
      rollouts.set(rollout, events);
      const close = (): Promise<void> => {
        isWritten = false;
        return Promise.resolve();
      };
      return Promise.resolve({ journal: { ...createMemoryJournal(events), close }, notes: [] });
    },
    mailbox: rollout => ({
      read: () => Promise.resolve([...boxOf(rollout)]),
      remove(ids) {
        mail.set(
          rollout,
          boxOf(rollout).filter(({ id }) => !ids.includes(id)),
        );
        return Promise.resolve();
      },
      post(event) {
        letters += 1;
        boxOf(rollout).push({ id: String(letters), event });
        return Promise.resolve(String(letters));
      },
    }),
  };
}
