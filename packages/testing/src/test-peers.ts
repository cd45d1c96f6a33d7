import type { SubgraphName } from '@marketgraph/kernel';
import { PeerUnavailable, type PeerCall, type Peers } from '@marketgraph/server';
import { Kind, parse, valueFromASTUntyped, type FieldNode } from 'graphql';

type Arguments = Readonly<Record<string, unknown>>;
export type PeerAnswer = (args: Arguments) => unknown;

export interface TestPeers extends Peers {
  /** What an internal field of another subgraph answers from now on; throw `PeerRefused` to refuse. */
  answer(subgraph: SubgraphName, field: string, answer: PeerAnswer): void;
  /** Calls fail as in an outage until `up`. */
  down(subgraph: SubgraphName): void;
  up(subgraph: SubgraphName): void;
  /** Every field asked for, in order, also those that failed. */
  readonly calls: readonly { subgraph: SubgraphName; field: string; args: Arguments; traceId: string }[];
}

/** The other subgraphs, scripted field by field. A field without an answer is a mistake of the test and says so. */
export function createTestPeers(script: Partial<Record<SubgraphName, Record<string, PeerAnswer>>> = {}): TestPeers {
  const answers = new Map<string, PeerAnswer>();
  const unavailable = new Set<SubgraphName>();
  const calls: { subgraph: SubgraphName; field: string; args: Arguments; traceId: string }[] = [];
  for (const [subgraph, fields] of Object.entries(script)) {
    for (const [field, answer] of Object.entries(fields)) answers.set(`${subgraph}.${field}`, answer);
  }
  return {
    calls,
    answer: (subgraph, field, answer) => {
      answers.set(`${subgraph}.${field}`, answer);
    },
    down: (subgraph) => {
      unavailable.add(subgraph);
    },
    up: (subgraph) => {
      unavailable.delete(subgraph);
    },
    request: async <Data>(subgraph: SubgraphName, call: PeerCall): Promise<Data> => {
      const data: Record<string, unknown> = {};
      for (const field of rootFields(call.document)) {
        const args = argumentsOf(field, call.variables);
        calls.push({ subgraph, field: field.name.value, args, traceId: call.traceId });
        if (unavailable.has(subgraph)) throw new PeerUnavailable(subgraph, 'down for this test');
        const answer = answers.get(`${subgraph}.${field.name.value}`);
        if (answer === undefined) throw new Error(`the test gives no answer for ${subgraph}.${field.name.value}`);
        data[(field.alias ?? field.name).value] = await answer(args);
      }
      // As it would come over the wire: no Date, no bigint, no shared object.
      return JSON.parse(JSON.stringify(data)) as Data;
    },
  };
}

function rootFields(document: string): FieldNode[] {
  const operation = parse(document).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return operation?.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD) ?? [];
}

function argumentsOf(field: FieldNode, variables: Arguments): Arguments {
  return Object.fromEntries((field.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, { ...variables })]));
}
