import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Types of the public schema for TypeScript clients. `npm run codegen` writes them; `npm run check` fails where
 * they are not what the committed schema says. Scalars are what JSON carries: amounts and times are text.
 */
const config: CodegenConfig = {
  schema: 'schema/api.graphql',
  generates: {
    'examples/typescript/generated/graph.ts': {
      plugins: ['typescript'],
      config: {
        enumsAsTypes: true,
        avoidOptionals: { field: true },
        immutableTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { MinorUnits: 'string', CurrencyCode: 'string', DateTime: 'string' },
      },
    },
  },
};

export default config;
