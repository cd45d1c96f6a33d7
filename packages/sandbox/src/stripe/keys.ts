import type { HttpRequest } from '../shared/http.ts';
import { StripeFailure, invalidRequest } from './errors.ts';
import type { FormObject } from './form.ts';
import type { StripeWorld } from './world.ts';

export type KeyKind = 'secret' | 'publishable';

function unauthorised(message: string, code?: string): StripeFailure {
  return new StripeFailure(401, { type: 'invalid_request_error', message, ...(code === undefined ? {} : { code }) });
}

function givenKey(request: HttpRequest, parameters: FormObject): string | undefined {
  const { authorization = '' } = request.headers;
  if (/^Bearer /i.test(authorization)) return authorization.slice('Bearer '.length).trim();
  if (/^Basic /i.test(authorization)) return Buffer.from(authorization.slice('Basic '.length), 'base64').toString('utf8').split(':')[0];
  // Browser libraries send their publishable key as a parameter.
  return typeof parameters.key === 'string' ? parameters.key : undefined;
}

/** Any test key is accepted; a live one never, lest somebody points a live configuration here and believes it. */
export function keyKindOf(request: HttpRequest, parameters: FormObject): KeyKind {
  const key = givenKey(request, parameters);
  if (key === undefined || key === '') {
    throw unauthorised("You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
  }
  if (request.headers['stripe-account'] !== undefined) {
    throw new StripeFailure(403, { type: 'invalid_request_error', code: 'account_invalid', message: `The provided key does not have access to account '${String(request.headers['stripe-account'])}' (or that account does not exist).` });
  }
  if (/^(sk|rk)_test_\w+/.test(key)) return 'secret';
  if (/^pk_test_\w+/.test(key)) return 'publishable';
  throw unauthorised(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`);
}

export function secretKeyRequired(): StripeFailure {
  return unauthorised(
    'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
    'secret_key_required',
  );
}

/** A buyer's app may act on an intent only with its client secret. Payment methods are created without one. */
export function checkClientSecret(world: StripeWorld, id: string, parameters: FormObject): void {
  const intent = world.intents.get(id) ?? world.setups.get(id);
  if (intent === undefined) return;
  const noun = intent.object === 'payment_intent' ? 'PaymentIntent' : 'SetupIntent';
  if (parameters.client_secret === undefined) throw invalidRequest('Missing required param: client_secret.', { code: 'parameter_missing', param: 'client_secret' });
  if (parameters.client_secret === intent.client_secret) return;
  throw invalidRequest(`The client_secret provided does not match the client_secret associated with the ${noun}.`, { code: `${intent.object}_invalid_parameter`, param: 'client_secret' });
}

/** What an app sees of a payment intent with a publishable key. */
const PUBLIC_FIELDS = new Set([
  'id', 'object', 'amount', 'amount_details', 'automatic_payment_methods', 'canceled_at', 'cancellation_reason', 'capture_method', 'client_secret',
  'confirmation_method', 'created', 'currency', 'description', 'last_payment_error', 'last_setup_error', 'livemode', 'next_action', 'payment_method',
  'payment_method_types', 'processing', 'receipt_email', 'setup_future_usage', 'shipping', 'source', 'status', 'usage',
]);

export function publicView(body: object): object {
  if (!('object' in body) || (body.object !== 'payment_intent' && body.object !== 'setup_intent')) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => PUBLIC_FIELDS.has(name)));
}
