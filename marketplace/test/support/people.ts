import type { DemoVendor } from '@marketgraph/contracts';
import { must } from './must.ts';
import type { Marketplace, Visitor } from './start-marketplace.ts';

/** One of the demo's stores, by its place in the story. */
export function storeAt({ demo }: Pick<Marketplace, 'demo'>, index: number): DemoVendor {
  return must(demo.vendors[index], `store ${index}`);
}

/** Somebody of a store's team. */
export function member(marketplace: Marketplace, store: number, role: 'OWNER' | 'MANAGER' | 'STAFF'): Promise<Visitor> {
  const seat = must(storeAt(marketplace, store).team.find((candidate) => candidate.role === role), role);
  return marketplace.signIn(seat.userId);
}

/** The demo's buyers, in the order of the story. */
export async function buyers(marketplace: Marketplace, count: number, from = 0): Promise<Visitor[]> {
  const people = marketplace.demo.users.filter(({ email }) => /^buyer\d*@/.test(email)).slice(from, from + count);
  if (people.length < count) throw new Error(`the demo has not ${count} buyers`);
  return Promise.all(people.map(({ id }) => marketplace.signIn(id)));
}

export async function buyer(marketplace: Marketplace, index: number): Promise<Visitor> {
  return must((await buyers(marketplace, 1, index))[0], `buyer ${index}`);
}

export function operator(marketplace: Marketplace): Promise<Visitor> {
  return marketplace.signIn(must(marketplace.demo.users.find(({ operatorRole }) => operatorRole === 'ADMIN'), 'operator').id);
}
