import { MINUTE } from '@marketgraph/kernel';
import { buyer, guest, service, waitFor } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeId, lastCode, newAccount, signIn, startIdentity, verify, type Account, type Harness } from './support/harness.ts';
import { approvedVendor, createRole, decide, newMember, removeMember, updateMember } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const FEED = 'subscription { internalSessionFeed { seq kind sessionIds userId } }';
const SESSION = 'query ($id: ID!) { internalSession(sessionId: $id) { sessionId userId emailVerified operatorRole locale memberships { vendorId role permissions } } }';

interface Change {
  internalSessionFeed: { seq: number; kind: 'SNAPSHOT' | 'REVOKED' | 'VIEWER_CHANGED'; sessionIds: string[]; userId: string | null };
}

const feed = () => harness.client.as(service('router')).subscribe<Change>(FEED);
const sid = (account: Account) => encodeId('Session', account.viewer.sessionId);
const end = (account: Account, field: string) => harness.client.as(account.viewer).mutate(`mutation { ${field} { __typename } }`);
const session = async (id: string) => (await harness.client.as(service('router')).query<{ internalSession: Record<string, unknown> | null }>(SESSION, { id })).internalSession;

/** Changes until `count` have come, the snapshot left out. */
async function changesAfter(work: () => Promise<unknown>, count: number) {
  const stream = await feed();
  await stream.next();
  await work();
  const changes = (await stream.take(count)).map(({ internalSessionFeed: { seq: _seq, ...change } }) => change);
  await stream.close();
  return changes;
}

describe('the feed of sessions (IDN-02)', () => {
  it('begins with every session revoked while its tokens may live, then tells each change in order', async () => {
    const account = await newAccount(harness);
    const [first, second] = [await signIn(harness, account.email), await signIn(harness, account.email)];
    await end(first, 'sessionEnd(input: { id: "' + sid(first) + '" })');
    const stream = await feed();
    const snapshot = (await stream.next()).internalSessionFeed;
    expect(snapshot).toMatchObject({ kind: 'SNAPSHOT', userId: null });
    expect(snapshot.sessionIds).toContain(sid(first));
    expect(snapshot.sessionIds).not.toContain(sid(second));

    await end(account, 'sessionEndOthers');
    await end(account, 'sessionEndAll');
    const changes = await stream.take(2);
    expect(changes.map((change) => change.internalSessionFeed)).toEqual([
      { seq: snapshot.seq + 1, kind: 'REVOKED', sessionIds: [sid(second)], userId: null },
      { seq: snapshot.seq + 2, kind: 'REVOKED', sessionIds: [sid(account)], userId: null },
    ]);
    await stream.close();
  });

  it('forgets a revoked session once its last access token has expired', async () => {
    const account = await newAccount(harness);
    await end(account, 'sessionEndAll');
    const snapshot = async () => {
      const stream = await feed();
      const { sessionIds } = (await stream.next()).internalSessionFeed;
      await stream.close();
      return sessionIds;
    };
    harness.deps.clock.advance(5 * MINUTE);
    expect(await snapshot()).toContain(sid(account));
    harness.deps.clock.advance(2 * MINUTE);
    expect(await snapshot()).not.toContain(sid(account));
  });

  it('tells of a stolen family, and of sessions that a password ended', async () => {
    const [stolen, changed] = [await newAccount(harness), await newAccount(harness)];
    const other = await signIn(harness, changed.email);
    const refresh = () => harness.client.as(guest({ clientAddress: stolen.viewer.clientAddress, userAgent: stolen.viewer.userAgent })).mutate('mutation ($token: String!) { sessionRefresh(input: { refreshToken: $token }) { __typename } }', { token: stolen.refreshToken });
    expect(await changesAfter(async () => {
      await refresh();
      harness.deps.clock.advance(MINUTE);
      await refresh();
    }, 1)).toEqual([{ kind: 'REVOKED', sessionIds: [sid(stolen)], userId: null }]);
    expect(await changesAfter(() => harness.client.as(changed.viewer).mutate('mutation { passwordChange(input: { currentPassword: "violet ladder 9", newPassword: "a brand new password" }) { __typename } }'), 1)).toEqual([
      { kind: 'REVOKED', sessionIds: [sid(other)], userId: null },
    ]);
  });

  it('tells whose rights changed: verification, locale, seats, roles, and the whole team with the vendor', async () => {
    const store = await approvedVendor(harness);
    const member = await newMember(harness, store, 'STAFF');
    const of = ({ userId }: Account) => ({ kind: 'VIEWER_CHANGED', sessionIds: [], userId: encodeId('User', userId) });
    const unverified = await newAccount(harness, { verified: false });
    const code = await lastCode(harness, unverified.email);
    expect(await changesAfter(() => verify(harness, unverified.viewer, code), 1)).toEqual([of(unverified)]);
    expect(await changesAfter(() => harness.client.as(member.viewer).mutate('mutation { profileUpdate(input: { locale: "fr" }) { __typename } }'), 1)).toEqual([of(member)]);
    expect(await changesAfter(() => updateMember(harness, store.owner.viewer, member.memberId, { role: 'MANAGER' }), 1)).toEqual([of(member)]);
    expect(await changesAfter(() => decide(harness, store.operator, 'Suspend', store.vendorId, 'Complaints'), 2)).toEqual([of(store.owner), of(member)]);
    expect(await changesAfter(() => decide(harness, store.operator, 'Reactivate', store.vendorId), 2)).toEqual([of(store.owner), of(member)]);
    const { role } = await createRole(harness, store.owner.viewer, store.vendorId, 'Packers', ['manage_orders']);
    await updateMember(harness, store.owner.viewer, member.memberId, { role: 'CUSTOM', customRoleId: role.id });
    const narrow = 'mutation ($id: ID!) { vendorRoleUpdate(input: { id: $id, expectedVersion: 1, permissions: [VIEW_PRODUCTS] }) { __typename } }';
    expect(await changesAfter(() => harness.client.as(store.owner.viewer).mutate(narrow, { id: role.id }), 1)).toEqual([of(member)]);
    expect(await changesAfter(() => removeMember(harness, store.owner.viewer, member.memberId), 1)).toEqual([of(member)]);
    expect(await changesAfter(() => decide(harness, store.owner.viewer, 'Close', store.vendorId), 1)).toEqual([of(store.owner)]);
  });

  it('says nothing of what was refused', async () => {
    const store = await approvedVendor(harness);
    const stranger = await newAccount(harness);
    const stream = await feed();
    const { seq } = (await stream.next()).internalSessionFeed;
    await decide(harness, stranger.viewer, 'Close', store.vendorId);
    await verify(harness, stranger.viewer, '000000');
    await end(stranger, 'sessionEndOthers');
    await end(stranger, 'sessionEndAll');
    expect((await stream.next()).internalSessionFeed).toMatchObject({ seq: seq + 1, kind: 'REVOKED', sessionIds: [sid(stranger)] });
    await stream.close();
  });

  it('serves several routers at once', async () => {
    const account = await newAccount(harness);
    const streams = await Promise.all([feed(), feed(), feed()]);
    for (const stream of streams) await stream.next();
    await end(account, 'sessionEndAll');
    const heard = await waitFor(() => Promise.all(streams.map(async (stream) => (await stream.next()).internalSessionFeed.sessionIds)));
    expect(heard).toEqual([[sid(account)], [sid(account)], [sid(account)]]);
    for (const stream of streams) await stream.close();
  });

  it('is the router\'s alone', async () => {
    for (const viewer of [guest(), buyer(), service('commerce')]) {
      expect((await harness.client.as(viewer).errors(FEED))[0]?.extensions?.['code']).toMatch(/UNAUTHENTICATED|FORBIDDEN/);
      expect((await harness.client.as(viewer).errors(SESSION, { id: sid(await newAccount(harness)) }))[0]?.extensions?.['code']).toMatch(/UNAUTHENTICATED|FORBIDDEN/);
    }
  });
});

describe('a session behind a token (IDN-02, IDN-05)', () => {
  it('is known by uuid and by id, with what the person is', async () => {
    const store = await approvedVendor(harness);
    const found = {
      sessionId: sid(store.owner), userId: encodeId('User', store.owner.userId), emailVerified: true, operatorRole: null, locale: 'en',
      memberships: [{ vendorId: encodeId('Vendor', store.vendorId), role: 'OWNER', permissions: expect.arrayContaining(['manage_products', 'manage_payouts']) as string[] }],
    };
    expect(await session(store.owner.viewer.sessionId)).toEqual(found);
    expect(await session(sid(store.owner))).toEqual(found);
  });

  it('is null once revoked, expired, or never made', async () => {
    const account = await newAccount(harness);
    expect(await session(sid(account))).not.toBeNull();
    await end(account, 'sessionEndAll');
    expect(await session(sid(account))).toBeNull();
    expect(await session(harness.deps.ids.next('Session'))).toBeNull();
    const idle = await newAccount(harness);
    harness.deps.clock.advance(30 * 24 * 60 * MINUTE);
    expect(await session(sid(idle))).toBeNull();
  });
});
