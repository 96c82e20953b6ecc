// crashes: Windows has not crashed since the update began. Counted are bugchecks, dirty shutdowns and deaths of critical processes such
// as LSASS; one is enough, at first sight, because no second look can undo it (facts: windows-servicing 5.2, hard reds; 2.2 no. 2, 13).
// Only what came after our first change is counted, so that an older crash is not blamed on the update.
import * as z from 'zod';
import { defineGate, type Evidence, judgeWithPatience, type Look, seen } from './gate.ts';

const settings = z.strictObject({});

function look({ after }: Evidence): Look {
  const health = seen('the crashes', after?.readings.health);
  if (!health.ok) return health.look;
  const { crashes: count, eventsSince } = health.value;
  const measured = { crashes: count, since: eventsSince };
  if (count === 0) return { verdict: 'pass', reason: 'Windows has not crashed', measured };
  const times = count === 1 ? 'once' : `${count} times`;
  return { verdict: 'fail', reason: `Windows crashed ${times} since the update`, measured, certain: true };
}

export const crashes = defineGate({
  name: 'crashes',
  help: 'Windows has not crashed since the update.',
  stages: ['after'],
  byDefault: ['after'],
  severity: 'critical',
  settings,
  probes: () => ({ machine: ['health'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence), {}, input),
});
