/**
 * Named places between two steps of a process. They do nothing in production; the crash suite kills the process at each
 * of them and proves that what was begun is resumed or undone.
 */
export interface CrashPoints {
  point(name: string): void;
}

export const noCrash: CrashPoints = { point: () => undefined };
