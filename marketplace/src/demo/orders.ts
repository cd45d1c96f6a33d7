import type { DemoOrder, DemoOrderLine, DemoOrderStage, DemoProduct, DemoReview, DemoUser, DemoVendorOrder, PostalAddress } from '@marketgraph/contracts';
import { addMilliseconds, DAY, HOUR } from '@marketgraph/kernel';
import { createRandom, type Random } from './random.ts';
import { ANSWERS, OPINIONS } from './vocabulary.ts';

const STREETS = ['12 Harbour View', '8 Orchard Close', '101 Station Road', '4 Mill Lane', '33 Hilltop Avenue'];
const CITIES = [['Portland', '97201'], ['Seattle', '98109'], ['Chicago', '60614'], ['Boston', '02116'], ['Austin', '78704']] as const;

/**
 * Orders over the last ninety days, in every stage. Old ones have arrived, the newest are still on their way; the first
 * buyer has one of each.
 */
export function createOrders(seed: string, count: number, buyers: readonly DemoUser[], productOf: (index: number) => DemoProduct, products: number, now: Date): DemoOrder[] {
  const random = createRandom(`${seed}/orders`);
  return Array.from({ length: count }, (_, index): DemoOrder => {
    const buyer = buyers[index < 8 ? 0 : random.below(buyers.length)];
    if (buyer === undefined) throw new Error('no buyer');
    const age = index < 8 ? (8 - index) * 6 * HOUR : Math.floor((index / count) * 90 * DAY) + random.below(20 * HOUR) + HOUR;
    const latest = Math.max(now.getTime() - age, buyer.registeredAt.getTime() + HOUR);
    const placedAt = new Date(Math.min(latest, now.getTime() - HOUR));
    const chosen = Array.from({ length: random.between(1, 3) }, () => productOf(random.below(products)));
    return {
      id: random.id('Order', placedAt),
      number: '',
      checkoutId: random.id('Checkout', placedAt),
      paymentId: random.id('Payment', placedAt),
      buyerId: buyer.id,
      currency: 'USD',
      shippingAddress: addressOf(random, buyer),
      placedAt,
      vendorOrders: splitByVendor(random, chosen, placedAt, now, index),
    };
  })
    .toSorted((left, right) => left.placedAt.getTime() - right.placedAt.getTime())
    .map((order, index) => ({ ...order, number: `MG-${100_001 + index}` }));
}

function splitByVendor(random: Random, chosen: readonly DemoProduct[], placedAt: Date, now: Date, index: number): DemoVendorOrder[] {
  const byVendor = Map.groupBy(new Set(chosen), (product) => product.vendorId);
  return [...byVendor].map(([vendorId, products]): DemoVendorOrder => {
    const method = random.pick(['STANDARD', 'EXPRESS', 'LOCAL_DELIVERY'] as const);
    return {
      id: random.id('VendorOrder', placedAt),
      vendorId,
      stage: stageOf(random, now.getTime() - placedAt.getTime(), index),
      shippingMethod: method,
      shippingPrice: method === 'STANDARD' ? 499n : method === 'EXPRESS' ? 999n : 749n,
      deliveryId: random.id('Delivery', addMilliseconds(placedAt, HOUR)),
      lines: products.map((product) => lineOf(random, product, placedAt)),
    };
  });
}

function lineOf(random: Random, product: DemoProduct, placedAt: Date): DemoOrderLine {
  const variant = random.pick(product.variants);
  return {
    itemId: random.id('OrderItem', placedAt),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.optionValues.join(' / '),
    sku: variant.sku,
    imageUrl: product.imageUrl,
    quantity: random.between(1, 3),
    unitPrice: variant.price,
  };
}

const STAGES: readonly DemoOrderStage[] = ['PENDING', 'PROCESSING', 'READY', 'IN_TRANSIT', 'DELIVERED', 'CANCELLED', 'DELIVERED', 'PENDING'];

function stageOf(random: Random, age: number, index: number): DemoOrderStage {
  const shown = STAGES[index];
  if (shown !== undefined) return shown;
  if (random.chance(6)) return 'CANCELLED';
  if (age < DAY) return random.pick(['PENDING', 'PROCESSING']);
  if (age < 3 * DAY) return random.pick(['PROCESSING', 'READY', 'IN_TRANSIT']);
  return 'DELIVERED';
}

function addressOf(random: Random, buyer: DemoUser): PostalAddress {
  const [city, postalCode] = random.pick(CITIES);
  return { recipient: buyer.name, phone: '+12025550199', line1: random.pick(STREETS), line2: '', city, region: '', postalCode, country: 'US' };
}

/** About every second item that arrived was reviewed, once by its buyer; a third of the reviews has an answer. */
export function createReviews(seed: string, orders: readonly DemoOrder[], now: Date): DemoReview[] {
  const random = createRandom(`${seed}/reviews`);
  const written = new Set<string>();
  const reviews: DemoReview[] = [];
  for (const order of orders) {
    for (const vendorOrder of order.vendorOrders.filter((part) => part.stage === 'DELIVERED')) {
      for (const line of vendorOrder.lines) {
        const key = `${order.buyerId} ${line.productId}`;
        if (written.has(key) || !random.chance(55)) continue;
        written.add(key);
        const createdAt = new Date(Math.min(order.placedAt.getTime() + random.between(3, 9) * DAY, now.getTime() - HOUR));
        const rating = random.pick([5, 5, 5, 4, 4, 4, 3, 2, 1] as const);
        const [title, text] = random.pick(OPINIONS[rating]);
        const answer = random.chance(33) ? random.pick(ANSWERS) : null;
        reviews.push({
          id: random.id('Review', createdAt), productId: line.productId, vendorId: vendorOrder.vendorId, authorId: order.buyerId,
          orderItemId: line.itemId, rating, title, text, answer, createdAt,
        });
      }
    }
  }
  return reviews;
}
