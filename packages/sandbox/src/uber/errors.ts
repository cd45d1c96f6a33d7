import type { HttpReply } from '../shared/http.ts';

/** Every error the API names, with its status and text. */
const ERRORS = {
  address_undeliverable: [400, 'The specified location is not in a deliverable area.'],
  address_undeliverable_limited_couriers: [400, 'The specified location is not in a deliverable area at this time because all couriers are currently busy.'],
  couriers_busy: [503, 'All of our couriers are currently busy.'],
  customer_blocked: [403, 'Your account is not allowed to create deliveries.'],
  customer_limited: [429, "Your account's limits have been exceeded."],
  customer_not_found: [404, 'Customer does not exist.'],
  customer_suspended: [402, 'Your account is passed due. Payment is required.'],
  delivery_not_found: [404, 'The requested delivery does not exist.'],
  dropoff_deadline_before_pickup_deadline: [400, 'The dropoff deadline needs to be after the pickup deadline.'],
  dropoff_deadline_too_early: [400, 'The dropoff deadline needs to be at least 20 minutes after the dropoff ready time.'],
  dropoff_ready_after_pickup_deadline: [400, 'The dropoff ready time needs to be at or before the pickup deadline.'],
  duplicate_delivery: [409, 'An active delivery like this already exists.'],
  expired_quote: [400, 'The price quote specified has expired.'],
  internal_server_error: [500, 'We have experienced a problem.'],
  invalid_params: [400, 'The parameters of your request were invalid.'],
  invalid_tipping_state: [400, 'Tip cannot be updated in the current job state.'],
  max_tip_exceeded: [400, 'Max tip exceeded.'],
  mismatched_price_quote: [400, 'Quote mismatch, please recreate the quote.'],
  missing_payment: [400, 'organization has no billing policy'],
  noncancelable_delivery: [400, 'Delivery cannot be cancelled'],
  not_allowed: [400, 'The parameters of your request were invalid.'],
  pickup_deadline_too_early: [400, 'The pickup deadline time needs to be at least 20 minutes from now.'],
  pickup_ready_too_early: [400, 'The pickup ready time cannot be in the past.'],
  pickup_ready_too_late: [400, 'The pickup ready time needs to be within the next 30 days.'],
  pickup_window_too_small: [400, 'The pickup window needs to be at least 10 minutes long.'],
  request_timeout: [408, 'The request timed out.'],
  robo_couriers_busy: [503, 'All of our robo couriers are currently busy.'],
  service_unavailable: [503, 'Service is currently unavailable.'],
  tip_already_recorded_error: [400, 'Tip already updated.'],
  unauthorized: [401, 'Invalid OAuth 2.0 credentials provided.'],
  unknown_location: [400, 'The specified location was not understood.'],
  used_quote: [400, 'The price quote specified has been used.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type UberErrorCode = keyof typeof ERRORS;

/** A request that is refused; nothing of it stays. */
export class UberFailure extends Error {
  readonly code: UberErrorCode;
  readonly metadata: Readonly<Record<string, string>> | undefined;

  constructor(code: UberErrorCode, metadata?: Readonly<Record<string, string>>) {
    super(ERRORS[code][1]);
    this.code = code;
    this.metadata = metadata;
  }
}

export function invalidParams(metadata: Record<string, string>): UberFailure {
  return new UberFailure('invalid_params', metadata);
}

export function failureReply({ code, metadata }: Pick<UberFailure, 'code' | 'metadata'>): HttpReply {
  const [status, message] = ERRORS[code];
  // The one error that the API sends without a kind.
  const kind = code === 'unauthorized' ? {} : { kind: 'error' };
  return { status, body: { code, message, ...kind, ...(metadata === undefined ? {} : { metadata }) } };
}

/** The code that goes with a status, for planned faults that name none. */
export function codeOfStatus(status: number): UberErrorCode {
  const found = Object.entries(ERRORS).find(([code, [its]]) => its === status && code !== 'couriers_busy' && code !== 'robo_couriers_busy');
  return (found?.[0] ?? 'internal_server_error') as UberErrorCode;
}

export function isUberErrorCode(code: string): code is UberErrorCode {
  return Object.hasOwn(ERRORS, code);
}
