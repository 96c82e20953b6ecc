import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/model/failure.ts';
import { Covered, type Known } from '../../../src/rollout/coverage.ts';
import { resumeByHand } from '../../../src/rollout/hand.ts';
import { coveredStory, pilotsWithout } from '../../support/coverage.ts';
import { aServer, run, runToTheEnd, say, stateOf, storyOf } from '../../support/rollouts.ts';

const minute = 60_000;
const word = { person: 'anna', reason: 'the vendor says so', exclude: [] as string[] };
const kindsOf = (stage: Awaited<ReturnType<typeof coveredStory>>, ring: string) =>
  stage.events.flatMap(event => ('ring' in event && event.ring === ring ? [event.kind] : []));

describe('kinds of machines', () => {
  const known = (name: string, build: number, roles: readonly string[], isEnrolled: boolean | null = null): Known => ({
    name,
    labels: {},
    facts: { build, roles: [...roles], isDomainController: roles.includes('domain-controller') },
    isEnrolled,
  });
  const gaps = (earlier: readonly Known[], later: readonly Known[]) =>
    new Covered(['role', 'build', 'hotpatch'], earlier).gaps(later);

  it('are covered by an earlier machine of the same role, build and enrolment', () => {
    const one = known('a', 26100, ['iis'], true);
    expect(gaps([one], [{ ...one, name: 'b' }])).toEqual([]);
  });

  it('count two signs together: a role on another Windows is another kind', () => {
    const earlier = [known('a', 26100, ['domain-controller']), known('b', 20348, ['iis'])];
    expect(gaps(earlier, [known('c', 20348, ['domain-controller'])])).toEqual([
      { what: 'role domain-controller and build 20348', machines: ['c'] },
    ]);
  });

  it('name a sign alone where nobody has it, and the machines that lack the same together', () => {
    const earlier = [known('a', 26100, ['iis'], false)];
    const later = [known('b', 20348, ['iis', 'wsus'], true), known('c', 20348, ['iis', 'wsus'], true)];
    expect(gaps(earlier, later)).toEqual([
      { what: 'role wsus, build 20348, enrolled in Hotpatch', machines: ['b', 'c'] },
    ]);
  });

  it('are not guessed where nobody has read them', () => {
    expect(gaps([known('a', 26100, [], true)], [{ ...known('b', 26100, []), facts: null }])).toEqual([]);
  });

  it('are what labels say while nothing else is known, and dc is a domain controller', () => {
    const labelled = { name: 'b', labels: { role: 'DC' }, facts: null, isEnrolled: null };
    expect(gaps([known('a', 26100, ['iis'])], [labelled])).toEqual([
      { what: 'role domain-controller', machines: ['b'] },
    ]);
    expect(gaps([known('a', 26100, ['domain-controller'])], [labelled])).toEqual([]);
  });
});

describe('a plan whose later rings have kinds that no earlier ring has', () => {
  it('says so by default, from labels alone, and names the machines', async () => {
    const { notes, plan } = await coveredStory(undefined);
    expect(plan.rings.map(({ coverage }) => coverage?.action)).toEqual([undefined, 'warn']);
    expect(notes.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'RING_UNCOVERED No ring before pilot can vouch for role domain-controller (dc1).',
    ]);
  });

  it('is no plan where the policy refuses it', async () => {
    const refused = await coveredStory({ action: 'refuse' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(FailureError);
    const [failure] = (refused as FailureError).failures;
    expect(failure).toMatchObject({ code: 'PLAN_UNCOVERED' });
    expect(failure?.message).toBe(
      'No ring before pilot can vouch for role domain-controller (dc1), and coverage: refuse makes this no plan.',
    );
  });

  it('is told of a ring that will be held', async () => {
    const { notes } = await coveredStory(['role']);
    expect(notes.map(({ message }) => message)).toEqual([
      'No ring before pilot can vouch for role domain-controller (dc1): the ring will be held.',
    ]);
  });
});

describe('a ring that nothing vouches for', () => {
  it('opens with a warning in the journal where gaps are only told', async () => {
    const stage = await coveredStory({ action: 'warn' });
    const { standing } = await runToTheEnd(stage);
    expect(standing.conclusion).toBe('succeeded');
    expect(stage.events.find(event => event.kind === 'ringOpened' && event.ring === 'pilot')).toMatchObject({
      uncovered: 'role domain-controller (dc1)',
    });
    expect(storyOf(stage, 'dc1')).not.toContain('look');
  });

  it('is held before it opens, with its machines and both ways out', async () => {
    const stage = await coveredStory({ by: ['role'], action: 'hold' });
    const { standing } = await runToTheEnd(stage);
    expect(standing.conclusion).toBe('held');
    expect(kindsOf(stage, 'pilot')).toEqual(['ringHeld']);
    expect(standing.failure).toMatchObject({ code: 'RING_UNCOVERED' });
    expect(standing.failure?.message).toBe(
      'no ring before pilot can vouch for role domain-controller, role dns, role dfs-replication (dc1)',
    );
    const resume = `patchring resume --rollout ${stage.plan.rolloutId} --reason "…"`;
    expect(standing.failure?.next).toBe(
      `let them go with the others: ${resume}; or leave them out: ${resume} --exclude dc1`,
    );
    expect(storyOf(stage, 'dc1')).toEqual(['look']);
  });

  it.each([
    ['lets them go with the others', [], ['dc1', 'pilot1']],
    ['leaves them out', ['dc1'], ['pilot1']],
  ])('opens when a person has spoken, and %s', async (_, exclude, updated) => {
    const stage = await coveredStory({ by: ['role'] });
    await runToTheEnd(stage);
    say(stage, resumeByHand(stage.plan, stateOf(stage), { ...word, now: stage.clock.now(), exclude }));
    const { standing, state } = await runToTheEnd(stage);
    expect(standing.conclusion).toBe('succeeded');
    const pilots = [...state.machines.values()].filter(({ ring, result }) => ring === 1 && result === 'updated');
    expect(pilots.map(({ name }) => name).sort()).toEqual(updated);
  });

  it('is seen by its machines themselves where labels say nothing', async () => {
    const stage = await pilotsWithout({ dc: aServer('dc1', { ring: 'pilot', kind: 'dc' }) });
    expect(stage.notes).toEqual([]);
    const { standing } = await runToTheEnd(stage);
    expect(standing.failure?.code).toBe('RING_UNCOVERED');
    expect(standing.failure?.message).toContain('(dc1)');
  });

  it('is vouched for by nobody who was skipped', async () => {
    const faults = [{ kind: 'unreachable' as const, begins: 3 * minute }];
    const early = aServer('dc0', { kind: 'dc', faults });
    const stage = await pilotsWithout({ early, dc: aServer('dc1', { ring: 'pilot', kind: 'dc' }) });
    const { standing, state } = await runToTheEnd(stage);
    expect(state.machines.get('dc0')?.phase).toBe('skipped');
    expect(standing.failure?.code).toBe('RING_UNCOVERED');
  });

  it('opens where an earlier ring has updated one of each kind', async () => {
    const early = aServer('dc0', { kind: 'dc' });
    const stage = await pilotsWithout({ early, dc: aServer('dc1', { ring: 'pilot', kind: 'dc' }) });
    const { standing, state } = await runToTheEnd(stage);
    expect(standing.conclusion).toBe('succeeded');
    expect(state.machines.get('dc1')?.result).toBe('updated');
  });

  it('skips a machine that shows only at its check what it is', async () => {
    const dc = aServer('dc1', {
      ring: 'pilot',
      kind: 'dc',
      faults: [{ kind: 'unreachable', begins: 0, lasts: 25 * 60 * minute }],
    });
    const stage = await pilotsWithout({ dc }, { soak: '24h' });
    await runToTheEnd(stage);
    const { state, standing } = await runToTheEnd(stage);
    expect(state.machines.get('dc1')).toMatchObject({ phase: 'skipped', beganAt: null });
    expect(standing.failure?.code).toBe('RING_SKIPPED_TOO_MANY');
    await stage.clock.sleepUntil(stage.clock.now() + 120 * minute);
    const later = await run(stage);
    expect(later.state.machines.get('dc1')?.failure?.code).toBe('MACHINE_UNCOVERED');
  });

  it('tries a password on one machine before it looks at the others', async () => {
    const stage = await coveredStory({ by: ['role'] });
    await runToTheEnd(stage);
    const looks = stage.events.filter(
      event =>
        (event.kind === 'intended' && event.effect.kind === 'look') ||
        (event.kind === 'finished' && event.outcome.kind === 'looked'),
    );
    expect(looks.slice(0, 2).map(({ kind }) => kind)).toEqual(['intended', 'finished']);
  });
});
