import { readFileSync } from 'node:fs';
import { ACCESS, ACCESS_BY_SUBGRAPH, ACCESS_VIEWERS, type AccessViewer, type FieldAccess, type RootField, type Viewer } from '@marketgraph/contracts';
import { createIdGenerator, SUBGRAPHS, systemClock } from '@marketgraph/kernel';
import { mayUse, readAuthRules, type AuthRule } from '@marketgraph/server';
import { buyer, guest, operator, service, vendorMember } from '@marketgraph/testing';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';

const ROOTS = ['Query', 'Mutation', 'Subscription'];
const schema = (file: string): string => readFileSync(new URL(`../../../schema/${file}`, import.meta.url), 'utf8');

function rootFields(sdl: string): string[] {
  return parse(sdl)
    .definitions.flatMap((definition) =>
      (definition.kind === 'ObjectTypeDefinition' || definition.kind === 'ObjectTypeExtension') && ROOTS.includes(definition.name.value)
        ? (definition.fields ?? []).map((field) => `${definition.name.value}.${field.name.value}`)
        : [],
    )
    .toSorted();
}

describe('the table of who may do what (IDN-11)', () => {
  it.each(SUBGRAPHS)('has a row for every root field of %s, and for nothing else', (name) => {
    expect(Object.keys(ACCESS_BY_SUBGRAPH[name]).toSorted()).toEqual(rootFields(schema(`subgraphs/${name}.graphql`)));
  });

  it('calls public what clients see, and internal what they do not', () => {
    const open = Object.entries<FieldAccess>(ACCESS).filter(([, { service: callers }]) => !Array.isArray(callers));
    expect(open.map(([field]) => field).toSorted()).toEqual(rootFields(schema('api.graphql')));
  });

  const ids = createIdGenerator(systemClock);
  const viewers: Readonly<Record<AccessViewer, Viewer>> = {
    guest: guest(),
    buyer: buyer(),
    otherBuyer: buyer(),
    staff: vendorMember(ids.next('Vendor'), 'STAFF'),
    owner: vendorMember(ids.next('Vendor')),
    foreignOwner: vendorMember(ids.next('Vendor')),
    operator: operator(),
  };
  const rules = new Map<string, AuthRule>(readAuthRules(schema('supergraph.graphql')).map(({ type, field, rule }) => [`${type}.${field}`, rule]));

  it.each(Object.keys(ACCESS) as RootField[])('%s: its directive refuses nobody whom the table lets in', (field) => {
    const rule = rules.get(field);
    if (rule === undefined) throw new Error(`${field} has no rule`);
    const row: FieldAccess = ACCESS[field];
    const refused = ACCESS_VIEWERS.filter((name) => !mayUse(rule, viewers[name]));
    expect(refused.filter((name) => row[name] !== 'deny')).toEqual([]);
    if (rule.kind === 'internal') expect(row.service).toEqual(rule.callers);
    else expect(row.service).toBe(mayUse(rule, service('router')) ? 'allow' : 'deny');
  });
});
