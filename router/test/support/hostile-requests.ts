/** Requests that no client of ours sends. None may be answered with a 5xx, a stack or a word about our inside. */
export interface Hostile {
  readonly what: string;
  readonly init: RequestInit;
  readonly path?: string;
  /** What the answer's status must be; anything below 500 where it is left out. */
  readonly status?: number;
}

const repeat = (text: string, times: number): string => text.repeat(times);
const json = (body: unknown): string => JSON.stringify(body);

function post(what: string, body: string | Uint8Array<ArrayBuffer>, status?: number, headers: Record<string, string> = {}): Hostile {
  return { what, init: { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers }, body }, ...(status === undefined ? {} : { status }) };
}

const query = (what: string, text: string, status = 400, variables?: unknown): Hostile => post(what, json({ query: text, variables }), status);

function get(what: string, search: string, status = 400): Hostile {
  return { what, init: { headers: { accept: 'application/graphql-response+json' } }, path: `/graphql?${search}`, status };
}

const doubling = (levels: number): string =>
  `{ product(id: "p1") { ...F0 } } ${Array.from({ length: levels }, (_, level) => `fragment F${level} on Product { related { ...F${level + 1} ...F${level + 1} } }`).join(' ')} fragment F${levels} on Product { id }`;
const apq = (hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash: hash } });
const INTROSPECTION_BOMB = '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }';

export const HOSTILE: readonly Hostile[] = [
  // Deep
  query('a list of 2,000 brackets', `{ product(id: ${repeat('[', 1_000)}${repeat(']', 1_000)}) { id } }`),
  query('brackets that are never closed', `{ product(id: ${repeat('[', 1_900)}`),
  query('100,000 brackets', repeat('{', 100_000)),
  query('200 levels of fields', `{ product(id: "p1") ${repeat('{ related ', 200)}{ id }${repeat('}', 200)} }`),
  query('30 levels of fields', `{ product(id: "p1") ${repeat('{ related ', 30)}{ id }${repeat('}', 30)} }`),
  query('500 inline fragments within each other', `{ ${repeat('... on Query { ', 500)} __typename ${repeat('}', 500)} }`),
  query('an input object 500 deep', `{ product(id: ${repeat('{a:', 500)}1${repeat('}', 500)}) { id } }`),
  query('a type 500 lists deep', `query ($x: ${repeat('[', 500)}Int${repeat(']', 500)}) { __typename }`),
  query('400 fragments in a chain', `{ product(id: "p1") { ...F0 } } ${Array.from({ length: 400 }, (_, level) => `fragment F${level} on Product { ...F${level + 1} }`).join(' ')} fragment F400 on Product { id }`, 200),
  query('40 fragments that nest', `{ product(id: "p1") { ...F0 } } ${Array.from({ length: 40 }, (_, level) => `fragment F${level} on Product { related { ...F${level + 1} } }`).join(' ')} fragment F40 on Product { id }`),
  query('variables 1,000 deep', 'query ($id: ID!) { product(id: $id) { id } }', 400, JSON.parse(`${repeat('[', 1_000)}${repeat(']', 1_000)}`)),
  post('a body of 200,000 brackets', repeat('[', 200_000), 400),
  // Wide
  query('fragments that double 30 times', doubling(30)),
  query('fragments that double 15 times', doubling(15)),
  query('1,000 aliases of one field', `{ ${Array.from({ length: 1_000 }, (_, index) => `a${index}: __typename`).join(' ')} }`),
  query('101 aliases below the root', `{ product(id: "p1") { ${Array.from({ length: 101 }, (_, index) => `a${index}: id`).join(' ')} } }`),
  query('31 root fields', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: whoami`).join(' ')} }`),
  query('10,000 times the same field', `{ product(id: "p1") { ${repeat('id ', 10_000)} } }`),
  query('3,900 times the same field', `{ product(id: "p1") { ${repeat('id ', 3_900)} } }`),
  query('1,200 fields that conflict', `{ product(id: "p1") { ${Array.from({ length: 600 }, (_, index) => `x: id x: title ${index}`).join(' ').replaceAll(/ \d+/g, '')} } }`),
  query('500 spreads of two fragments that know each other', `{ ${repeat('...A ...B ', 500)} } fragment A on Query { x: whoami } fragment B on Query { x: whoami }`),
  query('a fragment that contains itself', '{ ...A } fragment A on Query { ...A }'),
  query('fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
  query('1,000 directives', `{ __typename ${repeat('@skip(if: false) ', 1_000)} }`),
  query('1,000 unknown directives', `{ __typename ${repeat('@x ', 1_000)} }`),
  query('1,000 operations', Array.from({ length: 800 }, (_, index) => `query Q${index} { __typename }`).join(' ')),
  query('1,000 variables', `query (${Array.from({ length: 900 }, (_, index) => `$v${index}: Int`).join(' ')}) { __typename }`),
  query('introspection within introspection', INTROSPECTION_BOMB),
  query('20 introspections at once', `{ ${Array.from({ length: 20 }, (_, index) => `a${index}: __schema { types { name } }`).join(' ')} }`),
  // Big
  query('a page of two billion', '{ products(first: 2147483647) { nodes { id } } }'),
  query('a page of more than an Int', '{ products(first: 99999999999999999999) { nodes { id } } }'),
  query('a page of minus one', '{ products(first: -1) { nodes { id } } }', 200),
  query('a page of 101 in a variable', 'query ($n: Int) { products(first: $n) { nodes { id } } }', 400, { n: 101 }),
  query('lists of lists of lists', '{ products(first: 100) { nodes { related { related { related { related { id } } } } } } }'),
  query('a number with 1,000 digits', `{ product(id: ${repeat('9', 1_000)}) { title } }`, 200),
  query('a float beyond all floats', '{ product(id: 1e999) { id } }'),
  post('infinity in the variables', '{"query":"query ($n: Int) { products(first: $n) { nodes { id } } }","variables":{"n":1e999}}', 400),
  post('minus infinity where anything goes', '{"query":"query ($id: ID!) { product(id: $id) { id } }","variables":{"id":-1e999}}', 400),
  query('30,000 values in the variables', 'query ($id: ID!) { product(id: $id) { id } }', 400, { id: Array.from({ length: 30_000 }, () => 1) }),
  query('a string of 500 kB', `{ product(id: "${repeat('x', 500_000)}") { title } }`, 200),
  query('a comment of 500 kB', `{ __typename } #${repeat('x', 500_000)}`, 200),
  post('two megabytes', json({ query: repeat(' ', 2_000_000) }), 413),
  // Broken
  post('an empty body', '', 400),
  post('half a body', '{"query":"{ __typename', 400),
  post('JSON with a comment', '{"query":"{ __typename }" /* hi */}', 400),
  post('duplicate keys', '{"query":"{ nothing }","query":"{ __typename }","variables":1,"variables":{}}', 200),
  post('a batch', '[{"query":"{ __typename }"},{"query":"{ __typename }"}]', 400),
  post('a batch of 10,000', `[${Array.from({ length: 10_000 }, () => '{"query":"{a}"}').join(',')}]`, 400),
  post('an empty batch', '[]', 400),
  post('null', 'null', 400),
  post('a string', '"{ __typename }"', 400),
  post('bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0x71, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d]), 400),
  post('a byte order mark', '\uFEFF{"query":"{ __typename }"}', 200),
  post('nul characters', json({ query: '{ __typename }\u0000' }), 400),
  post('a lone surrogate', '{"query":"{ product(id: \\"\\\\ud800\\") { title } }"}', 400),
  post('a query that is a number', '{"query":5}', 400),
  post('a query that is a list', '{"query":["{ __typename }"]}', 400),
  post('no query', '{}', 400),
  post('an empty query', '{"query":""}', 400),
  post('variables that are text', '{"query":"{ __typename }","variables":"{}"}', 400),
  post('variables that are a list', '{"query":"{ __typename }","variables":[]}', 400),
  post('extensions that are a number', '{"query":"{ __typename }","extensions":1}', 400),
  post('an operation name that is an object', '{"query":"{ __typename }","operationName":{}}', 400),
  post('an operation name out of the prototype', '{"query":"{ __typename }","operationName":"__proto__"}', 400),
  query('only a fragment', 'fragment F on Query { __typename }'),
  query('a type definition', 'type Query { a: Int }'),
  query('an operation beside a type definition', '{ __typename } type Evil { a: Int }'),
  query('`@defer`', '{ ... @defer { __typename } }'),
  query('a subscription without a stream', 'subscription { ticked { count } }', 406),
  query('a subscription of two fields', 'subscription { ticked { count } a: ticked { count } }'),
  query('a subscription that leaves itself out', 'subscription ($x: Boolean!) { ticked @skip(if: $x) { count } }'),
  query('a subscription that leaves itself out in a fragment', 'subscription ($x: Boolean!) { ...F } fragment F on Subscription { ticked @include(if: $x) { count } }'),
  query('federation from outside', '{ _entities(representations: [{ __typename: "Order", id: "o1" }]) { __typename } }'),
  query('the schema of a subgraph', '{ _service { sdl } }'),
  query('an internal field', '{ internalSession(sessionId: "x") { userId } }'),
  // Prototypes
  post('`__proto__` in the variables', '{"query":"query ($id: ID!) { product(id: $id) { id } }","variables":{"__proto__":{"id":"p1"}}}', 400),
  post('`__proto__` in the request', '{"query":"{ __typename }","__proto__":{"x":1},"constructor":{"prototype":{}}}', 200),
  query('a variable named `__proto__`', 'query ($__proto__: ID!) { product(id: $__proto__) { id } }', 200, JSON.parse('{"__proto__":"p1"}')),
  query('an alias named `__proto__`', '{ __proto__: product(id: "p1") { id } }', 200),
  query('aliases named like parts of objects', '{ constructor: product(id: "p1") { toString: id hasOwnProperty: title } }', 200),
  query('a field named like a part of objects', '{ constructor }'),
  query('a type condition named like a part of objects', '{ ... on constructor { __typename } }'),
  // Persisted queries
  post('a hash that does not match', json({ query: '{ __typename }', extensions: apq(repeat('0', 64)) }), 400),
  post('a hash that is none', json({ query: '{ __typename }', extensions: apq('x') }), 400),
  post('a hash that is an object', json({ extensions: apq({}) }), 400),
  post('a hash of another version', json({ extensions: apq(repeat('0', 64), 99) }), 400),
  post('a hash nobody knows', json({ extensions: apq(repeat('0', 64)) }), 200),
  // HTTP
  get('a GET without anything', ''),
  get('a GET with broken variables', `query=${encodeURIComponent('{ __typename }')}&variables=%7B`),
  get('a GET with variables that are a list', `query=${encodeURIComponent('{ __typename }')}&variables=%5B%5D`),
  get('a GET with two queries', 'query=%7Ba%7D&query=%7Bb%7D'),
  get('a GET with broken percents', 'query=%E0%A4%A'),
  get('a GET with a mutation', `query=${encodeURIComponent('mutation { ping(text: "x") }')}`, 405),
  get('a GET with variables 1,000 deep', `query=%7B__typename%7D&variables=${encodeURIComponent(repeat('[', 1_000))}`),
  post('a form', 'query=%7B__typename%7D', 415, { 'content-type': 'application/x-www-form-urlencoded' }),
  post('text', '{"query":"{ __typename }"}', 415, { 'content-type': 'text/plain' }),
  post('a compressed body', '{"query":"{ __typename }"}', 415, { 'content-encoding': 'gzip' }),
  post('an answer as XML', '{"query":"{ __typename }"}', 406, { accept: 'application/xml' }),
  post('a token of nonsense', '{"query":"{ __typename }"}', 401, { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.x' }),
  post('a token of 8 kB', '{"query":"{ __typename }"}', 401, { authorization: `Bearer ${repeat('a', 4_000)}.${repeat('b', 4_000)}.c` }),
  post('an identity from outside', '{"query":"{ viewer { userId } }"}', 200, { 'x-marketgraph-viewer': 'eyJhbGciOiJFZERTQSJ9.e30.x' }),
  post('a trace of nonsense', '{"query":"{ __typename }"}', 200, { traceparent: '00-zz-zz-zz', 'accept-language': repeat('x', 1_000) }),
];
