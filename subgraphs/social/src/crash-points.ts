/** Every place where a crash loses something: here identity's answer, of whom to tell. */
export const CRASH_POINTS = ['dispatch.after-recipients'] as const;
