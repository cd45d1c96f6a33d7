import { createGraphClient, type GraphClient } from './graph-client.ts';

/** Where the server and its sandboxes are. */
export interface Addresses {
  /** `http://127.0.0.1:4000` */
  readonly router: string;
  readonly mail: string;
  readonly stripe: string;
  readonly uber: string;
}

/** Somebody with an account, and what they carry about. */
export interface Person {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly graph: GraphClient;
  tokens: { readonly accessToken: string; readonly refreshToken: string } | undefined;
  sessionId: string;
  userId: string;
}

export interface Store {
  readonly id: string;
  readonly slug: string;
  readonly owner: Person;
}

/** What the steps of the journey hand on to one another. */
export interface World {
  readonly addresses: Addresses;
  readonly guest: GraphClient;
  /** Makes addresses and names of this journey its own, so that it can be walked again on the same server. */
  readonly tag: string;
  readonly operator: Person;
  readonly importFile: string;
  say(line: string): void;
  readonly people: Map<string, Person>;
  readonly stores: Map<string, Store>;
  /** Anything else by name: ids of orders, products, deliveries. */
  readonly notes: Map<string, unknown>;
}

export interface Step {
  /** As a person would say it. */
  readonly title: string;
  /** Ids of the capabilities it shows. */
  readonly capabilities: readonly string[];
  run(world: World): Promise<void>;
}

export function person(world: Pick<World, 'addresses' | 'tag'>, name: string, email: string, password: string): Person {
  const someone: Person = {
    email,
    password,
    name,
    tokens: undefined,
    sessionId: '',
    userId: '',
    graph: createGraphClient(`${world.addresses.router}/graphql`, () => someone.tokens?.accessToken),
  };
  return someone;
}

export function personOf(world: World, role: string): Person {
  const found = world.people.get(role);
  if (found === undefined) throw new Error(`nobody is the ${role} yet`);
  return found;
}

export function storeOf(world: World, name: string): Store {
  const found = world.stores.get(name);
  if (found === undefined) throw new Error(`there is no store ${name} yet`);
  return found;
}

/** Something an earlier step left behind. */
export function noteOf<Value>(world: World, name: string): Value {
  if (!world.notes.has(name)) throw new Error(`no step has noted ${name}`);
  return world.notes.get(name) as Value;
}

/** What a step promises; the journey ends where one is not kept. */
export function expectThat(condition: boolean, promise: string, seen?: unknown): void {
  if (!condition) throw new Error(`not so: ${promise}${seen === undefined ? '' : `, but ${JSON.stringify(seen)}`}`);
}

/** Asks again until it is so: what follows from an event follows within moments. */
export async function eventually<Value>(what: string, ask: () => Promise<Value | undefined>, withinMs = 20_000): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
