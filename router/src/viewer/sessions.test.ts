import { asId, createFakeClock, MINUTE, type Id } from '@marketgraph/kernel';
import { describe, expect, it, vi } from 'vitest';
import type { SessionFacts } from './identity-access.ts';
import { createSessions } from './sessions.ts';

const session = (number: number) => asId('Session', `01890000-0000-7000-8000-00000000000${number}`);
const user = asId('User', '01890000-0000-7000-8000-0000000000aa');
const facts: SessionFacts = { userId: user, emailVerified: true, memberships: [], operatorRole: null, locale: null };

function setUp() {
  const clock = createFakeClock();
  const ask = vi.fn(async (_id: Id<'Session'>): Promise<SessionFacts | null> => facts);
  const sessions = createSessions({ session: ask }, clock);
  return { clock, ask, sessions };
}

describe('sessions (IDN-02)', () => {
  it('asks once while the feed is up', async () => {
    const { ask, sessions } = setUp();
    sessions.apply({ kind: 'SNAPSHOT', sessionIds: [] });
    await Promise.all([sessions.find(session(1), 't', true), sessions.find(session(1), 't', false)]);
    expect(await sessions.find(session(1), 't', true)).toEqual(facts);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('refuses a revoked session at once, without asking', async () => {
    const { ask, sessions } = setUp();
    sessions.apply({ kind: 'SNAPSHOT', sessionIds: [session(2)] });
    expect(await sessions.find(session(2), 't', false)).toBeNull();
    await sessions.find(session(1), 't', false);
    sessions.apply({ kind: 'REVOKED', sessionIds: [session(1)] });
    expect(await sessions.find(session(1), 't', false)).toBeNull();
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('does not answer from a question that was under way when the session was revoked', async () => {
    const { ask, sessions } = setUp();
    sessions.apply({ kind: 'SNAPSHOT', sessionIds: [] });
    const answer = Promise.withResolvers<SessionFacts>();
    ask.mockReturnValueOnce(answer.promise);
    const finding = sessions.find(session(1), 't', false);
    sessions.apply({ kind: 'REVOKED', sessionIds: [session(1)] });
    answer.resolve(facts);
    expect(await finding).toBeNull();
  });

  it('forgets a user whose rights have changed, and an answer that was under way', async () => {
    const { ask, sessions } = setUp();
    sessions.apply({ kind: 'SNAPSHOT', sessionIds: [] });
    const stale = Promise.withResolvers<SessionFacts>();
    ask.mockReturnValueOnce(stale.promise);
    const finding = sessions.find(session(1), 't', false);
    sessions.apply({ kind: 'VIEWER_CHANGED', userId: user });
    stale.resolve({ ...facts, emailVerified: false });
    await finding;
    expect(await sessions.find(session(1), 't', false)).toEqual(facts);
    expect(ask).toHaveBeenCalledTimes(2);
    sessions.apply({ kind: 'VIEWER_CHANGED', userId: user });
    await sessions.find(session(1), 't', false);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('while the feed is down asks anew for what must be sure, and not for the rest', async () => {
    const { ask, sessions } = setUp();
    sessions.apply({ kind: 'SNAPSHOT', sessionIds: [] });
    await sessions.find(session(1), 't', true);
    sessions.feedLost();
    await sessions.find(session(1), 't', false);
    expect(ask).toHaveBeenCalledTimes(1);
    ask.mockResolvedValueOnce(null);
    expect(await sessions.find(session(1), 't', true)).toBeNull();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('asks for everybody again when the feed comes back', async () => {
    const { ask, sessions } = setUp();
    sessions.apply({ kind: 'SNAPSHOT', sessionIds: [] });
    await sessions.find(session(1), 't', false);
    sessions.feedLost();
    sessions.apply({ kind: 'SNAPSHOT', sessionIds: [] });
    await sessions.find(session(1), 't', false);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('does not believe anything for longer than an access token lives', async () => {
    const { ask, clock, sessions } = setUp();
    sessions.apply({ kind: 'SNAPSHOT', sessionIds: [] });
    await sessions.find(session(1), 't', false);
    clock.advance(6 * MINUTE);
    await sessions.find(session(1), 't', false);
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
