import { and, eq, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { messages } from './queue.tables.ts';

export type OtherMessages = ReturnType<typeof otherMessages>;

/** The queue under another name, to compare a message with those beside it. */
export function otherMessages(name: string) {
  return alias(messages, name);
}

/** Versions of one aggregate, told to one group in one stream: they are handled one after the other. */
export function isOfSameLane(other: OtherMessages): SQL | undefined {
  return and(eq(other.group, messages.group), eq(other.stream, messages.stream), eq(other.aggregateId, messages.aggregateId));
}
