// cameBack: the machine that we restarted is on a new boot, settled, and answers. Whether the boot is a new one is
// told by the boot's identity, never by its time alone (facts: windows-servicing 3.10); what cannot be compared is
// not clear. A machine that is away past the timeout has failed for certain.
import * as z from 'zod';
import { compareBoots } from '../model/boot-identity.ts';
import { durationSchema, formatDuration } from '../model/duration.ts';
import {
  awayAtMost,
  defineGate,
  type JudgeInput,
  type Judgement,
  judgeWithPatience,
  type Look,
  lookAgainAfter,
  type Measured,
  type Snapshot,
  seen,
} from './gate.ts';

const settings = z.strictObject({
  timeout: durationSchema
    .optional()
    .describe(
      'How long a machine may be away, from asking for the restart until Windows has settled; as `restart` says.',
    ),
});
type Settings = z.output<typeof settings>;

function look({ evidence }: JudgeInput<Settings>): Look {
  const boot = seen('the boot', evidence.after?.readings.boot);
  if (!boot.ok) return boot.look;
  const { bootId, bootedAt, isServicing, pendingRestart } = boot.value;
  const measured = { bootedAt, isServicing, pendingRestart: pendingRestart.join(', ') };
  if (isServicing) return { verdict: 'inconclusive', reason: 'Windows is still servicing itself', measured };
  if (evidence.restart === undefined) return lookWithoutRestart(evidence.before, bootId, measured);
  const sameness = compareBoots(bootId, evidence.restart.from);
  if (sameness !== 'other') {
    const reason =
      sameness === 'same'
        ? 'it is still on the boot before the restart'
        : 'nobody can tell whether it is on a new boot: it names this one by another source than the one before';
    return { verdict: 'inconclusive', reason, measured };
  }
  const away =
    evidence.settledAt === undefined ? '' : ` after ${formatDuration(evidence.settledAt - evidence.restart.askedAt)}`;
  return { verdict: 'pass', reason: `came back${away}`, measured };
}

/** We asked for no restart. Somebody else's is told, and is no failure: the machine is back. What crashed shows in the events. */
function lookWithoutRestart(before: Snapshot | undefined, bootId: string, measured: Measured): Look {
  const then = seen('the boot before', before?.readings.boot);
  if (!then.ok) return then.look;
  const reasons = {
    same: 'no restart was needed, and none happened',
    other: 'it restarted without our asking, and is back',
    unknown: 'no restart was needed; whether one happened nobody can tell',
  };
  return { verdict: 'pass', reason: reasons[compareBoots(then.value.bootId, bootId)], measured };
}

function judge(input: JudgeInput<Settings>): Judgement {
  const { evidence, now, settings: chosen } = input;
  const seenNow = look(input);
  const waits = seenNow.verdict === 'inconclusive' || seenNow.verdict === 'error';
  if (evidence.restart === undefined || !waits) return judgeWithPatience(seenNow, {}, input);
  const { timeout = awayAtMost } = chosen;
  const deadline = evidence.restart.askedAt + timeout;
  if (now >= deadline) {
    const reason = `it is not back ${formatDuration(timeout)} after the restart was asked for: ${seenNow.reason}`;
    return judgeWithPatience({ ...seenNow, verdict: 'fail', reason, certain: true }, {}, input);
  }
  const judgement = judgeWithPatience(seenNow, {}, input);
  return { ...judgement, againAt: Math.min(now + lookAgainAfter, deadline) };
}

export const cameBack = defineGate({
  name: 'cameBack',
  help: 'The machine is back on a new boot and has settled.',
  stages: ['after'],
  byDefault: ['after'],
  severity: 'critical',
  settings,
  probes: () => ({ machine: ['boot'], runner: [] }),
  judge,
});
