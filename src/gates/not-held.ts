// notHeld: the machine is not waiting for an update that it is not offered. What is held was taken out of the
// machine's updates already; here it is decided whether the machine may go on without it (design section 6: the
// remedy, never the held KB).
import * as z from 'zod';
import { defineGate, type Evidence, judgeWithPatience, type Look, seen } from './gate.ts';

const settings = z.strictObject({});

function look({ before, held, updates }: Evidence): Look {
  const facts = seen('the machine', before?.readings.facts);
  if (!facts.ok) return facts.look;
  const measured = {
    held: held.flatMap(({ kbs }) => kbs).join(', '),
    chosen: updates.flatMap(({ kbs }) => kbs).join(', '),
  };
  const blocking = held.filter(({ blocks }) => blocks);
  if (blocking.length > 0) {
    const reason = blocking.map(({ reason: why, remedy }) => `${why}; ${remedy}`).join('. ');
    return { verdict: 'fail', reason, measured };
  }
  if (held.length === 0) return { verdict: 'pass', reason: 'no update is held here', measured };
  const reason = held.map(({ reason: why, remedy }) => `${why}; ${remedy}`).join('. ');
  return { verdict: 'pass', reason, measured };
}

export const notHeld = defineGate({
  name: 'notHeld',
  help: 'No update is held without its substitute being offered.',
  stages: ['before'],
  byDefault: ['before'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['facts'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence), {}, input),
});
