import { MINUTE } from '@marketgraph/kernel';
import type { MailContent } from '@marketgraph/mailer';
import type { IdentitySettings } from '../deps.ts';

type Greeting = { readonly name: string };

export function verificationMail({ marketplaceName }: IdentitySettings, { name, code, validMs }: Greeting & { code: string; validMs: number }): MailContent {
  return {
    subject: `${code} is your ${marketplaceName} code`,
    heading: `Welcome, ${name}`,
    blocks: [
      { kind: 'paragraph', text: `Type this code into ${marketplaceName} to verify your e-mail address:` },
      { kind: 'code', code },
      { kind: 'paragraph', text: `It works for ${validMs / MINUTE} minutes. Never tell it to anybody: we do not ask for it.` },
    ],
    footer: `You get this mail because this address was used to open an account at ${marketplaceName}. If that was not you, do nothing: without the code the address stays unverified.`,
  };
}

/** To the owner of an address that somebody tried to register again. The one who tried learns nothing. */
export function addressKnownMail({ marketplaceName, siteUrl }: IdentitySettings, { name, attempted }: Greeting & { attempted: 'ACCOUNT' | 'STORE' }): MailContent {
  const wish = attempted === 'STORE' ? 'to apply for a store with a new account' : 'to open an account';
  return {
    subject: `You already have an account at ${marketplaceName}`,
    heading: `Hello ${name}`,
    blocks: [
      { kind: 'paragraph', text: `Somebody tried ${wish} with this address, which has an account already. Nothing was changed.` },
      { kind: 'paragraph', text: attempted === 'STORE' ? 'If it was you, sign in and apply from there.' : 'If it was you, sign in; a forgotten password can be set anew.' },
      { kind: 'action', label: 'Sign in', url: `${siteUrl}/login` },
    ],
    footer: `You get this mail because your address was typed into ${marketplaceName}. If it was not you, nothing needs to be done.`,
  };
}

export function passwordResetMail({ marketplaceName, siteUrl }: IdentitySettings, { name, token, validMs }: Greeting & { token: string; validMs: number }): MailContent {
  return {
    subject: `Set a new ${marketplaceName} password`,
    heading: `Hello ${name}`,
    blocks: [
      { kind: 'paragraph', text: 'Somebody asked to set a new password for your account. If it was you, go on here:' },
      { kind: 'action', label: 'Set a new password', url: `${siteUrl}/password-reset?token=${token}` },
      { kind: 'paragraph', text: `The link works once, for ${validMs / MINUTE} minutes.` },
    ],
    footer: 'If it was not you, do nothing: your password stays as it is.',
  };
}

export function passwordChangedMail({ marketplaceName, siteUrl }: IdentitySettings, { name }: Greeting): MailContent {
  return {
    subject: `Your ${marketplaceName} password was changed`,
    heading: `Hello ${name}`,
    blocks: [
      { kind: 'paragraph', text: 'The password of your account was changed, and other devices were signed out.' },
      { kind: 'paragraph', text: 'If it was not you, set a new one at once:' },
      { kind: 'action', label: 'Set a new password', url: `${siteUrl}/password-reset` },
    ],
    footer: 'You get this mail because it concerns the safety of your account.',
  };
}

export function sessionStolenMail({ marketplaceName, siteUrl }: IdentitySettings, { name, device, place }: Greeting & { device: string; place: string }): MailContent {
  return {
    subject: `A ${marketplaceName} session was ended for your safety`,
    heading: `Hello ${name}`,
    blocks: [
      { kind: 'paragraph', text: `A sign-in of yours (${device}, ${place}) was used by two clients at once, so somebody may have a copy of it. It was ended; sign in again.` },
      { kind: 'action', label: 'Look at your sessions', url: `${siteUrl}/account/sessions` },
    ],
    footer: 'You get this mail because it concerns the safety of your account.',
  };
}
