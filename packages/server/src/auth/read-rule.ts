import { isAuthRequirement, type ServiceName } from '@marketgraph/contracts';
import { SUBGRAPHS } from '@marketgraph/kernel';
import { Kind, type ConstDirectiveNode } from 'graphql';
import { PUBLIC, type AuthRule } from './rules.ts';

/** Anything of a schema that directives stand on. */
export interface Annotated {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

const SERVICES: ReadonlySet<string> = new Set<ServiceName>([...SUBGRAPHS, 'router']);

/** The rules that stand on one type or field, usually none or one. What makes no sense is told to `problem`. */
export function readRules(nodes: readonly (Annotated | null | undefined)[], problem: (text: string) => void): AuthRule[] {
  return directivesOf(nodes).flatMap((directive): AuthRule[] => {
    switch (directive.name.value) {
      case 'public':
        return [PUBLIC];
      case 'auth': {
        const words = listArgument(directive, 'requires');
        if (words.length === 0) problem('@auth requires nothing, so nobody could ever pass');
        for (const word of words) if (!isAuthRequirement(word)) problem(`@auth requires \`${word}\`, which is no known word`);
        return [{ kind: 'auth', requires: words.filter(isAuthRequirement) }];
      }
      case 'internal': {
        const callers = listArgument(directive, 'callers');
        if (callers.length === 0) problem('@internal names no caller');
        for (const caller of callers) if (!isServiceName(caller)) problem(`@internal names \`${caller}\`, which is no service`);
        return [{ kind: 'internal', callers: callers.filter(isServiceName) }];
      }
      default:
        return [];
    }
  });
}

export function directivesOf(nodes: readonly (Annotated | null | undefined)[]): ConstDirectiveNode[] {
  return nodes.flatMap((node) => node?.directives ?? []);
}

export function hasDirective(nodes: readonly (Annotated | null | undefined)[], name: string): boolean {
  return directivesOf(nodes).some((directive) => directive.name.value === name);
}

function listArgument(directive: ConstDirectiveNode, name: string): string[] {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  // GraphQL reads a single value where a list is expected as a list of one.
  const values = value?.kind === Kind.LIST ? value.values : value === undefined ? [] : [value];
  return values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []));
}

function isServiceName(name: string): name is ServiceName {
  return SERVICES.has(name);
}
