import { encodeId, type Id } from '@marketgraph/kernel';
import { encodeCursor, inputId, pageArguments, requireUser, toConnection, toUnion, type PageRequest } from '@marketgraph/server';
import type { IdentityContext } from '../context.ts';
import { createSession } from './create-session.ts';
import { deviceName, deviceOf, type Device } from './device.rules.ts';
import { endAllSessions, endOtherSessions, endSession } from './end-sessions.ts';
import { refreshSession } from './refresh-session.ts';
import { liveSessions, type SessionRow } from './session.queries.ts';

type Parent = { readonly sessionId: Id<'Session'>; readonly userId: Id<'User'> };

const SORT = 'CREATED_AT';
const signedIn = {
  sessionId: ({ sessionId }: Parent) => encodeId('Session', sessionId),
  userId: ({ userId }: Parent) => encodeId('User', userId),
};

export const sessionResolvers = {
  Query: {
    sessions: async (_root: unknown, args: PageRequest, { deps, viewer }: IdentityContext) => {
      const page = pageArguments(args, SORT);
      const rows = await liveSessions(deps.db.reader, requireUser(viewer).userId, page, deps.clock.now());
      const cursorOf = (row: SessionRow) => encodeCursor({ sort: SORT, key: row.createdAt.toISOString(), id: row.id });
      return toConnection(rows, page.limit, cursorOf, page.after !== null);
    },
  },
  Mutation: {
    sessionCreate: async (_root: unknown, { input }: { input: { email: string; password: string } }, { deps, viewer }: IdentityContext) =>
      toUnion('SessionCreate', await createSession(deps, viewer, input)),
    sessionRefresh: async (_root: unknown, { input }: { input: { refreshToken: string } }, { deps, viewer }: IdentityContext) =>
      toUnion('SessionRefresh', await refreshSession(deps, viewer, input)),
    sessionEnd: async (_root: unknown, { input }: { input: { id: string } }, { deps, viewer }: IdentityContext) =>
      toUnion('SessionEnd', await endSession(deps, requireUser(viewer), { id: inputId('Session', input.id) })),
    sessionEndOthers: async (_root: unknown, _args: object, { deps, viewer }: IdentityContext) =>
      toUnion('SessionEndOthers', await endOtherSessions(deps, requireUser(viewer))),
    sessionEndAll: async (_root: unknown, _args: object, { deps, viewer }: IdentityContext) =>
      toUnion('SessionEndAll', await endAllSessions(deps, requireUser(viewer))),
  },
  Session: {
    id: (row: SessionRow) => encodeId('Session', row.id),
    device: (row: SessionRow) => deviceOf(row.userAgent),
    place: (row: SessionRow) => row.addressPrefix,
    current: (row: SessionRow, _args: object, { viewer }: IdentityContext) => viewer.kind === 'user' && viewer.sessionId === row.id,
  },
  SessionDevice: {
    name: (device: Device) => deviceName(device),
  },
  SessionCreateSuccess: signedIn,
  SessionRefreshSuccess: signedIn,
  SessionEndSuccess: { sessionId: ({ sessionId }: Pick<Parent, 'sessionId'>) => encodeId('Session', sessionId) },
};
