'use strict';
/**
 * The shape of the project, enforced: packages know nothing of the domain, subgraphs know nothing of one another, rules
 * are pure. `npm run check` runs it.
 */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-circular', 'A circle hides who depends on whom.', {}, { circular: true }),
    rule('kernel-stands-alone', 'kernel is pure: no I/O, no other package.', { path: '^packages/kernel/src' }, { path: '^(packages/(?!kernel)|subgraphs|router|marketplace)' }),
    rule('contracts-know-kernel', 'contracts <- kernel only.', { path: '^packages/contracts/src' }, { path: '^(packages/(?!kernel|contracts)|subgraphs|router|marketplace)' }),
    rule('db-knows-kernel', 'db <- kernel only.', { path: '^packages/db/src' }, { path: '^(packages/(?!kernel|db)|subgraphs|router|marketplace)' }),
    rule('server-below-bus', 'server <- kernel, contracts, db.', { path: '^packages/server/src' }, { path: '^(packages/(?!kernel|contracts|db|server)|subgraphs|router|marketplace)' }),
    rule('bus-below-subgraphs', 'bus <- kernel, contracts, db, server.', { path: '^packages/bus/src' }, { path: '^(packages/(?!kernel|contracts|db|server|bus)|subgraphs|router|marketplace)' }),
    rule('sandbox-stands-alone', 'A provider knows nothing of us.', { path: '^packages/sandbox/src' }, { path: '^(packages/(?!kernel|sandbox)|subgraphs|router|marketplace)' }),
    rule('packages-below-all', 'No package imports a subgraph, the router or the composition root.', { path: '^packages' }, { path: '^(subgraphs|router|marketplace)/' }),
    rule('subgraphs-are-strangers', 'A subgraph imports packages, never another subgraph.', { path: '^subgraphs/([^/]+)/' }, { path: '^subgraphs/', pathNot: '^subgraphs/$1/' }),
    rule('subgraphs-below-router', 'A subgraph knows neither router nor composition root.', { path: '^subgraphs/' }, { path: '^(router|marketplace)/' }),
    rule('router-owns-no-domain', 'The router knows no subgraph, no database and no page: it serves the files of an explorer that it is told of.', { path: '^router/src' }, { path: '^(subgraphs|marketplace|explorer|packages/(db|bus))/' }),
    rule('explorer-stands-alone', 'The explorer is a client like any other.', { path: '^explorer/src' }, { path: '^(packages|subgraphs|router|marketplace)/' }),
    rule('rules-are-pure', 'Rules import kernel and contracts only.', { path: '\\.rules\\.ts$' }, { path: '(^packages/(db|bus|server|mailer))|node_modules/(drizzle-orm|graphql|postgres)', dependencyTypesNot: ['type-only'] }),
    rule('resolvers-hold-no-sql', 'Resolvers decode, call, map.', { path: '\\.resolvers\\.ts$' }, { path: 'node_modules/(drizzle-orm|postgres)', dependencyTypesNot: ['type-only'] }),
    rule('no-index-inside', 'Inside a package nothing imports its index: that is how circles begin.', { path: '^(packages|subgraphs)/([^/]+)/src/' }, { path: '^$1/$2/src/index\\.ts$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.test\\.ts$|/test/|/generated/|/dist/)' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], extensions: ['.ts', '.js', '.json'] },
  },
};
