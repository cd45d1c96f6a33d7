import type { Stripe } from 'stripe';
import { randomText } from '../shared/tokens.ts';
import { invalidRequest, notEmulated } from './errors.ts';
import { checkAmount, readCurrency } from './money.ts';
import type { Params } from './params.ts';
import { readAddress } from './payment-methods.ts';
import type { StripeWorld } from './world.ts';

/** Known to the API, not acted on by the sandbox: a request with one of them is refused by name. */
const UNSUPPORTED = [
  'amount_details', 'application_fee_amount', 'confirmation_token', 'customer_account', 'excluded_payment_method_types', 'hooks', 'mandate',
  'on_behalf_of', 'payment_details', 'payment_method_configuration', 'transfer_data',
];

/** Taken without an effect that anybody could see. */
export const ACCEPTED = ['mandate_data', 'payment_method_options', 'radar_options', 'client_context', 'expected_payment_method_type'];

const PAYMENT_METHOD = ['payment_method', 'payment_method_data'];
const SHARED = [...PAYMENT_METHOD, ...UNSUPPORTED, 'setup_future_usage', 'shipping', 'receipt_email', 'allowed_payment_method_types', 'capture_method'];

export const CREATE_PARAMETERS = [
  ...SHARED, 'amount', 'automatic_payment_methods', 'confirm', 'confirmation_method', 'currency', 'customer', 'description',
  'error_on_requires_action', 'metadata', 'off_session', 'return_url', 'statement_descriptor', 'statement_descriptor_suffix',
  'transfer_group', 'use_stripe_sdk',
];

export const CONFIRM_PARAMETERS = [...SHARED, 'client_secret', 'error_on_requires_action', 'key', 'off_session', 'return_url', 'use_stripe_sdk'];

export const UPDATE_PARAMETERS = [
  ...PAYMENT_METHOD, ...UNSUPPORTED, 'amount', 'currency', 'customer', 'description', 'metadata', 'receipt_email', 'shipping', 'transfer_group',
  'payment_method_options',
];

export function refuseUnsupported(params: Params): void {
  const found = UNSUPPORTED.find((name) => params.has(name));
  if (found !== undefined) throw notEmulated(`the parameter \`${found}\``, found);
}

/** Which payment methods an intent takes: automatic ones unless it names them. Only cards are emulated. */
export function methodChoice(params: Params): {
  automatic_payment_methods: { allow_redirects: 'always' | 'never'; enabled: boolean } | null;
  allowed_payment_method_types: Stripe.PaymentIntent.AllowedPaymentMethodType[] | null;
} {
  const allowed = params.list('allowed_payment_method_types');
  const automatic = params.object('automatic_payment_methods');
  const enabled = automatic?.flag('enabled');
  if (allowed !== undefined) {
    if (enabled === true) {
      throw invalidRequest('You may only specify one of these parameters: allowed_payment_method_types, automatic_payment_methods.', { code: 'parameters_exclusive' });
    }
    if (!allowed.includes('card')) throw notEmulated(`an intent without the payment method type 'card'`, 'allowed_payment_method_types');
    return { automatic_payment_methods: null, allowed_payment_method_types: allowed as Stripe.PaymentIntent.AllowedPaymentMethodType[] };
  }
  if (automatic !== undefined && enabled === undefined) {
    throw invalidRequest('Missing required param: automatic_payment_methods[enabled].', { code: 'parameter_missing', param: 'automatic_payment_methods[enabled]' });
  }
  const redirects = automatic?.choice('allow_redirects', ['always', 'never']) ?? 'always';
  return { automatic_payment_methods: enabled === false ? null : { allow_redirects: redirects, enabled: true }, allowed_payment_method_types: null };
}

export function shippingOf(params: Params): Stripe.PaymentIntent.Shipping | null {
  const shipping = params.object('shipping');
  if (shipping === undefined) return null;
  return { address: readAddress(shipping.object('address')), carrier: null, name: shipping.requiredText('name'), phone: shipping.nullableText('phone') ?? null, tracking_number: null };
}

/** The intent that the parameters of a create describe, not stored yet. */
export function newIntent(world: StripeWorld, params: Params): Stripe.PaymentIntent {
  const amount = params.integer('amount', 1);
  if (amount === undefined) throw invalidRequest('Missing required param: amount.', { code: 'parameter_missing', param: 'amount' });
  const currency = readCurrency(params);
  checkAmount(amount, currency);
  if (params.text('confirmation_method') === 'manual') throw notEmulated('`confirmation_method=manual`', 'confirmation_method');
  const id = `pi_3${randomText(23)}`;
  return {
    id,
    object: 'payment_intent',
    ...methodChoice(params),
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.choice('capture_method', ['automatic', 'automatic_async', 'manual']) ?? 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: world.now(),
    currency,
    customer: params.text('customer') ?? null,
    customer_account: null,
    description: params.text('description') ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: params.metadata(),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: params.text('receipt_email') ?? null,
    review: null,
    setup_future_usage: params.choice('setup_future_usage', ['on_session', 'off_session']) ?? null,
    shipping: shippingOf(params),
    source: null,
    statement_descriptor: params.text('statement_descriptor') ?? null,
    statement_descriptor_suffix: params.text('statement_descriptor_suffix') ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: params.text('transfer_group') ?? null,
  };
}
