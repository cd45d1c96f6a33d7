export type DeclineReason =
  | 'generic_decline'
  | 'insufficient_funds'
  | 'lost_card'
  | 'stolen_card'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error'
  | 'authentication_required';

/** What a card will do. The API never tells; the sandbox keeps it beside the payment method. */
export interface CardFacts {
  readonly number: string;
  readonly brand: string;
  readonly decline: DeclineReason | null;
  /** `unless-set-up`: not for off-session use after a setup intent. */
  readonly authentication: 'none' | 'always' | 'unless-set-up';
  /** Declined cards cannot be saved, but for the one that exists to fail later. */
  readonly attachable: boolean;
  readonly refund: 'succeeds' | 'pending' | 'fails';
}

interface TestCard extends CardFacts {
  /** `visa` of `pm_card_visa` and `tok_visa`. */
  readonly token: string;
}

function card(token: string, number: string, facts: Partial<CardFacts> = {}): TestCard {
  const decline = facts.decline ?? null;
  return { token, number, brand: 'visa', authentication: 'none', refund: 'succeeds', attachable: decline === null, ...facts, decline };
}

/** The documented test cards that the marketplace has a use for. */
const TEST_CARDS: readonly TestCard[] = [
  card('visa', '4242424242424242'),
  card('visa_debit', '4000056655665556'),
  card('mastercard', '5555555555554444', { brand: 'mastercard' }),
  card('amex', '378282246310005', { brand: 'amex' }),
  card('discover', '6011111111111117', { brand: 'discover' }),
  card('chargeDeclined', '4000000000000002', { decline: 'generic_decline' }),
  card('visa_chargeDeclined', '4000000000000002', { decline: 'generic_decline' }),
  card('chargeDeclinedInsufficientFunds', '4000000000009995', { decline: 'insufficient_funds' }),
  card('visa_chargeDeclinedInsufficientFunds', '4000000000009995', { decline: 'insufficient_funds' }),
  card('chargeDeclinedLostCard', '4000000000009987', { decline: 'lost_card' }),
  card('visa_chargeDeclinedLostCard', '4000000000009987', { decline: 'lost_card' }),
  card('chargeDeclinedStolenCard', '4000000000009979', { decline: 'stolen_card' }),
  card('visa_chargeDeclinedStolenCard', '4000000000009979', { decline: 'stolen_card' }),
  card('chargeDeclinedExpiredCard', '4000000000000069', { decline: 'expired_card' }),
  card('chargeDeclinedIncorrectCvc', '4000000000000127', { decline: 'incorrect_cvc' }),
  card('chargeDeclinedProcessingError', '4000000000000119', { decline: 'processing_error' }),
  card('chargeCustomerFail', '4000000000000341', { decline: 'generic_decline', attachable: true }),
  card('authenticationRequired', '4000002760003184', { authentication: 'always' }),
  card('authenticationRequiredOnSetup', '4000002500003155', { authentication: 'unless-set-up' }),
  card('threeDSecure2Required', '4000000000003220', { authentication: 'always' }),
  card('threeDSecureRequired', '4000000000003220', { authentication: 'always' }),
  card('threeDSecureRequiredChargeDeclined', '4000008400001629', { authentication: 'always', decline: 'generic_decline' }),
  card('authenticationRequiredChargeDeclinedInsufficientFunds', '4000008260003178', { authentication: 'always', decline: 'insufficient_funds', attachable: true }),
  card('pendingRefund', '4000000000007726', { refund: 'pending' }),
  card('refundFail', '4000000000005126', { refund: 'fails' }),
];

const PREFIXES = ['pm_card_', 'tok_'];

function facts({ number, brand, decline, authentication, attachable, refund }: CardFacts): CardFacts {
  return { number, brand, decline, authentication, attachable, refund };
}

/** The card behind `pm_card_…` or `tok_…`. */
export function cardByToken(token: string): CardFacts | undefined {
  const prefix = PREFIXES.find((candidate) => token.startsWith(candidate));
  const found = prefix === undefined ? undefined : TEST_CARDS.find((candidate) => candidate.token === token.slice(prefix.length));
  return found === undefined ? undefined : facts(found);
}

export function cardByNumber(number: string): CardFacts | undefined {
  const found = TEST_CARDS.find((candidate) => candidate.number === number);
  return found === undefined ? undefined : facts(found);
}

export function hasLuhnDigit(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const sum = [...number].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** How a decline reads on the wire. `card_declined` carries the reason as decline_code; the others are codes themselves. */
export const DECLINES: Record<DeclineReason, { code: string; decline_code: string; message: string; advice: string }> = {
  generic_decline: { code: 'card_declined', decline_code: 'generic_decline', message: 'Your card was declined.', advice: 'try_again_later' },
  insufficient_funds: { code: 'card_declined', decline_code: 'insufficient_funds', message: 'Your card has insufficient funds.', advice: 'try_again_later' },
  lost_card: { code: 'card_declined', decline_code: 'lost_card', message: 'Your card was declined.', advice: 'do_not_try_again' },
  stolen_card: { code: 'card_declined', decline_code: 'stolen_card', message: 'Your card was declined.', advice: 'do_not_try_again' },
  expired_card: { code: 'expired_card', decline_code: 'expired_card', message: 'Your card has expired.', advice: 'do_not_try_again' },
  incorrect_cvc: { code: 'incorrect_cvc', decline_code: 'incorrect_cvc', message: "Your card's security code is incorrect.", advice: 'confirm_card_data' },
  processing_error: { code: 'processing_error', decline_code: 'processing_error', message: 'An error occurred while processing your card. Try again in a little bit.', advice: 'try_again_later' },
  authentication_required: {
    code: 'authentication_required',
    decline_code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
    advice: 'confirm_card_data',
  },
};
