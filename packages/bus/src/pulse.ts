/** How a background loop sleeps: until it is woken, until the time is up, or until it has to end. */
export interface Pulse {
  /** What happened while nobody waited is not lost: the next `wait` returns at once. */
  wake(): void;
  wait(milliseconds: number): Promise<void>;
  /** Sleeps on when woken, so that a loop whose work fails does not spin. Ends early only with the loop. */
  pause(milliseconds: number): Promise<void>;
}

export function createPulse(signal: AbortSignal): Pulse {
  let woken = false;
  let release: (() => void) | undefined;
  const wake = () => {
    woken = true;
    release?.();
  };
  signal.addEventListener('abort', wake, { once: true });
  return {
    wake,
    wait: async (milliseconds) => {
      if (!woken && !signal.aborted) await sleep(milliseconds, (wakeUp) => (release = wakeUp));
      release = undefined;
      woken = false;
    },
    pause: async (milliseconds) => {
      if (signal.aborted) return;
      let stop: (() => void) | undefined;
      await sleep(milliseconds, (wakeUp) => {
        stop = wakeUp;
        signal.addEventListener('abort', wakeUp, { once: true });
      });
      if (stop !== undefined) signal.removeEventListener('abort', stop);
    },
  };
}

function sleep(milliseconds: number, offer: (wakeUp: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    offer(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
