import type { IncomingHttpHeaders } from 'node:http';

/** Headers that a page of another origin cannot send without the browser asking us first. */
const PREFLIGHTED = ['x-graphql-preflight', 'apollo-require-preflight', 'x-apollo-operation-name'];

/**
 * Whether a GET may have been caused by a page of another site without its browser asking us first (an image, a link, a
 * form). Browsers tell where a request comes from; programs are not tricked into requests. POST needs no such guard: it
 * must be `application/json`, which browsers ask about.
 */
export function isForgeable(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return !PREFLIGHTED.some((name) => headers[name] !== undefined);
}
