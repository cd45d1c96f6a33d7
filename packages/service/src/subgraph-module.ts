import type { Consumer, SubgraphDeps } from '@marketgraph/bus';
import type { DemoData } from '@marketgraph/contracts';
import type { Database, MigrationSet } from '@marketgraph/db';
import type { SubgraphName } from '@marketgraph/kernel';
import type { Subgraph } from '@marketgraph/server';

/**
 * What a subgraph shows to whoever starts it: its own `main.ts`, the one process of all, the tests. `open` reads the
 * settings that only this subgraph has and builds its adapters.
 */
export interface SubgraphModule {
  readonly name: SubgraphName;
  readonly migrations: MigrationSet;
  /** Every place between two steps of a process: the crash suite kills at each of them. */
  readonly crashPoints: readonly string[];
  /** Throws with a list of every mistake where a setting is missing or wrong. */
  open(deps: SubgraphDeps, env: NodeJS.ProcessEnv): Subgraph;
  /** The events it acts on. */
  consumers(deps: SubgraphDeps, env: NodeJS.ProcessEnv): readonly Consumer[];
  /** Writes its part of the demo marketplace in one transaction; false, and nothing written, where the database is not empty. */
  loadDemo(db: Database, data: DemoData): Promise<boolean>;
}
