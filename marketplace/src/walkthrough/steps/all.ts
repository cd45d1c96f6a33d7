import type { Step } from '../world.ts';
import { accounts } from './1-accounts.ts';
import { reviews } from './10-reviews.ts';
import { dashboard } from './11-dashboard.ts';
import { vendors } from './2-vendors.ts';
import { imports } from './3-imports.ts';
import { discovery } from './4-discovery.ts';
import { carts } from './5-carts.ts';
import { checkout } from './6-checkout.ts';
import { ledger } from './7-ledger.ts';
import { delivery } from './8-delivery.ts';
import { cancellation } from './9-cancellation.ts';

/** The journey of one sale, in its order. Each step is a test too. */
export const STEPS: readonly Step[] = [accounts, vendors, imports, discovery, carts, checkout, ledger, delivery, cancellation, reviews, dashboard];
