import { EVENT_CONSUMERS, type EventName } from '@marketgraph/contracts';
import { describe, expect, it } from 'vitest';
import { SCHEMA_ENVIRONMENT } from '../schema/schema-environment.ts';
import { unusedDeps } from '../schema/unused.ts';
import { MODULES } from './modules.ts';

describe('events and who acts on them (PLT-06)', () => {
  const registered = MODULES.map((module) => ({ name: module.name, events: module.consumers(unusedDeps(module.name), SCHEMA_ENVIRONMENT).map(({ event }) => event) }));

  it.each(Object.keys(EVENT_CONSUMERS) as EventName[])('%s', (event) => {
    const consumers = registered.filter(({ events }) => events.includes(event)).map(({ name }) => name);
    expect(consumers.toSorted()).toEqual(EVENT_CONSUMERS[event].toSorted());
  });

  it.each(registered)('$name acts on each event once', ({ events }) => {
    expect(events).toEqual([...new Set(events)]);
  });
});
