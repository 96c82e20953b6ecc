// Evidence for gates: a healthy machine that was updated and came back, with the one thing changed that a test is about.
import type { Evidence, Judgement, Snapshot, Stage } from '../../src/gates/gate.ts';
import { choiceNamed, gateEntrySchema, gateNamed } from '../../src/gates/registry.ts';
import { lineageRows } from '../../src/knowledge/lineage.ts';
import type { Answer, Readings } from '../../src/model/ports.ts';
import { boot, facts, health, hotpatchReading, restartReadiness } from './windows-state.ts';

export const updatedAt = Date.parse('2025-10-25T20:00:00Z');

export function read<T>(value: T): Answer<T> {
  return { ok: true, value };
}

/** What a machine answers that does not answer. */
export const unread = {
  ok: false,
  arrived: 'maybe',
  failure: { code: 'WINRM_DEADLINE_EXCEEDED', message: 'no answer within 60s', retryable: true },
} as const satisfies Answer<never>;

export function snapshot(more: Partial<Readings> = {}, at = updatedAt): Snapshot {
  const readings = {
    facts: read(facts()),
    boot: read(boot()),
    restart: read(restartReadiness()),
    hotpatch: read(hotpatchReading(['KB5066835'])),
    health: read(health()),
    packages: read([]),
    roles: read({ results: [] }),
    scripts: read({ 'probe.ps1 30000': { ended: 'done', exitCode: 0, last: null, note: '', took: 4 } as const }),
  };
  return { at, readings: { ...readings, ...more } };
}

export const kb5070893 = {
  updateId: '00000000-0000-4000-8000-000005070893',
  revision: 200,
  kbs: ['KB5070893'],
  title: '2025-10 Security Update (KB5070893) (26100.6905)',
  restart: 'always',
} as const;

/** After KB5070893, a restart and enough time to settle. */
export function evidence(stage: Stage, more: Partial<Evidence> = {}): Evidence {
  const after = snapshot({
    facts: read(facts({ ubr: 6905 })),
    boot: read(boot({ bootId: 'boot-18' })),
    hotpatch: read(hotpatchReading(['KB5066835', 'KB5070893'])),
  });
  return {
    stage,
    machine: { name: 'web01', labels: {} },
    before: snapshot(),
    ...(stage === 'after'
      ? { after, restart: { askedAt: updatedAt - 600_000, from: 'boot-17' }, settledAt: updatedAt }
      : {}),
    updates: [kb5070893],
    held: [],
    lineage: lineageRows,
    runner: {},
    ...more,
  };
}

export interface Asked {
  /** Settings as a policy writes them. */
  readonly settings?: Record<string, unknown>;
  /** Milliseconds after the change settled; an hour unless given. */
  readonly after?: number;
  readonly previous?: Judgement;
}

/** Judges through the policy's schema, as a rollout does. */
export function judge(name: string, seen: Evidence, { settings, after = 3_600_000, previous }: Asked = {}): Judgement {
  const choice =
    settings === undefined ? choiceNamed(name) : gateEntrySchema(seen.stage).parse({ gate: name, ...settings });
  const gate = gateNamed(choice.gate);
  if (gate === undefined) throw new RangeError(`no gate ${name}`);
  return gate.judge({ settings: choice.settings, evidence: seen, now: updatedAt + after, previous });
}
