// Journals that earlier versions wrote must fold for ever: a rollout may soak for weeks, and what was taken back stays taken back. One
// file a format, written by the version that had it and never made again; a format that nobody here knows is refused with a sentence.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chainStart, formatRecord, parseRecords } from '../../../src/journal/record.ts';
import { conclusionOf } from '../../../src/rollout/conclusion.ts';
import { type Event, eventSchema } from '../../../src/rollout/events.ts';
import { fold } from '../../../src/rollout/fold/index.ts';
import { root } from '../../support/house.ts';

const textOf = (name: string): string =>
  readFileSync(join(root, '__tests__/support/journals', `${name}.jsonl`), 'utf8');
const read = (text: string) => parseRecords<Event>(Buffer.from(text), eventSchema, 'journal');

describe('a journal of format 1', () => {
  it.each([
    ['rolled-back', 'rolled-back'],
    ['halted', 'halted'],
    ['service', 'halted'],
    ['drilled', 'succeeded'],
  ])('that ended %s is read, verified and folded to what it was', (name, conclusion) => {
    const { events, end } = read(textOf(`format-1-${name}`));
    expect(end.sequence).toBe(events.length);
    expect(events[0]).toMatchObject({ kind: 'begun', format: 1 });
    const rollout = fold(events);
    if (rollout === undefined) throw new Error('no rollout');
    expect(conclusionOf(rollout.plan, rollout.state, rollout.state.lastAt).conclusion).toBe(conclusion);
  });
});

describe('a journal of a format that is not known', () => {
  it('is refused at its first record, which says the format', () => {
    const [first] = read(textOf('format-1-halted')).events;
    if (first === undefined) throw new Error('no record');
    const later = formatRecord({ ...first, ...{ format: 2 } }, chainStart).line;
    expect(() => read(`${later}\n`)).toThrow(
      'JOURNAL_VERSION_UNKNOWN: Line 1 holds a record (begun, format 2) that this version does not read.',
    );
  });
});
