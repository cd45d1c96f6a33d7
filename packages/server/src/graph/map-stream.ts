/**
 * Maps a stream one value at a time. A source that fails gives one last value made of its error, so that the consumer
 * reads why it ended. Written by hand because a generator's `return` waits for the `next` under way: a client that hangs
 * up on a quiet topic would never be let go.
 */
export function mapStream<From, To>(
  source: AsyncIterable<From>,
  map: (value: From) => Promise<To>,
  mapFailure: (error: unknown) => To,
): AsyncIterableIterator<To> {
  const iterator = source[Symbol.asyncIterator]();
  let done = false;
  const finished = { done: true, value: undefined } as const;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      if (done) return finished;
      try {
        const step = await iterator.next();
        if (step.done === true || done) {
          done = true;
          return finished;
        }
        return { done: false, value: await map(step.value) };
      } catch (error) {
        if (done) return finished;
        done = true;
        await iterator.return?.();
        return { done: false, value: mapFailure(error) };
      }
    },
    return: async () => {
      done = true;
      await iterator.return?.();
      return finished;
    },
  };
}
