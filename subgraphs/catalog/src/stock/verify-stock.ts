import type { Database } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { brokenRules, type BrokenRule, type Rules } from '../verify.ts';

/** What must be true of the stock at any moment, asked of the whole database. Empty where all is well. */
export function verifyStock(db: Database): Promise<BrokenRule[]> {
  return brokenRules(db, RULES);
}

const RULES: Rules = {
  'the movements of a level add up to it': sql`
    select l.id, format('quantity %s, movements %s; reserved %s, movements %s', l.quantity, coalesce(m.quantity, 0), l.reserved, coalesce(m.reserved, 0)) as detail
    from stock_levels l
    left join (
      select level_id, sum(quantity_delta) as quantity, sum(reserved_delta) as reserved from stock_movements group by level_id
    ) m on m.level_id = l.id
    where l.quantity <> coalesce(m.quantity, 0) or l.reserved <> coalesce(m.reserved, 0)`,

  'what a level holds is what reservations hold of it': sql`
    select l.id, format('reserved %s, lines of held reservations %s', l.reserved, coalesce(h.quantity, 0)) as detail
    from stock_levels l
    left join (
      select n.level_id, sum(n.quantity) as quantity
      from reservation_lines n join reservations r on r.id = n.reservation_id where r.state = 'HELD' group by n.level_id
    ) h on h.level_id = l.id
    where l.reserved <> coalesce(h.quantity, 0)`,

  'what left for an order and came back is in the ledger': sql`
    select n.level_id as id, format('committed %s less returned %s, ledger %s', n.committed, n.returned, coalesce(m.left, 0)) as detail
    from reservation_lines n
    left join (
      select reservation_id, level_id, -sum(quantity_delta) as left from stock_movements
      where kind in ('COMMIT', 'RETURN') group by reservation_id, level_id
    ) m on m.reservation_id = n.reservation_id and m.level_id = n.level_id
    where n.committed - n.returned <> coalesce(m.left, 0)`,

  'nothing is available while an order is owed it': sql`
    select l.id, format('%s available, %s owed', l.quantity - l.reserved, n.oversold) as detail
    from reservation_lines n join stock_levels l on l.id = n.level_id
    where n.oversold > 0 and l.quantity > l.reserved`,

  'what an order is owed has an open alert of that size': sql`
    select n.level_id as id, format('owed %s, alert %s', n.oversold, coalesce(a.quantity, 0)) as detail
    from reservation_lines n
    join reservations r on r.id = n.reservation_id
    left join stock_alerts a on a.kind = 'OVERSOLD' and a.order_id = r.order_id and a.variant_id = n.variant_id and a.closed_at is null
    where n.oversold <> coalesce(a.quantity, 0)`,

  'a variant has a level in its default warehouse': sql`
    select v.id, 'no level' as detail
    from variants v
    where not exists (
      select from stock_levels l join warehouses w on w.id = l.warehouse_id where l.variant_id = v.id and w.is_default and w.vendor_id = v.vendor_id
    )`,

  'a variant is in the state that its stock says': sql`
    select v.id, format('%s with %s available and threshold %s', v.stock_state, s.available, v.low_stock_threshold) as detail
    from variants v
    join lateral (select coalesce(sum(quantity - reserved), 0) as available from stock_levels where variant_id = v.id) s on true
    where v.deleted_at is null
      and v.stock_state <> case when s.available <= 0 then 'OUT' when s.available <= v.low_stock_threshold then 'LOW' else 'IN_STOCK' end`,

  'an open alert is of the state that its variant is in': sql`
    select a.id, format('%s while the variant is %s', a.kind, case when v.deleted_at is null then v.stock_state else 'deleted' end) as detail
    from stock_alerts a join variants v on v.id = a.variant_id
    where a.closed_at is null and a.kind <> 'OVERSOLD' and (v.deleted_at is not null or v.stock_state <> a.kind)`,

  'a product shows what there is of its variants': sql`
    select p.id, format('%s shown, %s there, status %s', p.available_total, s.available, p.status) as detail
    from products p
    join lateral (
      select coalesce(sum(l.quantity - l.reserved), 0) as available
      from variants v join stock_levels l on l.variant_id = v.id where v.product_id = p.id and v.deleted_at is null
    ) s on true
    where p.deleted_at is null and (
      p.available_total <> s.available or p.in_stock <> (s.available > 0)
      or (p.status = 'ACTIVE' and s.available = 0) or (p.status = 'OUT_OF_STOCK' and s.available > 0)
    )`,
};
