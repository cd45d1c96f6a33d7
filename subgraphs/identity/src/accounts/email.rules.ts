const MAXIMUM_LENGTH = 254;
/** What every mail server agrees on; whether the mailbox exists is proved by the code that is sent there. */
const EMAIL = /^[^\s\p{Cc}\p{Cs}@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** Trimmed and in lower case, or `undefined` for what cannot be an address. Part before the `@` in lower case too: no
 *  provider that people use keeps `Ann@` and `ann@` apart, and two accounts for one mailbox would be a trap. */
export function normaliseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  return email.length <= MAXIMUM_LENGTH && EMAIL.test(email) ? email : undefined;
}
