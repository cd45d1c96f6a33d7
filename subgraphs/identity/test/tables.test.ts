import { sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { mailOutbox, mailSuppressions } from '@marketgraph/mailer';
import { createTestDatabase, type TestDatabase } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailCodes, passwordResets, users } from '../src/accounts/account.tables.ts';
import { identityModule } from '../src/index.ts';
import { signingKeys } from '../src/keys/signing-key.tables.ts';
import { refreshTokens, sessions } from '../src/sessions/session.tables.ts';
import { vendorInvitations, vendorMembers, vendorRoles } from '../src/team/team.tables.ts';
import { attemptCounters } from '../src/throttle/throttle.tables.ts';
import { addresses, vendors } from '../src/vendors/vendor.tables.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('identity', [identityModule.migrations]);
});
afterAll(() => database.drop());

const TABLES: readonly PgTable[] = [
  users, emailCodes, passwordResets, attemptCounters, signingKeys, sessions, refreshTokens, vendors, addresses, vendorRoles, vendorMembers, vendorInvitations, mailOutbox, mailSuppressions,
];
const PLATFORM = ['aggregate_versions', 'idempotency', 'inbox', 'inbox_versions', 'live_events', 'live_topics', 'outbox', 'schema_migrations'];
const TYPES: Readonly<Record<string, string>> = { timestamptz: 'timestamp with time zone', _text: 'text[]', int4: 'integer', bool: 'boolean' };

describe('tables', () => {
  it('are in code as they are in the database', async () => {
    const rows = await database.db.reader.execute<{ table_name: string; column_name: string; udt_name: string; is_nullable: string }>(
      sql`select table_name, column_name, udt_name, is_nullable from information_schema.columns where table_schema = 'public'`,
    );
    const inDatabase = rows
      .filter((row) => !PLATFORM.includes(row.table_name))
      .map((row) => `${row.table_name}.${row.column_name} ${TYPES[row.udt_name] ?? row.udt_name} ${row.is_nullable === 'YES' ? 'null' : 'not null'}`);
    const inCode = TABLES.flatMap((table) => {
      const { name, columns } = getTableConfig(table);
      return columns.map((column) => `${name}.${column.name} ${column.getSQLType()} ${column.notNull ? 'not null' : 'null'}`);
    });
    expect(inCode.toSorted()).toEqual(inDatabase.toSorted());
  });

  it('have the indexes and unique constraints that code names', async () => {
    const rows = await database.db.reader.execute<{ indexname: string }>(sql`select indexname from pg_indexes where schemaname = 'public'`);
    const existing = new Set(rows.map(({ indexname }) => indexname));
    const named = TABLES.filter((table) => table !== mailOutbox && table !== mailSuppressions).flatMap((table) => {
      const { indexes, uniqueConstraints } = getTableConfig(table);
      return [...indexes.map((index) => index.config.name), ...uniqueConstraints.map((constraint) => constraint.name)];
    });
    expect(named.filter((name) => name === undefined || !existing.has(name))).toEqual([]);
  });

  it('refuse a seat with another vendor\'s role, and an approved vendor that was never admitted', async () => {
    const insert = (statement: ReturnType<typeof sql>) => database.db.transaction((tx) => tx.execute(statement)).then(() => 'stored', (error: Error) => String(error.cause));
    const [user, first, second, role] = ['1', '2', '3', '4'].map((digit) => `00000000-0000-7000-8000-00000000000${digit}`);
    const vendor = (id: string | undefined, status: string) => sql`insert into vendors (id, slug, name, description, business_type, status, status_reason, status_changed_at, contact_email, country, currency, created_at, updated_at)
      values (${id}, ${`slug-${id}`}, 'Name', '', 'COMPANY', ${status}, '', '2026-01-01', 'a@example.com', 'UG', 'UGX', '2026-01-01', '2026-01-01')`;
    expect(await insert(vendor(first, 'APPROVED'))).toContain('vendors_approved_at_check');
    await insert(vendor(first, 'PENDING'));
    await insert(vendor(second, 'PENDING'));
    await insert(sql`insert into users (id, email, password_hash, name, locale, currency, time_zone, created_at, updated_at) values (${user}, 'a@example.com', 'x', 'A', 'en', 'USD', 'UTC', '2026-01-01', '2026-01-01')`);
    await insert(sql`insert into vendor_roles (id, vendor_id, name, permissions, created_at, updated_at) values (${role}, ${first}, 'Role', '{manage_orders}', '2026-01-01', '2026-01-01')`);
    const seat = (vendorId: string | undefined, name: string, roleId: string | null | undefined) => sql`insert into vendor_members (id, vendor_id, user_id, role, role_id, joined_at) values (gen_random_uuid(), ${vendorId}, ${user}, ${name}, ${roleId}, '2026-01-01')`;
    expect(await insert(seat(second, 'CUSTOM', role))).toContain('vendor_members_role_id_fkey');
    expect(await insert(seat(first, 'OWNER', role))).toContain('vendor_members_role_id_check');
    expect(await insert(seat(first, 'CUSTOM', null))).toContain('vendor_members_role_id_check');
    expect(await insert(seat(first, 'CUSTOM', role))).toBe('stored');
    expect(await insert(sql`insert into users (id, email, password_hash, name, locale, currency, time_zone, created_at, updated_at) values (gen_random_uuid(), 'B@example.com', 'x', 'B', 'en', 'USD', 'UTC', '2026-01-01', '2026-01-01')`)).toContain('users_email_lower');
  });
});
