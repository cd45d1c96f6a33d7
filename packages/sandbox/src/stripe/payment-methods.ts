import type { Stripe } from 'stripe';
import { ok, type Call, type Endpoint, type Reply } from './endpoint.ts';
import { invalidRequest, notEmulated, StripeFailure } from './errors.ts';
import { LIST_PARAMETERS, listPage } from './lists.ts';
import type { Params } from './params.ts';
import { cardByNumber, cardByToken, DECLINES, hasLuhnDigit, type CardFacts } from './test-cards.ts';
import { find, idOf, type StripeWorld } from './world.ts';

/** Address of nobody: every field there, all empty. */
const NO_ADDRESS: Stripe.Address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

export function readAddress(params: Params | undefined): Stripe.Address {
  const read = (name: keyof Stripe.Address): string | null => params?.nullableText(name) ?? null;
  return { ...NO_ADDRESS, city: read('city'), country: read('country'), line1: read('line1'), line2: read('line2'), postal_code: read('postal_code'), state: read('state') };
}

function billingDetails(params: Params | undefined): Stripe.PaymentMethod.BillingDetails {
  const read = (name: string): string | null => params?.nullableText(name) ?? null;
  return { address: readAddress(params?.object('address')), email: read('email'), name: read('name'), phone: read('phone'), tax_id: null };
}

interface CardInput {
  readonly facts: CardFacts;
  readonly expMonth: number;
  readonly expYear: number;
}

function createMethod(world: StripeWorld, input: CardInput, params: Params | undefined): Stripe.PaymentMethod {
  const { facts, expMonth, expYear } = input;
  const method: Stripe.PaymentMethod = {
    id: world.newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: billingDetails(params?.object('billing_details')),
    card: {
      brand: facts.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: facts.brand,
      exp_month: expMonth,
      exp_year: expYear,
      fingerprint: fingerprint(facts.number),
      funding: 'credit',
      generated_from: null,
      last4: facts.number.slice(-4),
      networks: { available: [facts.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: params?.metadata() ?? {},
    type: 'card',
  };
  world.methods.put(method.id, method);
  world.methodFacts.put(method.id, { ...facts, setUp: false, spent: false });
  return method;
}

/** The same for the same number, as with the provider; never the number itself. */
function fingerprint(number: string): string {
  return [...number].reduce((hash, digit) => (hash * 31n + BigInt(digit.charCodeAt(0))) % 2n ** 82n, 7n).toString(36).padStart(16, '0').slice(0, 16);
}

function methodOfToken(world: StripeWorld, token: string, param: string): Stripe.PaymentMethod {
  const facts = cardByToken(token);
  if (facts === undefined) throw invalidRequest(`No such PaymentMethod: '${token}'`, { code: 'resource_missing', param });
  return createMethod(world, { facts, expMonth: 8, expYear: new Date(world.now() * 1000).getUTCFullYear() + 2 }, undefined);
}

function cardError(code: string, message: string, param: string): StripeFailure {
  return new StripeFailure(402, { type: 'card_error', code, message, param });
}

function cardOfParams(world: StripeWorld, params: Params): Stripe.PaymentMethod {
  const card = params.object('card');
  if (params.requiredText('type') !== 'card') throw notEmulated(`the payment method type '${params.text('type')}'`, 'type');
  if (card === undefined) throw invalidRequest('Missing required param: card.', { code: 'parameter_missing', param: 'card' });
  const token = card.text('token');
  if (token !== undefined) return methodOfToken(world, token, 'card[token]');
  const number = card.requiredText('number').replaceAll(' ', '');
  const expMonth = card.integer('exp_month') ?? 0;
  const expYear = card.integer('exp_year') ?? 0;
  if (!hasLuhnDigit(number)) throw cardError('incorrect_number', 'Your card number is incorrect.', 'number');
  if (expMonth < 1 || expMonth > 12) throw cardError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month');
  const year = expYear < 100 ? 2000 + expYear : expYear;
  if (Date.UTC(year, expMonth) <= world.now() * 1000) throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year');
  const facts = cardByNumber(number);
  if (facts === undefined) {
    const message = 'Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.';
    throw new StripeFailure(402, { type: 'card_error', code: 'card_declined', decline_code: 'test_mode_live_card', message });
  }
  return createMethod(world, { facts, expMonth, expYear: year }, params);
}

/** The payment method that `payment_method` or `payment_method_data` names. Every use of `pm_card_…` makes a new one. */
export function namedMethod(world: StripeWorld, params: Params): Stripe.PaymentMethod | undefined {
  const data = params.object('payment_method_data');
  if (data !== undefined) return cardOfParams(world, data);
  const id = params.text('payment_method');
  if (id === undefined) return undefined;
  return id.startsWith('pm_card_') ? methodOfToken(world, id, 'payment_method') : find(world.methods, 'PaymentMethod', id, 'payment_method');
}

/** Refuses a payment method that belongs to somebody else or may not be used again. */
export function checkUsable(world: StripeWorld, method: Stripe.PaymentMethod, customerId: string | null): void {
  const owner = idOf(method.customer);
  if (owner !== null && owner !== customerId) {
    throw invalidRequest(
      `The PaymentMethod supplied (${method.id}) belongs to a different Customer therefore you cannot use it with this ${customerId === null ? 'request without its Customer' : 'Customer'}. Please check the values passed in the \`customer\` and \`payment_method\` parameters.`,
      { param: 'payment_method' },
    );
  }
  if (owner === null && world.methodFacts.get(method.id)?.spent === true) {
    throw invalidRequest(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
      { param: 'payment_method' },
    );
  }
}

export function changeFacts(world: StripeWorld, id: string, change: { setUp?: boolean; spent?: boolean }): void {
  const facts = world.methodFacts.get(id);
  if (facts !== undefined) world.methodFacts.put(id, { ...facts, ...change });
}

export function attachMethod(world: StripeWorld, method: Stripe.PaymentMethod, customerId: string): Stripe.PaymentMethod {
  if (idOf(method.customer) === customerId) return method;
  const attached: Stripe.PaymentMethod = { ...method, customer: customerId };
  world.methods.put(attached.id, attached);
  world.emit('payment_method.attached', attached);
  return attached;
}

function attach(world: StripeWorld, call: Call): Reply {
  const customerId = call.params.requiredText('customer');
  find(world.customers, 'customer', customerId, 'customer');
  const method = call.id.startsWith('pm_card_') ? methodOfToken(world, call.id, 'payment_method') : find(world.methods, 'PaymentMethod', call.id);
  if (idOf(method.customer) !== null) throw invalidRequest('The payment method you provided has already been attached to a customer.');
  checkUsable(world, method, null);
  const facts = world.methodFacts.get(method.id);
  if (facts !== undefined && !facts.attachable) {
    const { code, decline_code, message } = DECLINES[facts.decline ?? 'generic_decline'];
    throw new StripeFailure(402, { type: 'card_error', code, decline_code, message }, true);
  }
  return ok(attachMethod(world, method, customerId));
}

function detach(world: StripeWorld, call: Call): Reply {
  const method = find(world.methods, 'PaymentMethod', call.id);
  const owner = idOf(method.customer);
  if (owner === null) throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.');
  const detached: Stripe.PaymentMethod = { ...method, customer: null };
  world.methods.put(detached.id, detached);
  changeFacts(world, detached.id, { spent: true });
  world.emit('payment_method.detached', detached, { customer: owner });
  return ok(detached);
}

function listOf(world: StripeWorld, params: Params, customerId: string | undefined, url: string): Reply {
  const type = params.text('type') ?? 'card';
  const owned = world.methods.values().filter((method) => method.type === type && idOf(method.customer) === (customerId ?? null) && customerId !== undefined);
  return ok(listPage(owned, params, url));
}

export const paymentMethodEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/v1/payment_methods',
    parameters: ['type', 'card', 'billing_details', 'metadata', 'allow_redisplay', 'key', 'guid', 'muid', 'sid', 'payment_user_agent'],
    publishable: true,
    handle: (world, { params }) => ok(cardOfParams(world, params)),
  },
  {
    method: 'GET',
    path: '/v1/payment_methods',
    parameters: ['customer', 'type', ...LIST_PARAMETERS],
    handle: (world, { params }) => listOf(world, params, params.text('customer'), '/v1/payment_methods'),
  },
  {
    method: 'GET',
    path: '/v1/customers/:id/payment_methods',
    parameters: ['type', 'allow_redisplay', ...LIST_PARAMETERS],
    handle: (world, { id, params }) => {
      find(world.customers, 'customer', id);
      return listOf(world, params, id, `/v1/customers/${id}/payment_methods`);
    },
  },
  { method: 'GET', path: '/v1/payment_methods/:id', parameters: [], handle: (world, { id }) => ok(find(world.methods, 'PaymentMethod', id)) },
  { method: 'POST', path: '/v1/payment_methods/:id/attach', parameters: ['customer'], handle: attach },
  { method: 'POST', path: '/v1/payment_methods/:id/detach', parameters: [], handle: detach },
];
