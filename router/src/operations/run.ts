import type { Logger } from '@marketgraph/server';
import { GraphQLError, isNonNullType, Kind, type DocumentNode, type FieldNode, type FormattedExecutionResult } from 'graphql';
import type { Engine, EngineResult } from '../engine/engine.ts';
import { createPresenter } from '../errors/present.ts';
import type { RequestViewer } from '../viewer/authenticate.ts';
import type { RootFieldRefusal } from './access.ts';
import type { PreparedOperation } from './prepare.ts';
import { rootFields, withoutRootFields } from './root-fields.ts';

export type RunOperation = (operation: PreparedOperation, viewer: RequestViewer) => Promise<FormattedExecutionResult>;

/** Runs a query or mutation for a viewer. Root fields that are refused cost no fetch; the others run. */
export function createRunOperation({ engine, refusal, log }: { engine: Engine; refusal: RootFieldRefusal; log: Logger }): RunOperation {
  async function execute(prepared: PreparedOperation, viewer: RequestViewer): Promise<EngineResult> {
    const { document, operation, operationName, planKey, variables, coerced } = prepared;
    const fields = rootFields(operation, document.fragments, coerced);
    const refusals = new Map<string, GraphQLError>();
    for (const [name, field] of fields) {
      const refused = refusal(operation.operation, field.name.value, viewer);
      if (refused !== undefined) refusals.set(name, refused);
    }
    const request = { operationName, variables, viewer };
    if (refusals.size === 0) return engine.execute({ ...request, document: document.document, planKey });
    const allowed = refusals.size === fields.size ? NOTHING : await engine.execute({ ...request, ...pruned(prepared, new Set(refusals.keys()), planKey) });
    return withRefusals(allowed, fields, refusals, (field) => isRequired(engine, prepared, field));
  }

  return async (prepared, viewer) => {
    const presenter = createPresenter(viewer.traceId, log);
    const { data, errors } = await execute(prepared, viewer).catch((error: unknown) => failure(error));
    return {
      ...(errors.length === 0 ? {} : { errors: presenter.ofExecution(errors) }),
      data: data ?? null,
    };
  };
}

const NOTHING: EngineResult = { data: {}, errors: [] };

function failure(error: unknown): EngineResult {
  return { data: null, errors: [new GraphQLError('the engine failed', { originalError: error instanceof Error ? error : new Error(String(error)) })] };
}

function pruned({ document, operation }: PreparedOperation, refused: ReadonlySet<string>, planKey: string): { document: DocumentNode; planKey: string } {
  const definitions = document.document.definitions.map((definition) => (definition === operation ? withoutRootFields(operation, document.fragments, refused) : definition));
  // Only variables and directives at the root decide what is refused for one and the same viewer, so few plans come of this.
  return { document: { kind: Kind.DOCUMENT, definitions }, planKey: `${planKey} -${[...refused].join(' -')}` };
}

/** Refused fields are null with an error at their place, and in their place; a required one takes the answer with it. */
function withRefusals(
  { data, errors }: EngineResult,
  fields: ReadonlyMap<string, FieldNode>,
  refusals: ReadonlyMap<string, GraphQLError>,
  required: (field: FieldNode) => boolean,
): EngineResult {
  const all = [...errors, ...[...refusals].map(([name, error]) => ({ ...error.toJSON(), path: [name] }))];
  const isLost = data === null || data === undefined || [...fields].some(([name, field]) => refusals.has(name) && required(field));
  if (isLost) return { data: null, errors: all };
  return { data: Object.fromEntries([...fields.keys()].map((name) => [name, refusals.has(name) ? null : data[name]])), errors: all };
}

function isRequired(engine: Engine, { operation }: PreparedOperation, field: FieldNode): boolean {
  const type = engine.schema.getRootType(operation.operation)?.getFields()[field.name.value]?.type;
  return type !== undefined && isNonNullType(type);
}
