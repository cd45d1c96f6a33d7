export { loadTypeDefs } from './graph/load-type-defs.ts';
export { createSubgraph } from './graph/create-subgraph.ts';
export type { BaseContext, ResolverMap, Subgraph, SubgraphDefinition, SubgraphRequest } from './graph/subgraph.types.ts';
export { toUnion } from './graph/to-union.ts';
export { idArgument, inputId } from './graph/id-argument.ts';

export { mayUse, type AuthRule, type FieldRule } from './auth/rules.ts';
export { listAuthConflicts, listAuthRules, readAuthRules } from './auth/list-auth-rules.ts';
export { requireUser } from './auth/require-user.ts';

export {
  badUserInput,
  ERROR_CODES,
  forbidden,
  notFound,
  rateLimited,
  subscriberTooSlow,
  unauthenticated,
  type ErrorCode,
} from './errors/errors.ts';
export { maskError } from './errors/mask-error.ts';

export { decodeCursor, encodeCursor, type Cursor, type CursorKey } from './lists/cursor.ts';
export { pageArguments, toConnection, type Connection, type Page, type PageRequest } from './lists/connection.ts';

export { MinorUnits } from './scalars/minor-units.ts';
export { CurrencyCode } from './scalars/currency-code.ts';
export { DateTime } from './scalars/date-time.ts';

export { PeerRefused, PeerUnavailable, type PeerCall, type Peers } from './peers/peers.ts';
export { createLocalPeers } from './peers/local-peers.ts';
export { createRemotePeers, type RemotePeers, type RemotePeersOptions } from './peers/remote-peers.ts';

export { InvalidViewerToken, VIEWER_HEADER, type TrustedKeys, type ViewerSigner, type ViewerVerifier } from './viewer/signed-viewer.types.ts';
export { createViewerSigner } from './viewer/viewer-signer.ts';
export { createViewerVerifier } from './viewer/viewer-verifier.ts';
export { generateServiceKeys } from './viewer/service-keys.ts';
export { serviceViewer } from './viewer/service-viewer.ts';

export type { JsonObject, JsonValue, LiveEvent, LiveHub, LivePurge, LiveSubscription } from './live/live.types.ts';
export { publishLive } from './live/publish-live.ts';
export { publishLiveAtOnce, type LiveChange } from './live/publish-live-at-once.ts';
export { createLiveHub } from './live/live-hub.ts';

export type { HttpRoute, RouteAnswer, RouteRequest } from './http/routes.ts';
export { serveSubgraph, type RunningServer, type ServeOptions } from './http/serve-subgraph.ts';
export { createRouteHandler, type RouteHandler } from './http/route-handler.ts';
export { databaseReady } from './http/database-ready.ts';

export { createLogger, silentLogger, type Logger, type LoggerOptions, type LogLevel } from './process/logger.ts';
export { InvalidEnvironment, parseEnv, readEnv } from './process/read-env.ts';
export { keepHeapSmall } from './process/keep-heap-small.ts';
export { onShutdown, runSteps, type ShutdownOptions, type ShutdownStep } from './process/on-shutdown.ts';
export { toBytes } from './http/respond.ts';
