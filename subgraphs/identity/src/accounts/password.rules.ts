export const PASSWORD_MINIMUM_LENGTH = 8;
/** A longer one would only be a way to keep the server busy. */
export const PASSWORD_MAXIMUM_LENGTH = 256;

/** The ones that every list of leaked passwords begins with, of those that are long enough. */
const COMMON = new Set([
  '12345678', '123456789', '1234567890', '11111111', '00000000', '87654321', '88888888', '12341234', '123123123', 'password',
  'password1', 'password123', 'passw0rd', 'p@ssw0rd', 'p@ssword', 'qwertyui', 'qwertyuiop', 'qwerty123', 'qwerty12', '1q2w3e4r',
  '1qaz2wsx', 'abcd1234', 'abc12345', 'iloveyou', 'sunshine', 'princess', 'football', 'baseball', 'superman', 'trustno1',
  'letmein1', 'welcome1', 'welcome123', 'admin123', 'changeme', 'computer', 'whatever', 'starwars', 'michelle', 'jennifer',
]);

export type PasswordWeakness = 'TOO_SHORT' | 'TOO_LONG' | 'TOO_COMMON' | 'LIKE_THE_ACCOUNT';

/** Length and what an attacker tries first; no rule on kinds of characters, which only makes passwords worse. */
export function passwordWeakness(password: string, account: { email: string; name: string }): PasswordWeakness | undefined {
  const text = password.normalize('NFKC').toLowerCase();
  const length = [...text].length;
  if (length < PASSWORD_MINIMUM_LENGTH) return 'TOO_SHORT';
  if (length > PASSWORD_MAXIMUM_LENGTH) return 'TOO_LONG';
  if (COMMON.has(text) || new Set(text).size === 1) return 'TOO_COMMON';
  const own = [account.email, account.email.split('@')[0] ?? '', account.name].map((word) => word.trim().toLowerCase());
  return own.includes(text) ? 'LIKE_THE_ACCOUNT' : undefined;
}

const WEAKNESS_MESSAGES: Readonly<Record<PasswordWeakness, string>> = {
  TOO_SHORT: `A password has at least ${PASSWORD_MINIMUM_LENGTH} characters.`,
  TOO_LONG: `A password has at most ${PASSWORD_MAXIMUM_LENGTH} characters.`,
  TOO_COMMON: 'This password is on every list of leaked passwords.',
  LIKE_THE_ACCOUNT: 'A password must not be the name or the e-mail address of the account.',
};

export interface PasswordTooWeak {
  readonly type: 'PasswordTooWeak';
  readonly message: string;
  readonly path: readonly string[];
  readonly minimumLength: number;
}

export function passwordTooWeak(password: string, account: { email: string; name: string }, ...path: string[]): PasswordTooWeak | undefined {
  const weakness = passwordWeakness(password, account);
  return weakness === undefined ? undefined : { type: 'PasswordTooWeak', message: WEAKNESS_MESSAGES[weakness], path, minimumLength: PASSWORD_MINIMUM_LENGTH };
}
