export { appendEvent, appendEvents, type EventDeps, type NewEvent } from './append-event.ts';
export { defineConsumer, type Consumer, type Ordering } from './consumer.ts';
export { createEventHandler, type EventHandlerOptions } from './event-handler.ts';
export { startConsumers, type ConsumersOptions } from './start-consumers.ts';
export { startRelay, type RelayOptions } from './relay.ts';
export { startSweepers, type SweepersOptions } from './sweepers.ts';
export type { Sweeper } from './sweeper.ts';
export { drain, type DrainOptions } from './drain.ts';
export { busMigrations, createPostgresTransport, type PostgresTransportOptions } from './postgres/create-postgres-transport.ts';
export { contractRoutes, namesToReceive, streamOf, type Routes } from './streams.ts';
export type { SubgraphDeps } from './platform-deps.ts';
export type { Stoppable } from './stoppable.ts';
export type { BusLog } from './log.ts';
export type {
  BusTransport,
  DeadLetter,
  DeadLetterFilter,
  Delivery,
  DeliveryHandler,
  DeliveryOutcome,
  QueueDepth,
  Subscription,
} from './transport.ts';
