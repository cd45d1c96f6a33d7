/**
 * What a member of a vendor's team may be allowed to do. The list is closed: a custom role is a subset of it.
 * The last eight are the owner's alone until a custom role grants them.
 */
export const VENDOR_PERMISSIONS = [
  'manage_products',
  'view_products',
  'manage_orders',
  'manage_inventory',
  'view_analytics',
  'manage_users',
  'manage_payouts',
  'manage_promotions',
  'manage_posts',
  'manage_chat',
  'manage_branches',
  'manage_settings',
  'manage_plan',
  'manage_webhooks',
  'manage_api_keys',
] as const;
export type VendorPermission = (typeof VENDOR_PERMISSIONS)[number];

export const VENDOR_ROLES = ['OWNER', 'ADMIN', 'MANAGER', 'STAFF'] as const;
export type VendorRoleName = (typeof VENDOR_ROLES)[number];

const ADMIN = ['manage_products', 'view_products', 'manage_orders', 'manage_inventory', 'view_analytics', 'manage_users'] as const;

/** What each built-in role may do. Custom roles live in identity's database. */
export const ROLE_PERMISSIONS: Readonly<Record<VendorRoleName, readonly VendorPermission[]>> = {
  OWNER: VENDOR_PERMISSIONS,
  ADMIN,
  MANAGER: ADMIN.filter((permission) => permission !== 'manage_users'),
  STAFF: ['manage_orders', 'view_products'],
};

/** What an employee of the marketplace itself may be allowed to do. */
export const OPERATOR_PERMISSIONS = ['manage_vendors', 'manage_orders', 'view_analytics', 'manage_catalog'] as const;
export type OperatorPermission = (typeof OPERATOR_PERMISSIONS)[number];

export const OPERATOR_ROLES = ['ADMIN', 'SUPPORT'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

export const OPERATOR_ROLE_PERMISSIONS: Readonly<Record<OperatorRole, readonly OperatorPermission[]>> = {
  ADMIN: OPERATOR_PERMISSIONS,
  SUPPORT: ['manage_orders', 'view_analytics'],
};

/** A permission together with the ones it includes. */
export function withIncluded(permissions: readonly VendorPermission[]): VendorPermission[] {
  const all = new Set(permissions);
  if (all.has('manage_products')) all.add('view_products');
  return VENDOR_PERMISSIONS.filter((permission) => all.has(permission));
}

/**
 * A word that `@auth(requires: [...])` may hold; one that is met suffices. `SIGNED_IN`: any user. `vendor:<permission>`:
 * a member of some vendor's team with it (of which vendor is decided in the command's SQL). `operator:<permission>`.
 */
export type AuthRequirement = 'SIGNED_IN' | `vendor:${VendorPermission}` | 'vendor:*' | `operator:${OperatorPermission}`;

export function isAuthRequirement(word: string): word is AuthRequirement {
  if (word === 'SIGNED_IN' || word === 'vendor:*') return true;
  const [kind, permission, ...rest] = word.split(':');
  if (rest.length > 0 || permission === undefined) return false;
  if (kind === 'vendor') return (VENDOR_PERMISSIONS as readonly string[]).includes(permission);
  return kind === 'operator' && (OPERATOR_PERMISSIONS as readonly string[]).includes(permission);
}
