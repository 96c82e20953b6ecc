import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadline } from '../../../src/winrm/deadline.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the deadline of a call', () => {
  it('ends once, after its time', () => {
    const ends: string[] = [];
    const deadline = new Deadline(1000);
    deadline.onEnd(end => ends.push(end));
    vi.advanceTimersByTime(999);
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(1);
    deadline.abort();
    expect(ends).toEqual(['WINRM_DEADLINE_EXCEEDED']);
    expect(deadline.end).toBe('WINRM_DEADLINE_EXCEEDED');
  });

  it('ends when the caller gives up, before or after it was made', () => {
    const before = AbortSignal.abort();
    expect(new Deadline(1000, before).end).toBe('WINRM_ABORTED');
    const controller = new AbortController();
    const deadline = new Deadline(1000, controller.signal);
    expect(deadline.end).toBeUndefined();
    controller.abort();
    expect(deadline.end).toBe('WINRM_ABORTED');
  });

  it('tells those who come late at once, and those who have gone nothing', () => {
    const deadline = new Deadline(1000);
    const gone = vi.fn();
    deadline.onEnd(gone)();
    vi.advanceTimersByTime(1000);
    expect(gone).not.toHaveBeenCalled();
    const late = vi.fn();
    deadline.onEnd(late);
    expect(late).toHaveBeenCalledWith('WINRM_DEADLINE_EXCEEDED');
  });

  it('leaves no timer and no listener behind', () => {
    const controller = new AbortController();
    const deadline = new Deadline(1000, controller.signal);
    const listener = vi.fn();
    deadline.onEnd(listener);
    deadline.dispose();
    expect(vi.getTimerCount()).toBe(0);
    controller.abort();
    expect(listener).not.toHaveBeenCalled();
  });

  it('waits for work no longer than it lasts, and passes on how the work ended', async () => {
    const deadline = new Deadline(1000);
    expect(await deadline.within(Promise.resolve(1))).toBe(1);
    await expect(deadline.within(Promise.reject(new Error('the work')))).rejects.toThrow('the work');
    const endless = expect(deadline.within(new Promise(() => {}))).rejects.toMatchObject({
      code: 'WINRM_DEADLINE_EXCEEDED',
      detail: { sent: false },
    });
    vi.advanceTimersByTime(1000);
    await endless;
    await expect(deadline.within(Promise.reject(new Error('too late')))).rejects.toMatchObject({
      code: 'WINRM_DEADLINE_EXCEEDED',
    });
  });

  it('takes a time beyond what a timer can count', () => {
    const deadline = new Deadline(Number.MAX_SAFE_INTEGER);
    vi.advanceTimersByTime(60_000);
    expect(deadline.end).toBeUndefined();
    deadline.dispose();
  });
});
