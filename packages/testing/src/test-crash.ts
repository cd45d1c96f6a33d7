import type { CrashPoints } from '@marketgraph/kernel';

/** What an armed point throws: the step behind it never ran, as if the process had died there. */
export class Crashed extends Error {
  override readonly name = 'Crashed';
}

export interface TestCrash extends CrashPoints {
  /** Throws at that point, once. */
  arm(name: string): void;
  /** Points that were passed, in order. */
  readonly passed: readonly string[];
}

/** For a crash within one process. The crash suite kills real processes at the same points. */
export function createTestCrash(): TestCrash {
  const armed = new Set<string>();
  const passed: string[] = [];
  return {
    passed,
    arm: (name) => {
      armed.add(name);
    },
    point: (name) => {
      if (armed.delete(name)) throw new Crashed(`crashed at ${name}`);
      passed.push(name);
    },
  };
}
