import { describe, expect, it } from 'vitest';
import { lineageFileSchema, lineageRows, withOwnRows } from '../../../src/knowledge/lineage.ts';
import { summaryOf } from '../../../src/report/summary.ts';
import { cumulative, rollupPackage, servicingStackPackage } from '../../../src/simulation/catalogue.ts';
import { server } from '../../../src/simulation/servers.ts';
import { ring, runToTheEnd, type Stage, type StageOptions, setStage, stateOf } from '../../support/rollouts.ts';

const november = Date.UTC(2026, 10, 11, 20);
const enrolled = (name: string, label: string, ubr = 33_438, kb = 'KB5122871'): StageOptions['machines'][number] => ({
  name,
  profile: server({
    kind: 'app',
    isEnrolled: true,
    ubr,
    kbs: [kb],
    packages: [rollupPackage(ubr), servicingStackPackage(ubr)],
  }),
  faults: [],
  labels: { ring: label },
});
/** An update of a month that no shipped row knows. */
const unlisted = (title: string, more: { readonly restarts?: 'never'; readonly train?: 'keeps' } = {}) =>
  cumulative({
    kb: 'KB5199999',
    ubr: 33_600,
    title,
    updateId: 'cccccccc-0000-4000-8000-000000000001',
    audience: 'all',
    train: 'baseline',
    ...more,
  });
const stageOf = (catalogue: StageOptions['catalogue'], more: Partial<StageOptions> = {}): Promise<Stage> =>
  setStage({
    policy: { rings: [ring('test', { soak: '1h' }), ring('pilot', { soak: '1h' })] },
    machines: [enrolled('t1', 'test'), enrolled('p1', 'pilot'), enrolled('p2', 'pilot')],
    catalogue,
    startAt: november,
    ...more,
  });
const named = '2026-11 Security Update (KB5199999) (26100.33600)';
const rowsWith = (kind: string) =>
  withOwnRows(
    lineageFileSchema.parse({
      format: 1,
      rows: [{ product: 'windows-server-2025', month: '2026-11', kind, kb: 'KB5199999', ubr: 33_600 }],
    }),
  );

describe('an enrolled machine that faces an unlisted update which restarts it', () => {
  it('is held before anything is started, with the row to paste as its next step', async () => {
    const stage = await stageOf([unlisted(named)]);
    const { standing } = await runToTheEnd(stage);
    expect(standing.conclusion).toBe('held');
    expect(stateOf(stage).machines.get('t1')?.failure).toMatchObject({
      code: 'MACHINE_HELD',
      next: expect.stringContaining(
        'plan again, since an open rollout keeps the rows it began with: - { product: windows-server-2025, month: 2026-11, kind: lcu, kb: KB5199999, ubr: 33600 }',
      ),
    });
    expect(stage.events.some(event => event.kind === 'intended' && event.effect.kind === 'install')).toBe(false);
    const { plan, events, clock } = stage;
    const story = { plan, events, state: stateOf(stage), standing, now: clock.now() };
    const { attention, next } = summaryOf(story, { program: 'patchring', options: [] });
    for (const text of [attention[0]?.why, next[0]]) expect(text).toContain('kind: lcu, kb: KB5199999, ubr: 33600 }');
  });

  it('is updated once a person has added the row, by gate and choice alike', async () => {
    const stage = await stageOf([unlisted(named)], { lineage: rowsWith('baseline') });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    const gates = stage.events.flatMap(event =>
      event.kind === 'judged' && event.stage === 'after' ? event.gates : [],
    );
    const judged = gates.filter(({ gate, againAt }) => gate === 'hotpatch' && againAt === undefined);
    expect(judged.length).toBeGreaterThan(2);
    for (const { verdict, measured } of judged)
      expect([verdict, measured]).toEqual(['pass', { before: 'enrolledReady', after: 'enrolledReady' }]);
  });

  it('stays held where the row says that the update leaves the train', async () => {
    const stage = await stageOf([unlisted(named)], { lineage: rowsWith('oobLcu') });
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('held');
  });
});

describe('a machine that stands on a build which only the owner’s rows know', () => {
  const later = cumulative({
    kb: 'KB5199990',
    ubr: 33_700,
    title: '2026-11 Security Update (KB5199990) (26100.33700)',
    updateId: 'cccccccc-0000-4000-8000-000000000002',
    audience: 'all',
    train: 'leaves',
  });
  const machines = [enrolled('t1', 'test', 33_600, 'KB5199999'), enrolled('p1', 'pilot', 33_600, 'KB5199999')];

  it('is held while nobody knows whether it is on the train', async () => {
    const { standing } = await runToTheEnd(await stageOf([later], { machines }));
    expect(standing.conclusion).toBe('held');
  });

  it('is updated when they say that it has left: there is nothing to protect', async () => {
    const { standing } = await runToTheEnd(await stageOf([later], { machines, lineage: rowsWith('oobLcu') }));
    expect(standing.conclusion).toBe('succeeded');
  });
});

describe('the rows of a rollout', () => {
  it('are in the plan and under its hash', async () => {
    const [shipped, own] = [await stageOf([]), await stageOf([], { lineage: rowsWith('baseline') })];
    expect(shipped.plan.lineage).toEqual(lineageRows);
    expect(own.plan.hash).not.toBe(shipped.plan.hash);
    expect(own.plan.lineage.filter(({ kb }) => kb === 'KB5199999')).toHaveLength(1);
  });
});

describe('an update that no title and no row gives a build', () => {
  it('gets its target from the first machine, provisionally, and a machine that comes elsewhere fails', async () => {
    const title = 'Sicherheitsupdate (KB5199999)';
    const hotpatch = unlisted(title, { restarts: 'never', train: 'keeps' });
    const stage = await stageOf([hotpatch]);
    expect((await runToTheEnd(stage)).standing.conclusion).toBe('succeeded');
    const seen = stage.events.flatMap(event =>
      event.kind === 'judged' && event.stage === 'after'
        ? event.gates.flatMap(({ gate, measured }) =>
            gate === 'buildIsTarget' ? [`${event.machine}: ${measured.provisional ?? 'nothing expected'}`] : [],
          )
        : [],
    );
    expect(seen).toContain('t1: nothing expected');
    expect(seen).toContain('p1: from t1');
    expect(seen).toContain('p2: from t1');
  });
});
