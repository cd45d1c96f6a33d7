import type { Id } from '@marketgraph/kernel';
import { PeerUnavailable } from '@marketgraph/server';
import { addressFingerprint, linesFingerprint } from '../carts/quoted-for.ts';
import type { CommerceTools } from '../deps.ts';
import { fromStored, toStored } from '../stored-json.ts';
import { advance, compensate, type Advanced } from './advance-checkout.ts';
import { checkoutUnavailable, failureOf, orderAmountRefused } from './checkout-failures.ts';
import type { StoredRequest } from './checkout-request.ts';
import { priceCheckout, type CheckoutLine, type PricedLine, type PricingRequest } from './checkout.rules.ts';
import type { CheckoutRow } from './checkout.tables.ts';

/** STOCK_RESERVED → QUOTED. Prices and shipping as their owners have them now, asked side by side. */
export async function quoteCheckout(deps: CommerceTools, checkout: CheckoutRow): Promise<Advanced> {
  const request = fromStored<StoredRequest>(checkout.request);
  const lines = fromStored<CheckoutLine[]>(checkout.lines);
  const asked = await askOwners(deps, checkout, request, lines);
  if (asked === undefined) return compensate(deps, checkout, checkoutUnavailable);
  deps.crash.point('checkout.after-quote-call');
  const { acceptedTotal } = request;
  const { commissionBasisPoints } = deps.settings;
  const priced = priceCheckout({ ...asked, lines, choices: choicesOf(request), quotedForThis: matches(request), acceptedTotal, commissionBasisPoints, now: deps.clock.now() });
  if (!priced.ok) return compensate(deps, checkout, failureOf(priced.error));
  const { total, currency } = priced.value;
  if (total === 0n) return compensate(deps, checkout, orderAmountRefused({ amount: total, currency }));
  const row = await deps.db.transaction((tx) => advance(tx, deps, checkout, { state: 'QUOTED', priced: toStored(priced.value) }));
  deps.crash.point('checkout.after-quoted');
  return row;
}

async function askOwners(
  deps: CommerceTools,
  { traceId }: CheckoutRow,
  { shippingChoices }: StoredRequest,
  lines: readonly CheckoutLine[],
): Promise<Pick<PricingRequest, 'variants' | 'quotes'> | undefined> {
  try {
    const [variants, quotes] = await Promise.all([
      deps.catalog.variants(
        lines.map((line) => line.variantId),
        traceId,
      ),
      deps.shipping.quotes(
        shippingChoices.map(({ quoteId }) => quoteId),
        traceId,
      ),
    ]);
    return { variants, quotes: new Map(quotes.map((quote) => [quote.id, quote])) };
  } catch (error) {
    if (error instanceof PeerUnavailable) return undefined;
    throw error;
  }
}

function choicesOf({ shippingChoices }: StoredRequest): ReadonlyMap<string, Id<'ShippingQuote'>> {
  return new Map(shippingChoices.map(({ vendorId, quoteId }) => [vendorId, quoteId]));
}

/** The quotes were asked for by this cart, for these goods at these prices, to this address. */
function matches({ quoted, shippingAddress }: StoredRequest) {
  return (vendorId: Id<'Vendor'>, lines: readonly PricedLine[]): boolean =>
    quoted !== null &&
    quoted.address === addressFingerprint(shippingAddress) &&
    quoted.vendors[vendorId] === linesFingerprint(lines.map((line) => ({ ...line, vendorId })));
}
