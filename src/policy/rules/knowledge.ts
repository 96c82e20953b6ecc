// Rules of what is known of updates: a CVE that is named has a fix that is known, and the fast track has a reason, a soak and a canary.
// Faster is never fewer: gates, windows, waves and approvals stand as they are written, and whoever goes first is looked at before the
// others follow.
import { formatDuration } from '../../model/duration.ts';
import { wavesOf } from '../amounts.ts';
import { membersOf } from '../membership.ts';
import { fault, type Rule } from './rule.ts';

const fixesKnown: Rule = ({ policy: { updates }, holes }) =>
  holes === undefined
    ? []
    : updates.include.flatMap((name, index) => {
        if (!name.startsWith('CVE-') || holes.fixes.has(name)) return [];
        const message = `nothing says which update closes ${name}: name the KB itself, or save Microsoft’s file of its month and name it under cves`;
        return [fault('POLICY_CVE_UNMAPPED', ['updates', 'include', index], message)];
      });

/** Some damage shows only after an hour (facts: windows-servicing 5.2). */
const shortest = 3_600_000;

const soaksStill: Rule = ({ policy: { fastTrack } }) => {
  if (fastTrack === undefined || fastTrack.soak >= shortest) return [];
  const message = `a soak of ${formatDuration(fastTrack.soak)} shows nothing: write at least ${formatDuration(shortest)}`;
  return [fault('POLICY_FAST_TRACK_INVALID', ['fastTrack', 'soak'], message)];
};

const hasReason: Rule = ({ policy: { fastTrack, exploited, kev, cves } }) => {
  if (fastTrack === undefined || exploited.length > 0 || kev !== undefined || cves !== undefined) return [];
  const message = 'nothing says what is exploited, so nothing ever takes the fast track: write exploited, kev or cves';
  return [fault('POLICY_FAST_TRACK_INVALID', ['fastTrack'], message)];
};

/** At least one machine goes first, and is judged before another one is begun. */
const hasCanary: Rule = ({ policy, machines }) => {
  if (policy.fastTrack === undefined) return [];
  const [first, ...others] = membersOf(
    policy.rings,
    machines.map(({ entry }) => entry),
  ).filter(({ machines: members }) => members.length > 0);
  if (first === undefined || others.length > 0) return [];
  const size = first.machines.length;
  if (size < 2 || (wavesOf(first.ring.waves, size)[0] ?? size) < size) return [];
  const message = `the ring ${first.ring.name} takes all ${size} machines at once, and the fast track needs one that goes first: write waves: [1, 100%], or a ring before it`;
  return [fault('POLICY_FAST_TRACK_INVALID', ['fastTrack'], message)];
};

export const knowledgeRules: readonly Rule[] = [fixesKnown, soaksStill, hasReason, hasCanary];
