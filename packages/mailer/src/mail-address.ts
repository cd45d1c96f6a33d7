/** One mailbox and nothing besides: no list, no name, no line break that would begin a header. */
const MAILBOX = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+$/;
const LONGEST = 254;

export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST && MAILBOX.test(text);
}

/** `Name <address>` or an address alone. */
export function parseSender(text: string): { name: string; address: string } {
  const match = /^\s*(?:"?([^"<>\r\n]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))\s*$/.exec(text);
  const address = match?.[2] ?? match?.[3] ?? '';
  if (!isMailAddress(address)) throw new Error(`not a sender: ${text}`);
  return { name: match?.[1] ?? '', address };
}

/** How an address is written down to be recognised. Receivers that tell a from A do not exist in practice. */
export function normalAddress(address: string): string {
  return address.trim().toLowerCase();
}
