import { logIn, mailTo, newPerson } from '../accounts.ts';
import { expectThat, type Person, type Step, type World } from '../world.ts';

const REGISTER = `mutation Store($input: VendorRegisterInput!) {
  vendorRegister(input: $input) { __typename ... on VendorRegisterSuccess { vendor { id slug status } } ... on UserError { message path } }
}`;

interface Registered {
  readonly vendorRegister: { readonly __typename: string; readonly vendor: { readonly id: string; readonly slug: string; readonly status: string } };
}

async function openStore(world: World, owner: Person, name: string, city: string): Promise<void> {
  const input = {
    name: `${name} ${world.tag}`,
    description: 'Things for the coast and the way there.',
    businessType: 'COMPANY',
    country: 'US',
    currency: 'USD',
    contactPhone: '+12025550111',
    pickupAddress: { recipient: name, phone: '+12025550111', line1: '9 Alder Street', line2: '', city, region: 'OR', postalCode: '97201', country: 'US' },
  };
  const { vendorRegister } = await owner.graph.request<Registered>(REGISTER, { input });
  expectThat(vendorRegister.__typename === 'VendorRegisterSuccess', `${owner.name} registers a store`, vendorRegister);
  const { id, slug } = vendorRegister.vendor;

  const hidden = await world.guest.request<{ vendor: object | null }>(`query ($id: ID!) { vendor(id: $id) { name } }`, { id });
  expectThat(hidden.vendor === null, 'nothing of a store is public before it is approved', hidden);

  const approve = `mutation ($id: ID!) { vendorApprove(input: { id: $id }) { __typename ... on UserError { message } } }`;
  const own = await owner.graph.execute(approve, { id });
  expectThat(own.errors[0]?.extensions?.code === 'FORBIDDEN', 'an owner cannot approve the store', own);
  const { vendorApprove } = await world.operator.graph.request<{ vendorApprove: { __typename: string } }>(approve, { id });
  expectThat(vendorApprove.__typename === 'VendorApproveSuccess', 'an operator approves it', vendorApprove);
  world.stores.set(name, { id, slug, owner });
  world.say(`${input.name} is approved`);
}

async function inviteStaff(world: World, storeId: string, owner: Person): Promise<Person> {
  const staff = await newPerson(world, 'Stan Staff');
  const { vendorMemberInvite } = await owner.graph.request<{ vendorMemberInvite: { __typename: string } }>(
    `mutation ($vendorId: ID!, $email: String!) { vendorMemberInvite(input: { vendorId: $vendorId, email: $email, role: STAFF }) { __typename ... on UserError { message } } }`,
    { vendorId: storeId, email: staff.email },
  );
  expectThat(vendorMemberInvite.__typename === 'VendorMemberInviteSuccess', 'the owner invites staff', vendorMemberInvite);
  const mail = await mailTo(world, staff.email, /invit/i);
  const token = /(?:token=|\s)([\w-]{20,})/.exec(mail.text)?.[1];
  const { vendorInvitationAccept } = await staff.graph.request<{ vendorInvitationAccept: { __typename: string } }>(
    `mutation ($token: String!) { vendorInvitationAccept(input: { token: $token }) { __typename ... on UserError { message } } }`,
    { token },
  );
  expectThat(vendorInvitationAccept.__typename === 'VendorInvitationAcceptSuccess', 'staff accepts', vendorInvitationAccept);
  return staff;
}

/** Two stores, their approval, and a team whose roles count. */
export const vendors: Step = {
  title: 'Vendors register, an operator approves, a team gets roles',
  capabilities: ['IDN-06', 'IDN-07', 'IDN-08', 'IDN-10', 'IDN-11'],
  run: async (world) => {
    await logIn(world.operator);
    const owner = await newPerson(world, 'Olga Owner');
    const other = await newPerson(world, 'Otto Other');
    world.people.set('owner', owner);
    world.people.set('other owner', other);
    await openStore(world, owner, 'Harbour', 'Portland');
    await openStore(world, other, 'Orchard', 'Salem');

    const storeId = world.stores.get('Harbour')?.id ?? '';
    const staff = await inviteStaff(world, storeId, owner);
    world.people.set('staff', staff);
    const { viewer } = await staff.graph.request<{ viewer: { memberships: { role: string; permissions: string[] }[] } }>(`{ viewer { memberships { role permissions } } }`);
    expectThat(viewer.memberships[0]?.permissions.includes('MANAGE_ORDERS') === true, 'staff may manage orders', viewer);
    const refused = await staff.graph.execute(
      `mutation ($vendorId: ID!) { productCreate(input: { vendorId: $vendorId, title: "Not theirs to add", variants: [{ price: { amount: "100" } }] }) { __typename } }`,
      { vendorId: storeId },
    );
    expectThat(refused.errors[0]?.extensions?.code === 'FORBIDDEN', 'staff may not add products', refused);
    world.say(`staff of Harbour may: ${viewer.memberships[0]?.permissions.join(', ')}`);
  },
};
