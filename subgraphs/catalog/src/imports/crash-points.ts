/** Every place between two steps of catalog's processes where a crash must lose nothing and do nothing twice. */
export const CRASH_POINTS = [
  // An import, in the order of its steps.
  'import.after-started',
  'import.after-claimed',
  'import.after-rows-read',
  'import.after-read',
  'import.after-batch',
  'import.after-finished',
  // The job that fetches pictures.
  'image.after-claimed',
  'image.after-fetched',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];
