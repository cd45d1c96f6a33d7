import { logIn, register, verifyAddress } from '../accounts.ts';
import { expectThat, type Step } from '../world.ts';

/** A buyer's account and sessions. */
export const accounts: Step = {
  title: 'A buyer registers, verifies the address, logs in, and ends a session',
  capabilities: ['IDN-01', 'IDN-02', 'IDN-05'],
  run: async (world) => {
    const buyer = await register(world, 'Bea Buyer');
    await logIn(buyer);
    await verifyAddress(world, buyer);
    world.people.set('buyer', buyer);
    world.say(`${buyer.email} is verified`);

    const first = { tokens: buyer.tokens, sessionId: buyer.sessionId };
    const refreshed = await world.guest.request<{ sessionRefresh: { tokens?: { accessToken: string; refreshToken: string } } }>(
      `mutation Refresh($token: String!) { sessionRefresh(input: { refreshToken: $token }) { ... on SessionRefreshSuccess { tokens { accessToken refreshToken } } } }`,
      { token: first.tokens?.refreshToken },
    );
    expectThat(refreshed.sessionRefresh.tokens !== undefined, 'a refresh gives new tokens', refreshed);
    const other = refreshed.sessionRefresh.tokens;

    await logIn(buyer);
    const { sessions, viewer } = await buyer.graph.request<{ sessions: { nodes: { id: string; current: boolean; device: { name: string } }[] }; viewer: { user: { name: string } } }>(
      `{ sessions(first: 10) { nodes { id current device { name } } } viewer { user { name } } }`,
    );
    expectThat(sessions.nodes.length === 2 && viewer.user.name === 'Bea Buyer', 'the buyer sees two sessions', sessions);
    world.say(`sessions: ${sessions.nodes.map((session) => session.device.name).join(', ')}`);

    // The older session watches something; ending it closes its socket and refuses its token at once.
    const current = buyer.tokens;
    buyer.tokens = other;
    const watching = buyer.graph.subscribe<{ buyerOrdersUpdated: { seq: number } }>(`subscription { buyerOrdersUpdated { seq snapshot } }`);
    await watching.next();
    buyer.tokens = current;
    await buyer.graph.request(`mutation End($id: ID!) { sessionEnd(input: { id: $id }) { __typename } }`, { id: first.sessionId });
    await watching.closed;
    watching.close();
    buyer.tokens = other;
    const refused = await buyer.graph.execute(`{ viewer { user { name } } }`);
    expectThat(refused.errors[0]?.extensions?.code === 'UNAUTHENTICATED', 'a revoked session is refused at once', refused);
    buyer.tokens = current;
    world.say('the ended session is refused and its socket is closed');
  },
};
