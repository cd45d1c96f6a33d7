import { readFileSync } from 'node:fs';

/**
 * Federation 2.14 is the newest that version 2.14.4 of Apollo's packages reads. Our own directives come from a spec of
 * their own and are composed into the supergraph, where the router finds them.
 */
const HEADER = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.14", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@override", "@composeDirective"])
  @link(url: "https://marketgraph.dev/directives/v1.0", import: ["@public", "@auth", "@internal", "@live"])
  @composeDirective(name: "@public")
  @composeDirective(name: "@auth")
  @composeDirective(name: "@internal")
  @composeDirective(name: "@live")
`;

const COMMON = new URL('../../../../schema/common.graphql', import.meta.url);

/** What stands before every subgraph's own types: the same in all of them, or they would not compose. */
export function sharedTypeDefs(): string {
  return `${HEADER}\n${readFileSync(COMMON, 'utf8')}`;
}
