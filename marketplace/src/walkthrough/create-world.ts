import { createGraphClient } from './graph-client.ts';
import { person, type Addresses, type World } from './world.ts';

export interface WorldOptions {
  readonly addresses: Addresses;
  readonly tag: string;
  readonly operator: { readonly email: string; readonly password: string };
  readonly importFile: string;
  say(line: string): void;
}

export function createWorld({ addresses, tag, operator, importFile, say }: WorldOptions): World {
  return {
    addresses,
    tag,
    importFile,
    say,
    guest: createGraphClient(`${addresses.router}/graphql`),
    operator: person({ addresses, tag }, 'the operator', operator.email, operator.password),
    people: new Map(),
    stores: new Map(),
    notes: new Map(),
  };
}
