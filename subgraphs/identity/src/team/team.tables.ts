import type { VendorPermission } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, integer, pgTable, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { users } from '../accounts/account.tables.ts';
import { vendors } from '../vendors/vendor.tables.ts';
import { MEMBER_ROLES } from './team.rules.ts';

const time = (name: string) => timestamp(name, { withTimezone: true });
const vendorId = () => uuid('vendor_id').$type<Id<'Vendor'>>().notNull().references(() => vendors.id, { onDelete: 'cascade' });

export const vendorRoles = pgTable(
  'vendor_roles',
  {
    id: uuid('id').$type<Id<'VendorRole'>>().primaryKey(),
    vendorId: vendorId(),
    name: text('name').notNull(),
    permissions: text('permissions').array().$type<VendorPermission[]>().notNull(),
    editVersion: integer('edit_version').notNull().default(1),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    unique('vendor_roles_vendor_id_id_key').on(table.vendorId, table.id),
    uniqueIndex('vendor_roles_name_key').on(table.vendorId, sql`lower(${table.name})`),
  ],
);

export const vendorMembers = pgTable(
  'vendor_members',
  {
    id: uuid('id').$type<Id<'VendorMember'>>().primaryKey(),
    vendorId: vendorId(),
    userId: uuid('user_id').$type<Id<'User'>>().notNull().references(() => users.id, { onDelete: 'cascade' }),
    role: text('role', { enum: MEMBER_ROLES }).notNull(),
    roleId: uuid('role_id').$type<Id<'VendorRole'>>(),
    active: boolean('active').notNull().default(true),
    joinedAt: time('joined_at').notNull(),
  },
  (table) => [
    unique('vendor_members_seat_key').on(table.vendorId, table.userId),
    foreignKey({ name: 'vendor_members_role_id_fkey', columns: [table.vendorId, table.roleId], foreignColumns: [vendorRoles.vendorId, vendorRoles.id] }),
    index('vendor_members_user_id_idx').on(table.userId),
    index('vendor_members_role_id_idx').on(table.vendorId, table.roleId).where(sql`role_id is not null`),
    index('vendor_members_vendor_joined_idx').on(table.vendorId, table.joinedAt, table.id),
  ],
);

export const vendorInvitations = pgTable(
  'vendor_invitations',
  {
    id: uuid('id').$type<Id<'VendorInvitation'>>().primaryKey(),
    vendorId: vendorId(),
    email: text('email').notNull(),
    role: text('role', { enum: MEMBER_ROLES }).notNull(),
    roleId: uuid('role_id').$type<Id<'VendorRole'>>(),
    invitedBy: uuid('invited_by').$type<Id<'User'>>().notNull().references(() => users.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [
    unique('vendor_invitations_token_hash_key').on(table.tokenHash),
    unique('vendor_invitations_address_key').on(table.vendorId, table.email),
    foreignKey({ name: 'vendor_invitations_role_id_fkey', columns: [table.vendorId, table.roleId], foreignColumns: [vendorRoles.vendorId, vendorRoles.id] }),
    index('vendor_invitations_expires_at_idx').on(table.expiresAt),
  ],
);
