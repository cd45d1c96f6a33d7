import { timestamp } from 'drizzle-orm/pg-core';

/** Every time column: with zone, as a Date. */
export const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
