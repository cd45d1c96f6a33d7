import { withIncluded, type VendorPermission } from '@marketgraph/contracts';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { invalidInput, type InvalidInput } from '../errors.ts';
import { oneLine } from '../profile/profile.rules.ts';

const NAME_MAXIMUM_LENGTH = 50;

export function decodeRoleName(text: string): Result<string, InvalidInput> {
  const name = oneLine(text, NAME_MAXIMUM_LENGTH);
  return name === undefined ? fail(invalidInput(`A role's name has 1 to ${NAME_MAXIMUM_LENGTH} characters.`, 'name')) : ok(name);
}

/** In the order of the permission list, each once, with what they include. */
export function decodePermissions(permissions: readonly VendorPermission[]): Result<VendorPermission[], InvalidInput> {
  return permissions.length === 0 ? fail(invalidInput('A role allows at least one thing.', 'permissions')) : ok(withIncluded(permissions));
}
