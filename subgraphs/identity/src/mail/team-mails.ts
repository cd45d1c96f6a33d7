import { DAY } from '@marketgraph/kernel';
import type { MailContent } from '@marketgraph/mailer';
import type { IdentitySettings } from '../deps.ts';

interface Invitation {
  readonly vendorName: string;
  readonly inviterName: string;
  readonly roleName: string;
  readonly token: string;
  readonly validMs: number;
}

export function invitationMail({ marketplaceName, siteUrl }: IdentitySettings, invitation: Invitation): MailContent {
  const { vendorName, inviterName, roleName, token, validMs } = invitation;
  return {
    subject: `${inviterName} invites you to ${vendorName}`,
    heading: `Join the team of ${vendorName}`,
    blocks: [
      { kind: 'paragraph', text: `${inviterName} invites you to work for ${vendorName} at ${marketplaceName}, as ${roleName}.` },
      { kind: 'action', label: 'Accept the invitation', url: `${siteUrl}/team/accept?token=${token}` },
      { kind: 'paragraph', text: `Sign in with this address, or open an account with it first. The link works for ${validMs / DAY} days.` },
    ],
    footer: `You get this mail because ${inviterName} typed your address into ${marketplaceName}. If you do not know them, do nothing.`,
  };
}
