import type { Reader } from '@marketgraph/db';
import { sql, type SQL } from 'drizzle-orm';

export interface LedgerViolation {
  readonly invariant: string;
  /** What breaks it: an entry, an order, a vendor order, a payment or a refund. */
  readonly id: string;
  readonly detail: string;
}

export interface LedgerReport {
  readonly ok: boolean;
  readonly invariants: number;
  /** At most a hundred of each invariant. */
  readonly violations: readonly LedgerViolation[];
}

/** Each finds the rows that break one rule: `id` and, for people, `detail`. */
const INVARIANTS: Readonly<Record<string, SQL>> = {
  'every entry balances in each currency': sql`
    select entry_id::text as id, currency || ' is off by ' || sum(amount) as detail
    from ledger_postings group by entry_id, currency having sum(amount) <> 0`,
  'every entry has postings': sql`
    select e.id::text as id, e.source as detail from ledger_entries e
    where (select count(*) from ledger_postings p where p.entry_id = e.id) < 2`,
  'items add up to their vendor order': sql`
    select v.id::text as id, 'items ' || coalesce(sum(i.total), 0) || ', subtotal ' || v.subtotal as detail
    from vendor_orders v left join order_items i on i.vendor_order_id = v.id
    group by v.id having coalesce(sum(i.total), 0) <> v.subtotal`,
  'vendor orders add up to their order': sql`
    select o.id::text as id, 'vendor orders ' || coalesce(sum(v.gross), 0) || ', total ' || o.total as detail
    from orders o left join vendor_orders v on v.order_id = o.id
    group by o.id having coalesce(sum(v.gross), 0) <> o.total`,
  'an order has one payment over its total': sql`
    select o.id::text as id, 'payment ' || coalesce(p.amount::text, 'missing') || ', total ' || o.total as detail
    from orders o left join payments p on p.order_id = o.id
    where p.amount is distinct from o.total or p.currency is distinct from o.currency`,
  'a placed order is paid in full, an unpaid one not at all': sql`
    select o.id::text as id, o.status || ' with ' || p.captured || ' captured' as detail
    from orders o join payments p on p.order_id = o.id
    where (o.placed_at is not null and p.captured <> o.total) or (o.status = 'AWAITING_PAYMENT' and p.captured <> 0)`,
  'the ledger holds what was captured': sql`
    select p.id::text as id, 'captured ' || p.captured || ', booked ' || coalesce(b.amount, 0) as detail
    from payments p left join (
      select e.order_id, sum(l.amount) as amount from ledger_entries e join ledger_postings l on l.entry_id = e.id
      where e.kind in ('CAPTURE', 'LATE_CAPTURE') and l.account = 'provider_clearing' group by e.order_id
    ) b on b.order_id = p.order_id
    where coalesce(b.amount, 0) <> p.captured`,
  'the ledger holds what was refunded': sql`
    select p.id::text as id, 'refunded ' || p.refunded || ', booked ' || coalesce(-b.amount, 0) as detail
    from payments p left join (
      select e.order_id, sum(l.amount) as amount from ledger_entries e join ledger_postings l on l.entry_id = e.id
      where e.refund_id is not null and l.account = 'provider_clearing' group by e.order_id
    ) b on b.order_id = p.order_id
    where coalesce(-b.amount, 0) <> p.refunded`,
  'refunds add up to what their payment says': sql`
    select p.id::text as id, 'refunds ' || coalesce(sum(r.amount), 0) || ', refunded ' || p.refunded as detail
    from payments p left join refunds r on r.payment_id = p.id and r.status = 'SUCCEEDED'
    group by p.id having coalesce(sum(r.amount), 0) <> p.refunded or p.refunded > p.captured`,
  'refunds add up to what their vendor order says': sql`
    select v.id::text as id, 'refunds ' || coalesce(sum(r.amount) filter (where r.status = 'SUCCEEDED'), 0) || ', refunded ' || v.refunded as detail
    from vendor_orders v left join refunds r on r.vendor_order_id = v.id and r.status <> 'FAILED'
    group by v.id
    having coalesce(sum(r.amount) filter (where r.status = 'SUCCEEDED'), 0) <> v.refunded or coalesce(sum(r.amount), 0) <> v.refund_requested`,
  'a rejected or cancelled vendor order is refunded in full': sql`
    select id::text as id, 'asked for ' || refund_requested || ' of ' || gross as detail from vendor_orders
    where status in ('REJECTED', 'CANCELLED') and placed_at is not null and refund_requested <> gross
      and not exists (select from refunds r where r.vendor_order_id = vendor_orders.id and r.status = 'FAILED')`,
  'a vendor order owes its vendor the net less its share of refunds': sql`
    select v.id::text as id, 'owed ' || coalesce(b.owed, 0) || ', commission ' || coalesce(b.commission, 0) as detail
    from vendor_orders v left join (
      select e.vendor_order_id,
        -sum(l.amount) filter (where l.account in ('vendor_pending', 'vendor_available', 'shipping')) as owed,
        -sum(l.amount) filter (where l.account = 'commission') as commission
      from ledger_entries e join ledger_postings l on l.entry_id = e.id
      where e.vendor_order_id is not null group by e.vendor_order_id
    ) b on b.vendor_order_id = v.id
    where v.placed_at is not null and coalesce(b.owed, 0) + coalesce(b.commission, 0) <> v.gross - v.refunded
      or v.placed_at is not null and v.refunded = 0 and coalesce(b.owed, 0) <> v.net`,
  'delivered means released, and nothing else does': sql`
    select id::text as id, status as detail from vendor_orders where (status = 'DELIVERED') <> (released_at is not null)`,
  'what was released is pending no more': sql`
    select v.id::text as id, 'still pending ' || -sum(l.amount) as detail
    from vendor_orders v join ledger_entries e on e.vendor_order_id = v.id join ledger_postings l on l.entry_id = e.id
    where v.released_at is not null and l.account in ('vendor_pending', 'shipping')
    group by v.id having sum(l.amount) <> 0`,
};

/** Orders = vendor orders = payments = ledger, to the last minor unit. Reads everything: for operators and for tests. */
export async function verifyLedger({ reader }: { readonly reader: Reader }): Promise<LedgerReport> {
  const violations: LedgerViolation[] = [];
  for (const [invariant, query] of Object.entries(INVARIANTS)) {
    const rows = await reader.execute<{ id: string; detail: string }>(sql`${query} limit 100`);
    violations.push(...rows.map(({ id, detail }) => ({ invariant, id, detail })));
  }
  return { ok: violations.length === 0, invariants: Object.keys(INVARIANTS).length, violations };
}
