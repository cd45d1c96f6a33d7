import type { Stripe } from 'stripe';
import { ok, type Call, type Endpoint, type Reply } from './endpoint.ts';
import { LIST_PARAMETERS, listPage } from './lists.ts';
import type { Params } from './params.ts';
import { attachMethod, namedMethod, readAddress } from './payment-methods.ts';
import { find, idOf, type StripeWorld } from './world.ts';

const FIELDS = ['name', 'email', 'phone', 'description', 'address', 'shipping', 'metadata', 'invoice_settings', 'preferred_locales', 'payment_method'];

function changed(customer: Stripe.Customer, params: Params): Stripe.Customer {
  const text = (name: 'name' | 'email' | 'phone' | 'description'): string | null => {
    const given = params.nullableText(name);
    return given === undefined ? (customer[name] ?? null) : given;
  };
  const settings = params.object('invoice_settings');
  const defaultMethod = settings?.nullableText('default_payment_method');
  const address = params.object('address');
  return {
    ...customer,
    name: text('name'),
    email: text('email'),
    phone: text('phone'),
    description: text('description'),
    address: address === undefined ? (customer.address ?? null) : readAddress(address),
    preferred_locales: params.list('preferred_locales') ?? customer.preferred_locales ?? [],
    metadata: params.metadata(customer.metadata),
    invoice_settings: { ...customer.invoice_settings, ...(defaultMethod === undefined ? {} : { default_payment_method: defaultMethod }) },
  };
}

function create(world: StripeWorld, { params }: Call): Reply {
  const blank: Stripe.Customer = {
    id: `cus_${world.newId('x').slice(2, 16)}`,
    object: 'customer',
    address: null,
    balance: 0,
    created: world.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: world.newId('x').slice(2, 10).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
  const customer = changed(blank, params);
  world.customers.put(customer.id, customer);
  world.emit('customer.created', customer);
  const method = namedMethod(world, params);
  if (method !== undefined) attachMethod(world, method, customer.id);
  return ok(customer);
}

function update(world: StripeWorld, { id, params }: Call): Reply {
  const before = find(world.customers, 'customer', id);
  const customer = changed(before, params);
  const method = customer.invoice_settings.default_payment_method;
  if (method !== null) find(world.methods, 'PaymentMethod', idOf(method) ?? '', 'invoice_settings[default_payment_method]');
  world.customers.put(id, customer);
  const previous = Object.fromEntries(Object.entries(before).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(customer[name as keyof Stripe.Customer])));
  if (Object.keys(previous).length > 0) world.emit('customer.updated', customer, previous);
  return ok(customer);
}

function remove(world: StripeWorld, { id }: Call): Reply {
  const customer = find(world.customers, 'customer', id);
  const deleted: Stripe.DeletedCustomer = { id, object: 'customer', deleted: true };
  world.customers.delete(id);
  world.deletedCustomers.put(id, deleted);
  for (const method of world.methods.values()) {
    if (idOf(method.customer) === id) world.methods.put(method.id, { ...method, customer: null });
  }
  world.emit('customer.deleted', customer);
  return ok(deleted);
}

export const customerEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/v1/customers', parameters: FIELDS, handle: create },
  {
    method: 'GET',
    path: '/v1/customers',
    parameters: ['email', ...LIST_PARAMETERS],
    handle: (world, { params }) => {
      const email = params.text('email');
      return ok(listPage(world.customers.values().filter((customer) => email === undefined || customer.email === email), params, '/v1/customers'));
    },
  },
  { method: 'GET', path: '/v1/customers/:id', parameters: [], handle: (world, { id }) => ok(world.deletedCustomers.get(id) ?? find(world.customers, 'customer', id)) },
  { method: 'POST', path: '/v1/customers/:id', parameters: FIELDS, handle: update },
  { method: 'DELETE', path: '/v1/customers/:id', parameters: [], handle: remove },
];
