// One simulated web server of October 2025, and the steps that tests take on it.
import type { JobStatus } from '../../src/model/job.ts';
import { october2025, rollupPackage, september2026 } from '../../src/simulation/catalogue.ts';
import type { Fault } from '../../src/simulation/faults.ts';
import { SimulatedMachine } from '../../src/simulation/machine.ts';
import { realisticTiming } from '../../src/simulation/profile.ts';
import { type ServerKind, server } from '../../src/simulation/servers.ts';
import type { CatalogueUpdate } from '../../src/simulation/updates.ts';

export const start = Date.UTC(2025, 9, 23, 20);
export const minute = 60_000;
export const hour = 60 * minute;

export interface MachineStory {
  readonly kind?: ServerKind;
  readonly isEnrolled?: boolean;
  readonly faults?: readonly Fault[];
  readonly catalogue?: readonly CatalogueUpdate[];
}

/** On KB5066835 (26100.6899) at `start`, with realistic times. */
export function aMachine({
  kind = 'web',
  isEnrolled = false,
  faults = [],
  catalogue = october2025,
}: MachineStory = {}) {
  const profile = server({ kind, isEnrolled, ubr: 6899, kbs: ['KB5066835'], packages: [rollupPackage(6899)] });
  const surroundings = { catalogue, timing: realisticTiming, seed: 1, startAt: start };
  return new SimulatedMachine({ name: 'web01.corp.example', profile, faults }, surroundings);
}

export function anUpdate(kb: string): CatalogueUpdate {
  const found = [...october2025, ...september2026].find(one => one.kb === kb);
  if (found === undefined) throw new Error(`no ${kb}`);
  return found;
}

export const scan = { kind: 'scan', source: 'machine' } as const;

export const installOf = (...kbs: string[]) => ({
  kind: 'install' as const,
  source: 'machine' as const,
  updates: kbs.map(kb => {
    const { updateId, revision } = anUpdate(kb).update;
    return { updateId, revision };
  }),
});

export function offered(status: JobStatus): readonly string[] {
  if (status.state !== 'finished' || status.kind !== 'scan') throw new Error(`no scan: ${status.state}`);
  return status.result.updates.flatMap(({ kbs }) => kbs);
}

/** Scans from `at` on and says what is offered an hour later. */
export function scanned(model: SimulatedMachine, at: number): readonly string[] {
  model.startJob(`scan-${at}`, scan, at);
  return offered(model.pollJob(`scan-${at}`, at + hour));
}

/** Installs and restarts; returns the instant two hours later, when all that is over. */
export function updated(model: SimulatedMachine, kb: string, at = start): number {
  model.startJob(`install-${kb}`, installOf(kb), at);
  model.pollJob(`install-${kb}`, at + hour);
  model.restart(model.boot(at + hour).bootId, at + hour);
  return at + 2 * hour;
}
