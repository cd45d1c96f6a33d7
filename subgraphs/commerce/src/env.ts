import { MINUTE, SECOND } from '@marketgraph/kernel';
import { readEnv } from '@marketgraph/server';
import { z } from 'zod';

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const schema = z.object({
  COMMISSION_BASIS_POINTS: count(0, 10_000).default(300),
  ORDER_EXPIRY_MINUTES: count(5, 24 * 60).default(30),
  VENDORS_MAY_NOT_BUY: flag.default(true),
  CART_MAX_LINES: count(1, 200).default(100),
  CART_MAX_QUANTITY: count(1, 100_000).default(999),
  CHECKOUT_STALE_SECONDS: count(1, 600).default(30),
  STRIPE_SECRET_KEY: z.string().min(1),
  STRIPE_PUBLISHABLE_KEY: z.string().min(1),
  /** `whsec_…`. No default: with one that everybody knows, anybody could report payments. */
  STRIPE_WEBHOOK_SECRET: z.string().min(8),
  /** Where the API is; Stripe's own unless told. The local sandbox is `http://127.0.0.1:4010`. */
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.stripe.com'),
  /** What Stripe keeps of a payment, where it does not say so itself. */
  PROVIDER_FEE_BASIS_POINTS: count(0, 10_000).default(290),
  PROVIDER_FEE_FIXED: count(0, 100_000).default(30),
});

export interface StripeSettings {
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly webhookSecret: string;
  readonly apiUrl: string;
}

export interface CommerceSettings {
  /** The marketplace's share of a vendor order's gross: 300 is 3 %. */
  readonly commissionBasisPoints: number;
  readonly orderExpiryMs: number;
  /** Whether owners of a vendor are refused carts and checkouts; members of their teams may buy. */
  readonly vendorsMayNotBuy: boolean;
  readonly cartMaxLines: number;
  readonly cartMaxQuantity: number;
  /** A checkout that nobody has touched for so long is taken over. */
  readonly checkoutStaleMs: number;
  readonly stripe: StripeSettings;
  readonly providerFee: { readonly basisPoints: number; readonly fixed: bigint };
}

export type CommerceEnv = CommerceSettings;

/** The only reader of commerce's environment. Throws once, with all mistakes. */
export function readCommerceEnv(env: NodeJS.ProcessEnv): CommerceEnv {
  const values = readEnv(schema, env);
  return {
    commissionBasisPoints: values.COMMISSION_BASIS_POINTS,
    orderExpiryMs: values.ORDER_EXPIRY_MINUTES * MINUTE,
    vendorsMayNotBuy: values.VENDORS_MAY_NOT_BUY,
    cartMaxLines: values.CART_MAX_LINES,
    cartMaxQuantity: values.CART_MAX_QUANTITY,
    checkoutStaleMs: values.CHECKOUT_STALE_SECONDS * SECOND,
    stripe: {
      secretKey: values.STRIPE_SECRET_KEY,
      publishableKey: values.STRIPE_PUBLISHABLE_KEY,
      webhookSecret: values.STRIPE_WEBHOOK_SECRET,
      apiUrl: values.STRIPE_API_URL,
    },
    providerFee: { basisPoints: values.PROVIDER_FEE_BASIS_POINTS, fixed: BigInt(values.PROVIDER_FEE_FIXED) },
  };
}
