// The jobs that a simulated machine knows by their keys, from their start until they are forgotten.
// At most one of them changes the machine at a time; which end is next decides when the machine is looked
// at again.
import type { JobKey } from '../model/job.ts';
import type { Job } from './jobs.ts';
import { changes } from './works.ts';

export class JobList {
  #jobs: readonly Job[] = [];

  get all(): readonly Job[] {
    return this.#jobs;
  }

  /** Whether a job that changes the machine has not ended. */
  get isChanging(): boolean {
    return this.#jobs.some(job => job.end === undefined && changes(job.work));
  }

  find(key: JobKey): Job | undefined {
    return this.#jobs.find(job => job.key === key);
  }

  add(job: Job): void {
    this.#jobs = [...this.#jobs, job];
  }

  forget(job: Job): void {
    this.#jobs = this.#jobs.filter(one => one !== job);
  }

  /** One whose end has come. */
  due(at: number): Job | undefined {
    return this.#jobs.find(job => job.end === undefined && job.endsAt <= at);
  }

  open(): readonly Job[] {
    return this.#jobs.filter(job => job.end === undefined);
  }

  /** When the next one ends; infinity: none runs. */
  nextEnd(): number {
    return this.open().reduce((next, { endsAt }) => Math.min(next, endsAt), Number.POSITIVE_INFINITY);
  }
}
