import {
  ROLE_PERMISSIONS,
  withIncluded,
  type GuestViewer,
  type Membership,
  type OperatorRole,
  type ServiceName,
  type ServiceViewer,
  type UserViewer,
  type VendorPermission,
  type VendorRoleName,
} from '@marketgraph/contracts';
import { createIdGenerator, systemClock, type Id } from '@marketgraph/kernel';

const ids = createIdGenerator(systemClock);

function traits() {
  return { locale: 'en', traceId: ids.next('Event').replaceAll('-', ''), clientAddress: '192.0.2.0', userAgent: 'test' };
}

export function guest(overrides: Partial<GuestViewer> = {}): GuestViewer {
  return { ...traits(), kind: 'guest', ...overrides };
}

/** A signed-in user with a verified address and no team: a new one with each call. */
export function buyer(overrides: Partial<UserViewer> = {}): UserViewer {
  return {
    ...traits(),
    kind: 'user',
    userId: ids.next('User'),
    sessionId: ids.next('Session'),
    emailVerified: true,
    memberships: [],
    operatorRole: null,
    ...overrides,
  };
}

/** A member of the vendor's team: a built-in role, or a custom one given by its permissions. */
export function vendorMember(
  vendorId: Id<'Vendor'>,
  role: VendorRoleName | readonly VendorPermission[] = 'OWNER',
  overrides: Partial<UserViewer> = {},
): UserViewer {
  return buyer({ memberships: [seat(vendorId, role)], ...overrides });
}

export function seat(vendorId: Id<'Vendor'>, role: VendorRoleName | readonly VendorPermission[]): Membership {
  if (typeof role === 'string') return { vendorId, role, permissions: ROLE_PERMISSIONS[role] };
  return { vendorId, role: 'CUSTOM', permissions: withIncluded(role) };
}

/** Someone who works for the marketplace. */
export function operator(role: OperatorRole = 'ADMIN', overrides: Partial<UserViewer> = {}): UserViewer {
  return buyer({ operatorRole: role, ...overrides });
}

/** Another subgraph, or the router, calling an internal field. */
export function service(name: ServiceName, overrides: Partial<ServiceViewer> = {}): ServiceViewer {
  return { ...traits(), kind: 'service', service: name, ...overrides };
}
