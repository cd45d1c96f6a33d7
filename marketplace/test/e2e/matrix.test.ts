import { ACCESS, ACCESS_VIEWERS, type AccessViewer, type FieldAccess, type RootField, type ServiceName } from '@marketgraph/contracts';
import { SUBGRAPHS } from '@marketgraph/kernel';
import { buyer, guest, operator, service, vendorMember } from '@marketgraph/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { askOwner, askRouter, type Reply } from '../support/matrix/ask.ts';
import { writeOperations } from '../support/matrix/documents.ts';
import { fingerprint, settledFingerprint, type Fingerprint } from '../support/matrix/fingerprint.ts';
import { SAMPLES, type Caller, type Sample } from '../support/matrix/samples.ts';
import { prepareScene, type Scene } from '../support/matrix/scene.ts';
import { must } from '../support/must.ts';
import { storeAt } from '../support/people.ts';
import { FORM, startMarketplace, type Marketplace } from '../support/start-marketplace.ts';

const FIELDS = Object.keys(SAMPLES) as RootField[];
const OPERATIONS = writeOperations();
const SERVICES: readonly ServiceName[] = [...SUBGRAPHS, 'router'];
/** Types that say in data what FORBIDDEN says as an error. */
const REFUSALS = ['NotAllowed', 'VendorsMayNotBuy', 'ReviewNotAllowed'];
const MISSING = ['NotFound', 'VendorInvitationInvalid'];

const rowOf = (field: RootField): FieldAccess => ACCESS[field];
const isInternal = (field: RootField): boolean => Array.isArray(rowOf(field).service);
const callersOf = (field: RootField): readonly ServiceName[] => {
  const { service: named } = rowOf(field);
  return named === 'allow' ? ['router'] : named === 'deny' ? [] : named;
};

describe(`who may do what (${FORM}; IDN-11)`, () => {
  let marketplace: Marketplace;
  let scene: Scene;

  beforeAll(async () => {
    marketplace = await startMarketplace({ demo: { vendors: 3, buyers: 2, products: 3, orders: 0 }, env: { DELIVERY_POLL_SECONDS: '3600' } });
    scene = await prepareScene(marketplace);
    return () => marketplace.stop();
  });

  function ask(field: RootField, caller: AccessViewer, variables: Readonly<Record<string, unknown>>): Promise<Reply> {
    const operation = must(OPERATIONS.get(field), field);
    return isInternal(field) ? askOwner(marketplace, operation, variables, asViewer(caller)) : askRouter(scene.graphOf(caller), operation, variables);
  }

  const askAs = (field: RootField, name: ServiceName, variables: Readonly<Record<string, unknown>>) => askOwner(marketplace, must(OPERATIONS.get(field), field), variables, service(name));

  /** As the router would have signed them. */
  function asViewer(caller: AccessViewer) {
    switch (caller) {
      case 'guest':
        return guest();
      case 'operator':
        return operator();
      case 'staff':
        return vendorMember(storeAt(marketplace, 0).id, 'STAFF');
      case 'owner':
        return vendorMember(storeAt(marketplace, 0).id);
      case 'foreignOwner':
        return vendorMember(storeAt(marketplace, 1).id);
      case 'buyer':
      case 'otherBuyer':
        return buyer();
    }
  }

  describe('who may not is refused, and nothing is changed', () => {
    let now: Fingerprint;

    beforeAll(async () => {
      // Whatever the calls need is made first: what is refused must not change anything.
      for (const field of FIELDS) await SAMPLES[field].variables(scene, 'buyer');
      now = await settledFingerprint(marketplace);
    });

    it.each(FIELDS)('%s', async (field) => {
      const sample: Sample = SAMPLES[field];
      const closed = ACCESS_VIEWERS.filter((viewer) => rowOf(field)[viewer] !== 'allow');
      const seen = await Promise.all(closed.map(async (viewer) => [viewer, kindOf(await ask(field, viewer, await sample.variables(scene, viewer)))]));
      const uninvited = rowOf(field).service === 'allow' ? [] : SERVICES.filter((name) => !callersOf(field).includes(name));
      const turnedAway = await Promise.all(uninvited.map(async (name) => [name, kindOf(await askAs(field, name, await sample.variables(scene, 'service')))]));
      const before = now;
      // What one field has changed is not held against the next.
      now = await fingerprint(marketplace);
      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(closed.map((viewer) => [viewer, rowOf(field)[viewer]])));
      expect(turnedAway).toEqual(uninvited.map((name) => [name, 'deny']));
      expect(now).toEqual(before);
      if (isInternal(field)) expect((await askRouter(scene.graphOf('operator'), must(OPERATIONS.get(field), field), await sample.variables(scene, 'operator'))).codes).toContain('GRAPHQL_VALIDATION_FAILED');
    });
  });

  describe("a store's own lists, where its id is given", () => {
    const ofStore: readonly (readonly [RootField, (vendorId: string) => object])[] = [
      ['Query.notifications', (vendorId) => ({ vendorId, unreadOnly: false, first: 5 })],
      ['Query.notificationUnreadCount', (vendorId) => ({ vendorId })],
      ['Mutation.notificationMarkAllRead', (vendorId) => ({ input: { vendorId } })],
    ];

    it.each(ofStore)('%s', async (field, variables) => {
      const seen = await Promise.all(ACCESS_VIEWERS.map(async (viewer) => [viewer, kindOf(await ask(field, viewer, { ...variables(scene.vendorId) }))]));
      expect(Object.fromEntries(seen)).toEqual({ guest: 'deny', buyer: 'own', otherBuyer: 'own', staff: 'allow', owner: 'allow', foreignOwner: 'own', operator: 'own' });
    });
  });

  describe('who may is let in', () => {
    it.each(FIELDS)('%s', async (field) => {
      const sample: Sample = SAMPLES[field];
      const variables = (caller: Caller) => sample.fresh?.(scene, caller) ?? sample.variables(scene, caller);
      for (const viewer of ACCESS_VIEWERS.filter((name) => rowOf(field)[name] === 'allow')) {
        const reply = await ask(field, viewer, await variables(viewer));
        expect({ viewer, ...answered(reply, sample) }).toEqual({ viewer, kind: 'allow', errors: [] });
        if (sample.endsSession === true && viewer !== 'guest') scene.visitors[viewer] = await marketplace.signIn(scene.visitors[viewer].userId);
      }
      for (const name of callersOf(field)) {
        const reply = await askAs(field, name, await variables('service'));
        expect({ name, kind: kindOf(reply) === 'deny' ? 'deny' : 'allow', codes: reply.codes.filter((code) => code === 'INTERNAL') }).toEqual({ name, kind: 'allow', codes: [] });
      }
    });
  });
});

/** Null is what is missing, except where null is an answer. */
function answered(reply: Reply, { mayBeNull }: Sample): { kind: string; errors: readonly unknown[] } {
  const kind = kindOf(reply);
  return { kind: kind === 'own' && mayBeNull === true && reply.errors.length === 0 ? 'allow' : kind, errors: reply.errors };
}

function kindOf({ codes, value }: Reply): 'allow' | 'deny' | 'own' | string {
  const type = (value as { __typename?: string } | null)?.__typename ?? '';
  if (codes.includes('UNAUTHENTICATED') || codes.includes('FORBIDDEN') || REFUSALS.includes(type)) return 'deny';
  if (codes.includes('NOT_FOUND') || MISSING.includes(type)) return 'own';
  if (codes.length > 0) return codes.join();
  return value === null ? 'own' : 'allow';
}
