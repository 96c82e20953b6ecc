// What every bench needs: repeat, take the median, print a row beside its budget. A machine that is busy makes every time longer, so
// each bench also times a fixed piece of work: figures of two runs are compared as multiples of it, not as milliseconds.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';

/** Folder of the doors that the sources build now: `dist/`, `task/dist/`. */
export const doors = join(import.meta.dirname, 'doors');

export interface Row {
  readonly what: string;
  /** One a repetition. */
  readonly values: readonly number[];
  readonly unit: string;
  readonly budget?: number;
  /** The budget is a floor: more is better. */
  readonly atLeast?: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function row({ what, values, unit, budget, atLeast = false }: Row): void {
  const middle = median(values);
  const range = values.length > 1 ? ` (${shown(Math.min(...values))} to ${shown(Math.max(...values))})` : '';
  const figure = `${shown(middle)} ${unit}${range}`;
  const verdict = budget === undefined ? '' : judged({ middle, unit, budget, atLeast });
  console.log(`  ${what.padEnd(58)} ${figure.padEnd(34)} ${verdict}`.trimEnd());
}

/** Milliseconds: the yardstick of the machines that the budgets were set on, when they had nothing else to do. */
const quiet = 5.2;

/** A time over its budget is told twice: as it is, and as many yardsticks of a quiet machine. */
function judged({
  middle,
  unit,
  budget,
  atLeast,
}: Omit<Required<Row>, 'what' | 'values'> & { middle: number }): string {
  const used = `${atLeast ? 'at least' : 'at most'} ${budget} ${unit}: ${(middle / budget).toFixed(2)} of it`;
  if (atLeast ? middle >= budget : middle <= budget) return used;
  if (unit !== 'ms' && unit !== 's') return `${used}   OVER BUDGET`;
  const now = yardstick();
  const scaled = (middle / budget) * (quiet / now);
  const told = `${used}, at yardstick ${now.toFixed(1)}; ${scaled.toFixed(2)} at ${quiet}`;
  return scaled > 1 ? `${told}   OVER BUDGET` : told;
}

/** Milliseconds of CPU for a fixed piece of work: what this machine is worth now. */
export function yardstick(): number {
  const text = 'Get-PatchringHealth'.repeat(2_000);
  const took = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    for (let turn = 0; turn < 40; turn += 1) {
      createHash('sha256').update(text).digest();
      JSON.parse(JSON.stringify(text.split('-')));
    }
    return cpuSince(before);
  });
  return median(took);
}

export function title(text: string): void {
  const [load = 0] = loadavg();
  const about = `Node ${process.versions.node}, load ${load.toFixed(1)}, yardstick ${yardstick().toFixed(1)} ms`;
  console.log(`\n${text}   [${about}]`);
}

/** Milliseconds of CPU, user and system, of this process. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Milliseconds. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
  /** Of the CPU, what the kernel took. */
  readonly system: number;
}

export async function costOf(work: () => unknown): Promise<Cost> {
  const began = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - began, cpu: (user + system) / 1_000, system: system / 1_000 };
}

/** One after the other, the first one thrown away: it warms up. */
export async function repeat<T>(times: number, once: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let turn = 0; turn <= times; turn += 1) {
    const result = await once();
    if (turn > 0) results.push(result);
  }
  return results;
}

/** Calls a function for every item, at most so many at once. */
export async function atOnce<T>(limit: number, items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const work = async (): Promise<void> => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: limit }, work));
}

export interface Ran extends Omit<Cost, 'system'> {
  readonly exitCode: number | null;
  /** Milliseconds until the first line on standard output, the debug lines of Azure's library aside; undefined: there was none. */
  readonly firstLine: number | undefined;
  readonly output: string;
}

export interface RunOptions {
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
}

// At the end of the process that is measured, for the fourth pipe.
const account = `process.on('exit',()=>{const{user,system}=process.cpuUsage();require('node:fs').writeSync(3,String((user+system)/1e3))})`;

/** A whole line that is not one of the library's own. */
const spoken = /^(?!##vso\[task\.debug\]|\n).*\n/m;

/** Runs a script in a Node of its own to its end. */
export function runNode(args: readonly string[], { node = process.execPath, env = {} }: RunOptions = {}): Promise<Ran> {
  const began = performance.now();
  const preload = `data:text/javascript,import{createRequire}from'node:module';const require=createRequire('file:///');${account}`;
  const child = spawn(node, ['--import', preload, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let firstLine: number | undefined;
  const output: Buffer[] = [];
  let cpu = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output.push(chunk);
    if (firstLine === undefined && spoken.test(Buffer.concat(output).toString('utf8')))
      firstLine = performance.now() - began;
  });
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    cpu += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', exitCode => {
      const text = Buffer.concat(output).toString('utf8');
      resolve({ exitCode, firstLine, output: text, wall: performance.now() - began, cpu: Number(cpu) });
    });
  });
}

export interface Server<Ready> {
  readonly ready: Ready;
  /** Asks it something; it answers with one message. */
  ask<Answer>(question: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts one of the servers beside this bench, in a process of its own; its first message says that it is ready. */
export async function startServer<Ready>(name: string, ...args: readonly string[]): Promise<Server<Ready>> {
  const child = fork(join(import.meta.dirname, `${name}.server.mjs`), args);
  return {
    ready: await message<Ready>(child),
    ask(question) {
      const answer = message(child);
      child.send(question);
      return answer as Promise<never>;
    },
    async stop() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill();
      await ended;
    },
  };
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', value => resolve(value as T));
    child.once('exit', code => reject(new Error(`the server ended with ${code}`)));
  });
}
