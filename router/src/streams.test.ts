import { describe, expect, it, vi } from 'vitest';
import { createChannel, mapStream } from './streams.ts';

describe('channel', () => {
  it('gives what was pushed, in order, then ends', async () => {
    const { stream, push, end } = createChannel<number>(10);
    push(1);
    push(2);
    end();
    expect(await Array.fromAsync(stream)).toEqual([1, 2]);
  });

  it('hands a value to whoever waits already', async () => {
    const { stream, push } = createChannel<number>(0);
    const waiting = stream.next();
    expect(push(1)).toBe(true);
    expect(await waiting).toEqual({ done: false, value: 1 });
    expect(push(2)).toBe(false);
  });

  it('throws a failure once, after what was pushed before', async () => {
    const { stream, push, fail } = createChannel<number>(10);
    push(1);
    fail(new Error('broke'));
    expect((await stream.next()).value).toBe(1);
    await expect(stream.next()).rejects.toThrow('broke');
    expect((await stream.next()).done).toBe(true);
  });

  it('lets a waiting reader go when it leaves, and tells once', async () => {
    const left = vi.fn();
    const { stream } = createChannel<number>(10, left);
    const waiting = stream.next();
    await stream.return?.();
    await stream.return?.();
    expect((await waiting).done).toBe(true);
    expect(left).toHaveBeenCalledTimes(1);
  });

  it('says when everything has been read', async () => {
    const { stream, push, whenRead } = createChannel<number>(10);
    push(1);
    let isRead = false;
    const reading = whenRead().then(() => {
      isRead = true;
      return undefined;
    });
    await Promise.resolve();
    expect(isRead).toBe(false);
    await stream.next();
    await reading;
    expect(isRead).toBe(true);
  });
});

describe('mapStream', () => {
  it('lets go of a source whose own return waits for the step under way', async () => {
    async function* quiet(): AsyncGenerator<number, undefined> {
      await new Promise(() => undefined);
      yield 1;
      return undefined;
    }
    const stream = mapStream(quiet(), (value) => value);
    const waiting = stream.next();
    void stream.return?.();
    expect((await waiting).done).toBe(true);
  });

  it('ends with what the mapping throws', async () => {
    const { stream, push } = createChannel<number>(10);
    push(1);
    const mapped = mapStream(stream, (): number => {
      throw new Error('no event');
    });
    await expect(mapped.next()).rejects.toThrow('no event');
    expect((await mapped.next()).done).toBe(true);
  });
});
