// Whether the process that holds a lock is gone, asked of real processes.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Holder, isGone, selfAs } from '../../../src/journal/holder.ts';

const missing = existsSync('/proc/self/stat') ? '' : 'a system that tells the state of processes';

function start(script: string): ChildProcess {
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function holderWith(pid: number): Promise<Holder> {
  return { ...(await selfAs('test')), pid, born: '' };
}

describe.skipIf(missing !== '')(`the holder of a lock${missing && ` (skipped: ${missing})`}`, () => {
  it('is there while its process runs, and gone when that has ended', async () => {
    expect(await isGone(await selfAs('test'))).toBe(false);
    const child = start('sleep 30');
    const holder = await holderWith(child.pid ?? 0);
    expect(await isGone(holder)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isGone(holder)).toBe(true);
  });

  it('is gone when its process has ended and nobody has asked how', async () => {
    // The second program takes the place of the first one's parent before that ends, and never asks.
    const parent = start('sleep 1 & echo $!; exec sleep 30');
    const [bytes] = (await once(parent.stdout ?? expect.fail(), 'data')) as [Buffer];
    const pid = Number(bytes.toString());
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), { timeout: 10_000 }).toContain(') Z ');
    expect(await isGone(await holderWith(pid))).toBe(true);
  });

  it('cannot be told from another computer', async () => {
    const elsewhere = { ...(await selfAs('test')), machine: `not-${hostname()}` };
    expect(await isGone(elsewhere)).toBeUndefined();
  });
});
