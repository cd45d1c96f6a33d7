import { buildSchema, Kind, parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { costOf } from './cost.ts';
import { checkShape, fragmentsOf } from './shape.ts';

const schema = buildSchema(`
  type Query { product: Product products(first: Int, last: Int): Connection tags: [Product] plain: Int }
  type Connection { nodes: [Product!]! edges: [Edge] total: Int }
  type Edge { cursor: String node: Product }
  type Product { id: ID title: String variants: [Product!] reviews(first: Int = 5): Connection }
`);

function read(text: string) {
  const document = parse(text);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;
  return { operation, fragments: fragmentsOf(document) };
}

function cost(text: string, variables: Record<string, unknown> = {}, limits = { cost: 1e9, pageSize: 100 }) {
  const { operation, fragments } = read(text);
  return costOf(schema, operation, fragments, variables, limits);
}

describe('cost of an operation (PLT-05)', () => {
  it.each([
    ['{ plain }', 0],
    ['{ product { id title } }', 1],
    ['{ products(first: 3) { nodes { id } } }', 1 + 3],
    ['{ products { nodes { id } } }', 1 + 20],
    ['{ products(first: 3) { edges { node { id } } } }', 1 + 3 * 2],
    ['{ products(last: 4) { nodes { id } } }', 1 + 4],
    ['{ tags { id } }', 10],
    ['{ products(first: 3) { nodes { variants { id } } } }', 1 + 3 * (1 + 10)],
    ['{ products(first: 2) { nodes { reviews { nodes { id } } } } }', 1 + 2 * (1 + (1 + 5))],
    ['{ a: product { id } b: product { id } }', 2],
  ])('%s costs %i', (text, expected) => {
    expect(cost(text).cost).toBe(expected);
  });

  it('reads page sizes from variables and says that they vary', () => {
    expect(cost('query ($n: Int) { products(first: $n) { nodes { id } } }', { n: 7 })).toMatchObject({ cost: 8, varies: true });
    expect(cost('{ products(first: 7) { nodes { id } } }')).toMatchObject({ cost: 8, varies: false });
  });

  it('counts fragments where they are spread, and measures each only once', () => {
    const doubling = Array.from({ length: 40 }, (_, level) => `fragment F${level} on Product { variants { ...F${level + 1} ...F${level + 1} } }`).join(' ');
    const { refusal } = cost(`{ product { ...F0 } } ${doubling} fragment F40 on Product { id }`, {}, { cost: 1_000, pageSize: 100 });
    expect(refusal?.message).toContain('more than a billion');
  });

  it('refuses pages above the cap, wherever they stand', () => {
    const limits = { cost: 1e9, pageSize: 100 };
    expect(cost('{ products(first: 100) { nodes { id } } }', {}, limits).refusal).toBeUndefined();
    expect(cost('{ products(first: 101) { total } }', {}, limits).refusal?.message).toBe('`first` must be at most 100.');
    expect(cost('query ($n: Int) { product { reviews(first: $n) { total } } }', { n: 5000 }, limits).refusal?.message).toBe('`first` must be at most 100.');
  });

  it('takes a negative page for an empty one', () => {
    expect(cost('{ products(first: -5) { nodes { id } } }').cost).toBe(1);
  });
});

describe('shape of an operation (PLT-05)', () => {
  const limits = { depth: 3, aliases: 2, rootFields: 3 };
  const check = (text: string) => {
    const { operation, fragments } = read(text);
    return checkShape(operation, fragments, limits)?.message;
  };

  it('counts depth in fields, through fragments', () => {
    expect(check('{ a { b { c } } }')).toBeUndefined();
    expect(check('{ a { b { c { d } } } }')).toBe('The operation is 4 fields deep; 3 are allowed.');
    expect(check('{ a { ...F } } fragment F on T { b { ... on T { c { d } } } }')).toBe('The operation is 4 fields deep; 3 are allowed.');
  });

  it('counts aliases and root fields, through fragments', () => {
    expect(check('{ x: a y: a }')).toBeUndefined();
    expect(check('{ x: a ...F } fragment F on Query { y: a { z: a } }')).toBe('The operation has more than 2 aliases.');
    expect(check('{ a b c ...F } fragment F on Query { d }')).toBe('The operation has more than 3 fields at its root.');
  });
});
