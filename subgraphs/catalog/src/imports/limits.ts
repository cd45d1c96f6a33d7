import { DAY, HOUR, MINUTE } from '@marketgraph/kernel';

/** The largest file that comes in by the upload route, and the largest text within a mutation. */
export const MOST_FILE_BYTES = 20_000_000;
export const MOST_TEXT_BYTES = 512_000;
export const MOST_ROWS = 100_000;

/** Products that a transaction writes: often enough for progress and short locks, seldom enough for speed. */
export const PRODUCTS_A_BATCH = 50;
/** Rows that a transaction puts aside while the file is read. */
export const ROWS_A_BATCH = 500;
/** Issues of each severity that are kept; all are counted. */
export const MOST_ISSUES = 5_000;

/** While an import is worked on nobody else takes it; after a crash it is due again when this has passed. */
export const LEASE_MS = MINUTE;
/** Watchers are told no more often than this, and when something begins or ends. */
export const TELL_EVERY_MS = 500;
/** Times that a failing import is tried, and times that one is taken up again whose process died. */
export const MOST_FAILURES = 5;
export const MOST_RUNS = 25;

export const UPLOAD_LASTS_MS = HOUR;
/** Uploads of a vendor that wait for an import; the oldest gives way. */
export const MOST_UPLOADS = 5;
/** Imports of a vendor that wait or run. */
export const MOST_UNFINISHED = 10;
/** How long an import and its issues can be looked at; the idempotency key lasts as long. */
export const KEPT_MS = 90 * DAY;
