import { invalidRequest, missing } from './errors.ts';
import type { Params } from './params.ts';

export const LIST_PARAMETERS = ['limit', 'starting_after', 'ending_before', 'created'];

interface Listed {
  readonly id: string;
  readonly created?: number;
}

/** A page, newest first. `items` come in the order in which they were created. */
export function listPage<Item extends Listed>(items: readonly Item[], params: Params, url: string): object {
  const limit = params.integer('limit', 1) ?? 10;
  if (limit > 100) throw invalidRequest('This value must be less than or equal to 100 (it currently is \'' + limit + '\').', { param: 'limit' });
  const within = createdFilter(params);
  const matching = items.toReversed().filter((item) => within(item.created ?? 0));
  const after = params.text('starting_after');
  const before = params.text('ending_before');
  if (before !== undefined) {
    const end = indexOf(matching, before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: matching.slice(start, end), has_more: start > 0, url };
  }
  const start = after === undefined ? 0 : indexOf(matching, after, 'starting_after') + 1;
  return { object: 'list', data: matching.slice(start, start + limit), has_more: matching.length > start + limit, url };
}

function indexOf(items: readonly Listed[], id: string, param: string): number {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw missing('object', id, param);
  return index;
}

function createdFilter(params: Params): (created: number) => boolean {
  if (typeof params.raw.created === 'string') {
    const exact = params.integer('created');
    return (created) => created === exact;
  }
  const range = params.object('created');
  const [gt, gte, lt, lte] = ['gt', 'gte', 'lt', 'lte'].map((name) => range?.integer(name));
  return (created) => created > (gt ?? -Infinity) && created >= (gte ?? -Infinity) && created < (lt ?? Infinity) && created <= (lte ?? Infinity);
}
