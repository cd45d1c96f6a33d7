import type { CurrencyCode, Id, Result } from '@marketgraph/kernel';

/** The states a provider's payment can be in, in our words. */
export type IntentStatus = 'REQUIRES_PAYMENT' | 'REQUIRES_ACTION' | 'PROCESSING' | 'AUTHORIZED' | 'SUCCEEDED' | 'CANCELED';

export interface PaymentFailure {
  /** The provider's code: `card_declined`, `insufficient_funds` …; the decline's own where there is one. */
  readonly code: string;
  /** For people. */
  readonly message: string;
  /** The attempt that failed. */
  readonly chargeId: string | null;
}

/** A payment as the provider has it at this moment: what it says goes, whatever order its webhooks came in. */
export interface ProviderIntent {
  readonly id: string;
  readonly status: IntentStatus;
  /** Lets the buyer's own device pay; the card never comes near us. */
  readonly clientSecret: string | null;
  /** Minor units. */
  readonly amount: bigint;
  readonly amountReceived: bigint;
  readonly currency: CurrencyCode;
  readonly chargeId: string | null;
  /** What the provider keeps, in the same currency; null while it does not say. */
  readonly fee: bigint | null;
  readonly lastFailure: PaymentFailure | null;
}

export interface ProviderRefund {
  readonly id: string;
  readonly status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  /** Minor units. */
  readonly amount: bigint;
  readonly failureReason: string | null;
  /** Ours, where we asked for it. */
  readonly refundId: Id<'Refund'> | null;
}

/** One try of the buyer to pay, as an event told of it. */
export interface ProviderAttempt {
  /** Names the attempt: the same one told twice is one. */
  readonly reference: string;
  readonly outcome: 'REQUIRES_ACTION' | 'DECLINED' | 'SUCCEEDED';
  readonly code: string;
  readonly message: string;
}

export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
  readonly createdAt: Date;
  readonly intentId: string | null;
  /** Ours, where the provider's object carries it. */
  readonly paymentId: Id<'Payment'> | null;
  /** False where nothing follows from events of its type: it is kept, and the provider is not asked. */
  readonly isActedOn: boolean;
  readonly attempt: ProviderAttempt | null;
  /** Whether refunds of the intent may have changed. */
  readonly aboutRefunds: boolean;
  /** The provider's object, without what must not be kept. */
  readonly object: Record<string, unknown>;
}

export interface CreateIntent {
  /** The provider answers the same key with the same intent. */
  readonly key: string;
  readonly amount: bigint;
  readonly currency: CurrencyCode;
  readonly orderId: Id<'Order'>;
  readonly orderNumber: string;
  readonly paymentId: Id<'Payment'>;
}

export interface CreateRefund {
  readonly key: string;
  readonly intentId: string;
  readonly amount: bigint;
  readonly refundId: Id<'Refund'>;
  readonly orderNumber: string;
}

export interface WebhookRefused {
  readonly type: 'WebhookRefused';
  readonly reason: string;
}

/** Whoever takes the buyer's money. Every method but `readEvent` is a network call: never inside a transaction. */
export interface PaymentProvider {
  readonly name: string;
  /** Not secret: with it the buyer's device talks to the provider. */
  readonly publishableKey: string;
  createIntent(request: CreateIntent): Promise<ProviderIntent>;
  readIntent(intentId: string): Promise<ProviderIntent>;
  /** Answers the intent as it is afterwards: SUCCEEDED where the buyer was faster. */
  cancelIntent(intentId: string, key: string): Promise<ProviderIntent>;
  createRefund(request: CreateRefund): Promise<ProviderRefund>;
  listRefunds(intentId: string): Promise<ProviderRefund[]>;
  /** Verifies who sent it and when, before anything of it is believed. */
  readEvent(rawBody: Buffer, signature: string | undefined, now: Date): Result<ProviderEvent, WebhookRefused>;
  /** The same event again, from what was stored of it. */
  restoreEvent(stored: { id: string; type: string; createdAt: Date; object: Record<string, unknown> }): ProviderEvent;
}

/** It could not be reached, or broke: whether it did what was asked is unknown, so ask again with the same key. */
export class PaymentProviderUnavailable extends Error {
  override readonly name = 'PaymentProviderUnavailable';
}

/** It understood and said no: it would again. */
export class PaymentProviderRefused extends Error {
  override readonly name = 'PaymentProviderRefused';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
