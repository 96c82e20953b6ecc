// Who holds a lock or a claim, and whether that process is certainly gone. Only the same computer can tell: a process is known there by
// its number and its birth, since numbers of dead processes are given again. Everywhere else time decides, and that is the affair of
// the lock and of the claim.
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as z from 'zod';
import { codeOf } from './disk.ts';

export const holderSchema = z.object({
  owner: z.string(),
  machine: z.string(),
  /** Processes with equal scopes see each other's numbers; containers do not. */
  scope: z.string(),
  pid: z.number().int(),
  /** When the process was born, as the system counts it: numbers of dead processes are given again. */
  born: z.string(),
  since: z.iso.datetime(),
});
export type Holder = z.output<typeof holderSchema>;

/** This process. */
export async function selfAs(owner: string): Promise<Holder> {
  const { pid } = process;
  const since = new Date().toISOString();
  return { owner, machine: hostname(), scope: await scopeOf(), pid, born: (await factsOf(pid)).born, since };
}

async function scopeOf(): Promise<string> {
  return await readlink('/proc/self/ns/pid').catch(() => 'system');
}

/** What the system tells of a process; nothing where it does not. */
async function factsOf(pid: number): Promise<{ readonly state: string; readonly born: string }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', born: fields[19] ?? '' };
}

/** Ended, and only its number is left until its parent has asked how: killed a moment ago, or in a container where nobody asks. */
const ended: readonly string[] = ['Z', 'X'];

/** `undefined`: it cannot be told from here. */
export async function isGone({ machine, scope, pid, born }: Holder): Promise<boolean | undefined> {
  if (machine !== hostname() || scope !== (await scopeOf())) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
  const now = await factsOf(pid);
  return ended.includes(now.state) || (born !== '' && now.born !== '' && born !== now.born);
}

export function describeHolder(holder: Holder | undefined): string {
  if (holder === undefined) return 'somebody who left no name';
  const { owner, machine, pid, since } = holder;
  return `${owner}, process ${pid} on ${machine}, since ${since}`;
}
