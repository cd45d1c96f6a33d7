import type { Reader } from '@marketgraph/db';
import type { Id } from '@marketgraph/kernel';
import { asc, eq, getTableColumns, inArray, or, type SQL } from 'drizzle-orm';
import { paymentAttempts, payments, providerEvents, type PaymentAttemptRow, type PaymentRow, type ProviderEventRow } from './payment.tables.ts';

export async function selectPaymentsOf(reader: Reader, orderIds: readonly Id<'Order'>[]): Promise<PaymentRow[]> {
  return reader
    .select()
    .from(payments)
    .where(inArray(payments.orderId, [...orderIds]));
}

export async function selectPayments(reader: Reader, ids: readonly Id<'Payment'>[]): Promise<PaymentRow[]> {
  return reader
    .select()
    .from(payments)
    .where(inArray(payments.id, [...ids]));
}

/** By the provider's name for it or by ours: an event can be faster than the commit that stores the provider's. */
export async function findPayment(reader: Reader, by: { intentId: string | null; paymentId: Id<'Payment'> | null }): Promise<PaymentRow | undefined> {
  const ways: SQL[] = [];
  if (by.intentId !== null) ways.push(eq(payments.intentId, by.intentId));
  if (by.paymentId !== null) ways.push(eq(payments.id, by.paymentId));
  if (ways.length === 0) return undefined;
  const [row] = await reader
    .select()
    .from(payments)
    .where(or(...ways));
  return row;
}

export async function selectAttempts(reader: Reader, paymentIds: readonly Id<'Payment'>[]): Promise<PaymentAttemptRow[]> {
  return reader
    .select()
    .from(paymentAttempts)
    .where(inArray(paymentAttempts.paymentId, [...paymentIds]))
    .orderBy(asc(paymentAttempts.id));
}

const { object: _large, ...listedColumns } = getTableColumns(providerEvents);

export async function selectProviderEvents(reader: Reader, paymentIds: readonly Id<'Payment'>[]): Promise<Omit<ProviderEventRow, 'object'>[]> {
  return reader
    .select(listedColumns)
    .from(providerEvents)
    .where(inArray(providerEvents.paymentId, [...paymentIds]))
    .orderBy(asc(providerEvents.providerCreatedAt), asc(providerEvents.id));
}
