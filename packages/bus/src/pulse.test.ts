import { describe, expect, it, vi } from 'vitest';
import { createPulse } from './pulse.ts';

const LONG = 60_000;

describe('createPulse', () => {
  it('remembers a wake that came while nobody waited, once', async () => {
    vi.useFakeTimers();
    const pulse = createPulse(new AbortController().signal);
    pulse.wake();
    await pulse.wait(LONG);
    const second = settled(pulse.wait(LONG));
    await vi.advanceTimersByTimeAsync(LONG - 1);
    expect(second()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(second()).toBe(true);
    vi.useRealTimers();
  });

  it('ends a wait when woken, and a pause not', async () => {
    vi.useFakeTimers();
    const pulse = createPulse(new AbortController().signal);
    const wait = settled(pulse.wait(LONG));
    const pause = settled(pulse.pause(LONG));
    pulse.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect([wait(), pause()]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(LONG);
    expect(pause()).toBe(true);
    vi.useRealTimers();
  });

  it('ends both when its loop has to end, and never sleeps again', async () => {
    const stop = new AbortController();
    const pulse = createPulse(stop.signal);
    const both = Promise.all([pulse.wait(LONG), pulse.pause(LONG)]);
    stop.abort();
    await both;
    await pulse.wait(LONG);
    await pulse.pause(LONG);
  });
});

function settled(promise: Promise<void>): () => boolean {
  let done = false;
  void promise.then(() => (done = true));
  return () => done;
}
