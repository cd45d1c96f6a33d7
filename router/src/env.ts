import { SUBGRAPHS, type SubgraphName } from '@marketgraph/kernel';
import { parseEnv, readEnv, type LogLevel } from '@marketgraph/server';
import type { JWK } from 'jose';
import { z } from 'zod';
import type { RouterOptions } from './options.ts';

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});
const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((piece) => piece.trim()).filter((piece) => piece !== ''));
const address = z.url({ protocol: /^https?$/ });
const addresses = z.union([address.transform((url) => [url]), z.array(address).min(1)]);
const ed25519 = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

/** A screen that opens asks for several things at once. */
const BURST_SECONDS = 5;

/** What the entrance takes from its surroundings, in a process of its own or in one with the subgraphs. */
const entranceSettings = {
  /** Origins whose pages may read answers and open sockets, separated by commas: `https://shop.example`, `http://localhost:*` for any port, `*` for any. */
  CORS_ORIGINS: list,
  /** Addresses or CIDR ranges of proxies before the router, separated by commas. */
  TRUSTED_PROXIES: list,
  /** Operations a second, in the long run, of one address and of one user; 0 for no limit. */
  RATE_LIMIT: z.coerce.number().min(0).default(200),
  /** Whether clients may ask for the schema. */
  INTROSPECTION: z.enum(['true', 'false']).default('true').transform((text) => text === 'true'),
};
const entranceEnv = z.object(entranceSettings);

const routerEnv = z.object({
  /** File with the composed supergraph. */
  SUPERGRAPH: z.string().min(1),
  /** JSON: the base address of each subgraph, or a list of the addresses of its copies. */
  SUBGRAPH_URLS: json.pipe(z.record(z.enum(SUBGRAPHS), addresses)),
  /** JSON Web Key: the router's private Ed25519 key. Its public half is among the subgraphs' trusted keys. */
  SERVICE_KEY: json.pipe(ed25519),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  ...entranceSettings,
  /** Folder of a built explorer; without it a browser at `/graphql` gets no page. */
  EXPLORER_DIR: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** As `createRouter` takes them. */
export type EntranceEnv = Required<Pick<RouterOptions, 'cors' | 'trustedProxies' | 'introspection'>> & Pick<RouterOptions, 'rateLimit'>;

export interface RouterEnv {
  readonly supergraphPath: string;
  readonly subgraphUrls: Readonly<Record<SubgraphName, readonly string[]>>;
  readonly serviceKey: JWK;
  readonly host: string;
  readonly port: number;
  readonly entrance: EntranceEnv;
  readonly explorerDir: string | undefined;
  readonly logLevel: LogLevel;
}

/** The router's settings when it runs as a process of its own. Ends the process with a list of all mistakes. */
export function readRouterEnv(env: NodeJS.ProcessEnv): RouterEnv {
  const values = readEnv(routerEnv, env);
  return {
    supergraphPath: values.SUPERGRAPH,
    subgraphUrls: values.SUBGRAPH_URLS,
    serviceKey: values.SERVICE_KEY,
    host: values.HOST,
    port: values.PORT,
    entrance: toEntrance(values),
    explorerDir: values.EXPLORER_DIR,
    logLevel: values.LOG_LEVEL,
  };
}

/** Those of the entrance alone, for a router that shares its process. Throws `InvalidEnvironment` with a list of all mistakes. */
export function readEntranceEnv(env: NodeJS.ProcessEnv): EntranceEnv {
  return toEntrance(parseEnv(entranceEnv, env));
}

function toEntrance({ CORS_ORIGINS, TRUSTED_PROXIES, RATE_LIMIT, INTROSPECTION }: z.output<typeof entranceEnv>): EntranceEnv {
  return {
    cors: { origins: CORS_ORIGINS.includes('*') ? '*' : CORS_ORIGINS },
    trustedProxies: TRUSTED_PROXIES,
    ...(RATE_LIMIT === 0 ? {} : { rateLimit: { perSecond: RATE_LIMIT, burst: RATE_LIMIT * BURST_SECONDS } }),
    introspection: INTROSPECTION,
  };
}

/** The gateway decides when it is constructed whether it sends usage data to Apollo. It shall not. */
export function disableApolloTelemetry(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
}
