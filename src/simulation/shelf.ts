// The jobs that stand on one simulated machine, by key, from their start until they are forgotten. What stands here obeys the rules of
// the real directory of jobs: a key is one job, what runs is not removed, what has begun is not taken back.
// Time comes with every question.
import type { JobKey, JobStatus } from '../model/job.ts';
import type { Job } from './jobs.ts';
import { changes, statusOf } from './works.ts';

export class Shelf {
  #jobs: readonly Job[] = [];

  get all(): readonly Job[] {
    return this.#jobs;
  }

  find(key: JobKey): Job | undefined {
    return this.#jobs.find(job => job.key === key);
  }

  add(job: Job): void {
    this.#jobs = [...this.#jobs, job];
  }

  /** The job that has not begun and never will. */
  takeBack(key: JobKey, now: number): Job | 'absent' | 'begun' {
    const job = this.find(key);
    if (job === undefined) return 'absent';
    if (job.end !== undefined || now >= job.runsAt) return 'begun';
    this.#forget(job);
    return job;
  }

  poll(key: JobKey, now: number): JobStatus {
    const job = this.find(key);
    return job === undefined ? { state: 'absent' } : statusOf(job, now);
  }

  remove(key: JobKey): 'removed' | 'absent' | 'running' {
    const job = this.find(key);
    if (job === undefined) return 'absent';
    if (job.end === undefined) return 'running';
    this.#forget(job);
    return 'removed';
  }

  /** Of those that have not ended. */
  get open(): readonly Job[] {
    return this.#jobs.filter(({ end }) => end === undefined);
  }

  get isChanging(): boolean {
    return this.open.some(({ work }) => changes(work));
  }

  #forget(job: Job): void {
    this.#jobs = this.#jobs.filter(one => one !== job);
  }
}
