import type { IncomingMessage } from 'node:http';
import type { Traits } from '../viewer/authenticate.ts';
import type { ClientAddress } from '../viewer/client-address.ts';
import { localeOf } from '../viewer/locale.ts';
import { traceIdOf } from '../viewer/trace.ts';

const LONGEST_USER_AGENT = 256;

/** What a request says about itself. Headers that claim to say who the viewer is are never read. */
export function traitsOf({ headers, socket }: IncomingMessage, clientAddress: ClientAddress): Traits {
  const forwardedFor = headers['x-forwarded-for'];
  return {
    traceId: traceIdOf(only(headers['traceparent'])),
    locale: localeOf(headers['accept-language']),
    clientAddress: clientAddress(socket.remoteAddress, Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor),
    userAgent: (headers['user-agent'] ?? '').slice(0, LONGEST_USER_AGENT),
  };
}

function only(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? undefined : header;
}
