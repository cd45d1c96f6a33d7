import { silentLogger } from '@marketgraph/server';
import { GraphQLError, Source } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { createPresenter } from './present.ts';
import { routerError, unavailable } from './router-error.ts';

const log = { ...silentLogger, error: vi.fn() };
const presenter = createPresenter('trace', log as never);

describe('errors as clients see them', () => {
  it('keep a code of ours, with the trace id and nothing that is not on the list', () => {
    const error = { message: 'No.', path: ['a', 0], locations: [{ line: 1, column: 1 }], extensions: { code: 'BAD_USER_INPUT', inputPath: ['x'], serviceName: 'catalog', stacktrace: ['at'] } };
    expect(presenter.ofExecution([error])).toEqual([{ message: 'No.', path: ['a', 0], extensions: { code: 'BAD_USER_INPUT', traceId: 'trace', inputPath: ['x'] } }]);
  });

  it.each([undefined, 'DOWNSTREAM_SERVICE_ERROR', 'GRAPHQL_VALIDATION_FAILED', 'INTERNAL', 42])('are masked for the code %s', (code) => {
    const error = new GraphQLError('connect ECONNREFUSED 10.0.0.7', { path: ['a'], extensions: code === undefined ? {} : { code } });
    expect(presenter.ofExecution([error])).toEqual([{ message: 'Internal error', path: ['a'], extensions: { code: 'INTERNAL', traceId: 'trace' } }]);
    expect(log.error).toHaveBeenCalled();
  });

  it('say which service is away, and not where it was looked for', () => {
    expect(presenter.ofExecution([unavailable('catalog', ['product'])])).toEqual([
      { message: 'The catalog service is not available right now.', path: ['product'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', traceId: 'trace' } },
    ]);
  });

  it('point into the document where it is the client’s own', () => {
    const source = new GraphQLError('x', { source: new Source('{ a }'), positions: [2] });
    expect(presenter.ofRequest([routerError('GRAPHQL_PARSE_FAILED', 'Syntax.', { source })])[0]?.locations).toEqual([{ line: 1, column: 3 }]);
  });
});
