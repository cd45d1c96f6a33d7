import { randomBytes } from 'node:crypto';

/** W3C Trace Context: version, trace id, parent id, flags. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const NOTHING = /^0+$/;

/** The client's trace id where it sent a valid one: its traces and ours join up. Otherwise a random one. */
export function traceIdOf(traceparent: string | undefined): string {
  const [, traceId, parentId] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || parentId === undefined || NOTHING.test(traceId) || NOTHING.test(parentId)) return randomTraceId();
  return traceId;
}

export function randomTraceId(): string {
  return randomBytes(16).toString('hex');
}
