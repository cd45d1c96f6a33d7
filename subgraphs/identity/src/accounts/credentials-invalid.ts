export interface CredentialsInvalid {
  readonly type: 'CredentialsInvalid';
  readonly message: string;
  readonly path: readonly string[];
}

export function credentialsInvalid(...path: string[]): CredentialsInvalid {
  const message = path.length === 0 ? 'E-mail address and password do not belong together.' : 'The current password is another one.';
  return { type: 'CredentialsInvalid', message, path };
}
