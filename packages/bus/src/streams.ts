import { EVENT_CONSUMERS, EVENTS, type EventName } from '@marketgraph/contracts';

/**
 * All events of one kind of aggregate: `commerce.vendor_order` of `commerce.vendor_order.accepted`. An aggregate's
 * versions count through its stream, so a group that looks for gaps must be sent the whole stream.
 */
export function streamOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}

/**
 * Streams whose events each carry the whole state they tell of. Their consumers need no version before, so a group is
 * sent only what it asks for: without this the busiest event of all, `catalog.stock.changed`, would be carried to
 * `social` for nothing. `strict` handlers are refused on them.
 */
const SELF_CONTAINED: ReadonlySet<string> = new Set(['catalog.stock']);

export function isSelfContained(stream: string): boolean {
  return SELF_CONTAINED.has(stream);
}

const NAMES = Object.keys(EVENTS) as EventName[];

/** What a group that handles `handled` has to receive: those, and the rest of every stream in which it looks for gaps. */
export function namesToReceive(handled: readonly EventName[]): EventName[] {
  const streams = new Set(handled.map(streamOf));
  return NAMES.filter((name) => handled.includes(name) || (streams.has(streamOf(name)) && !isSelfContained(streamOf(name))));
}

export type Routes = (name: EventName) => readonly string[];

/**
 * The groups an event is sent to. Fixed by the contracts, not by who has subscribed: a group that starts late misses
 * nothing. An event of a newer release is refused, to be published by a relay that knows where it goes.
 */
export const contractRoutes: Routes = (name) => {
  const groups = ROUTES.get(name);
  if (groups === undefined) throw new Error(`no event is named ${name}`);
  return groups;
};

const ROUTES: ReadonlyMap<EventName, readonly string[]> = new Map(NAMES.map((name) => [name, groupsFor(name)]));

function groupsFor(name: EventName): string[] {
  const stream = streamOf(name);
  const sources = isSelfContained(stream) ? [name] : NAMES.filter((other) => streamOf(other) === stream);
  return [...new Set(sources.flatMap((source) => EVENT_CONSUMERS[source]))].toSorted();
}

/** The payload's field that holds the aggregate's id. */
export function aggregateIdField(name: EventName): string {
  const stream = streamOf(name);
  if (stream === 'catalog.stock') return 'variantId';
  const noun = stream.slice(stream.indexOf('.') + 1);
  return `${noun.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())}Id`;
}
