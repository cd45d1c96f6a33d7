import { getNamedType, isObjectType, Kind, parse, type GraphQLSchema } from 'graphql';

/** What a live field's payload can say about its place in the stream. */
export interface LiveField {
  readonly hasGap: boolean;
}

/** Fields of the subscription root that number their events and take `since`, by name. */
export type LiveFields = ReadonlyMap<string, LiveField>;

/** `@live` is read from the supergraph's text: the API schema has lost it. The payload's shape is checked, not assumed. */
export function readLiveFields(supergraphSdl: string, schema: GraphQLSchema): LiveFields {
  const fields = schema.getSubscriptionType()?.getFields() ?? {};
  const live = new Map<string, LiveField>();
  for (const name of markedLive(supergraphSdl)) {
    const field = fields[name];
    if (field === undefined || !field.args.some((argument) => argument.name === 'since')) continue;
    const payload = getNamedType(field.type);
    if (!isObjectType(payload) || payload.getFields()['seq'] === undefined) continue;
    live.set(name, { hasGap: payload.getFields()['gap'] !== undefined });
  }
  return live;
}

function markedLive(supergraphSdl: string): string[] {
  return parse(supergraphSdl, { noLocation: true }).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION || definition.name.value !== 'Subscription') return [];
    const marked = (definition.fields ?? []).filter((field) => field.directives?.some(({ name }) => name.value === 'live'));
    return marked.map((field) => field.name.value);
  });
}
