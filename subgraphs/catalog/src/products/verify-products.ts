import type { Database } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { brokenRules, type BrokenRule, type Rules } from '../verify.ts';

/** What lists and counts show, against what is there. Empty where all is well. */
export function verifyProducts(db: Database): Promise<BrokenRule[]> {
  return brokenRules(db, RULES);
}

const RULES: Rules = {
  'the public sees what is on sale by an approved vendor': sql`
    select p.id, format('listed %s, status %s, vendor %s', p.listed, p.status, v.status) as detail
    from products p join vendors v on v.id = p.vendor_id
    where p.listed <> (p.deleted_at is null and p.status in ('ACTIVE', 'OUT_OF_STOCK') and v.status = 'APPROVED')
      or (p.listed and p.counted_category_id <> p.category_id)`,

  'a category counts its public products': sql`
    select c.id, format('counts %s, has %s', c.listed_products, s.products) as detail
    from categories c
    join lateral (select count(*) as products from products p where p.counted_category_id = c.id) s on true
    where c.listed_products <> s.products`,

  'a vendor counts its public products': sql`
    select v.id, format('counts %s, has %s', v.listed_products, s.products) as detail
    from vendors v
    join lateral (select count(*) as products from products p where p.vendor_id = v.id and p.listed) s on true
    where v.listed_products <> s.products`,

  'a product shows the prices of its variants': sql`
    select p.id, format('%s to %s shown, %s to %s asked', p.min_price, p.max_price, s.low, s.high) as detail
    from products p
    join lateral (select min(price) as low, max(price) as high from variants v where v.product_id = p.id and v.deleted_at is null) s on true
    where p.deleted_at is null and (p.min_price <> s.low or p.max_price <> s.high)`,

  'a price by adjustment follows the base price': sql`
    select v.id, format('price %s, base %s, adjustment %s', v.price, p.base_price, v.price_adjustment) as detail
    from variants v join products p on p.id = v.product_id
    where v.price_adjustment is not null and v.price is distinct from p.base_price + v.price_adjustment`,

  'the path of a category is that of its parent and itself': sql`
    select c.id, format('path %s', c.path) as detail
    from categories c left join categories p on p.id = c.parent_id
    where c.path is distinct from coalesce(p.path, '{}') || c.id`,
};
