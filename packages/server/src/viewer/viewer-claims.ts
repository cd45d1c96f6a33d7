import { z } from 'zod';

const traits = { locale: z.string(), clientAddress: z.string(), userAgent: z.string() };

/**
 * The viewer as it travels, without the trace id (the token's `jti`). Permissions and roles stay open words: while a new
 * version rolls out, its router may name some that an older subgraph grants nothing for.
 */
export const claimsFormat = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('guest'), ...traits }),
  z.object({
    kind: z.literal('user'),
    userId: z.guid(),
    sessionId: z.guid(),
    emailVerified: z.boolean(),
    memberships: z.array(z.object({ vendorId: z.guid(), role: z.string(), permissions: z.array(z.string()) })),
    operatorRole: z.enum(['ADMIN', 'SUPPORT']).nullable(),
    ...traits,
  }),
  z.object({ kind: z.literal('service'), service: z.string(), ...traits }),
]);
