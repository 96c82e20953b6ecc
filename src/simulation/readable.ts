// What can be asked of a simulated machine without changing it: each reading is brought up to its instant,
// and computed from what the machine then is.
// What happens to it in between is machine.ts.
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Boot, Facts, HealthReading, HotpatchReading, RolesReading } from '../model/reading.ts';
import type { RemovalReading, ShadowReading } from '../model/undo-reading.ts';
import type { SimulatedCluster } from './cluster.ts';
import { readDiagnosis } from './diagnosis.ts';
import type { Fault } from './faults.ts';
import type { MachineProfile } from './profile.ts';
import { type MachineView, readBoot, readFacts, readHealth, readHotpatch, readRoles } from './readings.ts';
import { listedPackages, type Software } from './software.ts';
import { readRemoval, readShadow, type Undo } from './undo-readings.ts';

export abstract class ReadableMachine implements MachineView {
  abstract readonly name: string;
  abstract readonly profile: MachineProfile;
  abstract readonly faults: readonly Fault[];
  abstract readonly software: Software;
  abstract readonly begunAt: number;
  abstract readonly bootNumber: number;
  abstract readonly bootedAt: number;
  abstract readonly settledAt: number;
  abstract readonly crashedAt: readonly number[];

  /** Keys of the jobs that stand on it. */
  protected abstract readonly jobKeys: readonly string[];

  protected abstract readonly cluster: SimulatedCluster | undefined;

  /** Applies whatever has fallen due. */
  protected abstract settle(now: number): void;

  facts(now: number): Facts {
    this.settle(now);
    return { ...readFacts(this, now), traces: [...this.jobKeys] };
  }

  boot(now: number): Boot {
    this.settle(now);
    return readBoot(this, now);
  }

  hotpatch(now: number): HotpatchReading {
    this.settle(now);
    return readHotpatch(this);
  }

  /** @param eventsSince epoch ms */
  health(now: number, eventsSince?: number): HealthReading {
    this.settle(now);
    return readHealth(this, now, eventsSince);
  }

  diagnosis(now: number, eventsSince?: number): Diagnosis {
    this.settle(now);
    return readDiagnosis(this, now, eventsSince);
  }

  roles(now: number): RolesReading {
    this.settle(now);
    return readRoles(this, now, this.cluster);
  }

  packages(now: number): readonly string[] {
    this.settle(now);
    return listedPackages(this.software);
  }

  /** @param undo whose packages are asked about */
  removal(now: number, undo?: Undo): RemovalReading {
    this.settle(now);
    return readRemoval(this, now, undo);
  }

  shadow(now: number): ShadowReading {
    this.settle(now);
    return readShadow(this, now);
  }
}
