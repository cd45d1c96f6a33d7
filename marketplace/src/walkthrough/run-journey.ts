import type { Step, World } from './world.ts';

export interface Watcher {
  begins(step: Step, number: number, of: number): void;
  ends(step: Step, milliseconds: number): void;
}

/** Walks the steps in order. The first that fails ends the journey with its own words. */
export async function runJourney(world: World, steps: readonly Step[], watcher: Watcher): Promise<void> {
  for (const [index, step] of steps.entries()) {
    watcher.begins(step, index + 1, steps.length);
    const began = performance.now();
    await step.run(world);
    watcher.ends(step, performance.now() - began);
  }
}
