import type { DemoData, DemoUser } from '@marketgraph/contracts';
import { DAY, type Id } from '@marketgraph/kernel';
import { guest } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../src/crypto/password-hash.ts';
import { identityModule } from '../src/index.ts';
import { login, PASSWORD, signIn, startIdentity, type Harness } from './support/harness.ts';

let harness: Harness;
let data: DemoData;
beforeAll(async () => {
  harness = await startIdentity();
  data = await story();
});
afterAll(() => harness.stop());

/** Two stores, their owners, a buyer who reviewed one of them, and an operator. */
async function story(): Promise<DemoData> {
  const { ids, clock } = harness.deps;
  const registeredAt = new Date(clock.now().getTime() - 90 * DAY);
  const person = (email: string, operatorRole: DemoUser['operatorRole'] = null): DemoUser => ({ id: ids.next('User'), email, name: 'Demo Person', locale: 'en-US', operatorRole, registeredAt });
  const [buyer, first, second] = [person('buyer@demo.test'), person('first@demo.test'), person('second@demo.test')];
  const address = { recipient: 'Store', phone: '+256701234567', line1: '1 Main Street', line2: '', city: 'Kampala', region: '', postalCode: '', country: 'UG' };
  const vendor = (name: string, slug: string, status: 'APPROVED' | 'PENDING', owner: Id<'User'>): DemoData['vendors'][number] => ({
    id: ids.next('Vendor'), name, slug, description: 'A store', email: `hello@${slug}.test`, phone: '+256701234567', status, currency: 'USD', address,
    team: [{ id: ids.next('VendorMember'), userId: owner, role: 'OWNER' }], createdAt: registeredAt,
  });
  const vendors = [vendor('Open Store', 'open-store', 'APPROVED', first.id), vendor('New Store', 'new-store', 'PENDING', second.id)];
  const review = (rating: 4 | 5): DemoData['reviews'][number] => ({
    id: ids.next('Review'), productId: ids.next('Product'), vendorId: vendors[0]?.id ?? ids.next('Vendor'), authorId: buyer.id, orderItemId: ids.next('OrderItem'),
    rating, title: 'Fine', text: 'Fine', answer: null, createdAt: registeredAt,
  });
  return {
    passwordHash: await hashPassword(PASSWORD), users: [buyer, first, second, person('operator@demo.test', 'ADMIN')], vendors, products: () => [], orders: [], reviews: [review(4), review(5)], now: clock.now(),
  };
}

describe('the demo marketplace', () => {
  it('is written once, and what it says can be seen', async () => {
    expect(await identityModule.loadDemo(harness.deps.db, data)).toBe(true);
    expect(await identityModule.loadDemo(harness.deps.db, data)).toBe(false);
    const LIST = '{ vendors(sort: RATING, filter: { minimumRating: 4 }) { nodes { name slug status contactEmail country } } }';
    expect(await harness.client.as(guest()).query(LIST)).toEqual({
      vendors: { nodes: [{ name: 'Open Store', slug: 'open-store', status: 'APPROVED', contactEmail: 'hello@open-store.test', country: 'UG' }] },
    });
    expect((await harness.client.as(guest()).query<{ vendors: { nodes: object[] } }>('{ vendors { nodes { id } } }')).vendors.nodes).toHaveLength(1);
  });

  it('everybody in it can sign in', async () => {
    for (const { email } of data.users) expect(await login(harness, email)).toMatchObject({ kind: 'SessionCreateSuccess', emailVerified: true });
    const { viewer } = await signIn(harness, 'first@demo.test');
    expect(await harness.client.as(viewer).query('{ viewer { ownsVendor memberships { role vendor { name pickupAddress { city } } } } }')).toEqual({
      viewer: { ownsVendor: true, memberships: [{ role: 'OWNER', vendor: { name: 'Open Store', pickupAddress: { city: 'Kampala' } } }] },
    });
  });
});
