import type { Collection } from '../shared/store.ts';
import { invalidRequest } from './errors.ts';
import type { StripeWorld } from './world.ts';

/** Opens the references that `expand` names: `latest_charge.balance_transaction`, `data.customer`. */
export function expand(world: StripeWorld, body: object, paths: readonly string[]): object {
  return paths.reduce((result, path) => open(world, result, path.split('.'), path), body);
}

function open(world: StripeWorld, value: object, [head = '', ...rest]: string[], path: string): object {
  if (Array.isArray(value)) return value.map((item: object) => open(world, item, [head, ...rest], path));
  const fields = value as Record<string, unknown>;
  const current = fields[head];
  if (current === null) return value;
  const target = typeof current === 'string' ? byId(world, current) : current;
  if (typeof target !== 'object' || target === null) {
    throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  return { ...fields, [head]: rest.length === 0 ? target : open(world, target, rest, path) };
}

function byId(world: StripeWorld, id: string): object | undefined {
  const collections: Record<string, readonly Collection<object>[]> = {
    pi: [world.intents],
    seti: [world.setups],
    ch: [world.charges],
    re: [world.refunds],
    cus: [world.customers, world.deletedCustomers],
    pm: [world.methods],
    txn: [world.transactions],
  };
  const candidates = collections[id.split('_')[0] ?? ''] ?? [];
  return candidates.map((collection) => collection.get(id)).find((found) => found !== undefined);
}
