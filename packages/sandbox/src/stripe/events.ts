import { ok, type Endpoint } from './endpoint.ts';
import { missing } from './errors.ts';
import { LIST_PARAMETERS, listPage } from './lists.ts';
import type { StripeWorld, WireEvent } from './world.ts';

/** Events are kept as the texts that are sent, the only form in which they matter. */
function eventsOf({ core }: StripeWorld, matches: (type: string, id: string) => boolean): WireEvent[] {
  return core.webhooks
    .messages()
    .filter(({ type, id }) => matches(type, id))
    .map(({ body }) => JSON.parse(body) as WireEvent);
}

export const eventEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/v1/events',
    parameters: ['type', 'types', 'delivery_success', ...LIST_PARAMETERS],
    handle: (world, { params }) => {
      const type = params.text('type');
      const types = params.list('types') ?? (type === undefined ? undefined : [type]);
      // `charge.*` names a family, as in the API.
      const matches = (candidate: string): boolean => types?.some((wanted) => (wanted.endsWith('*') ? candidate.startsWith(wanted.slice(0, -1)) : wanted === candidate)) ?? true;
      return ok(listPage(eventsOf(world, matches), params, '/v1/events'));
    },
  },
  {
    method: 'GET',
    path: '/v1/events/:id',
    parameters: [],
    handle: (world, { id }) => {
      const [event] = eventsOf(world, (_type, candidate) => candidate === id);
      if (event === undefined) throw missing('event', id);
      return ok(event);
    },
  },
];
