import { requireUser, toUnion } from '@marketgraph/server';
import type { IdentityContext } from '../context.ts';
import { changePassword } from './change-password.ts';
import { registerUser } from './register-user.ts';
import type { RegistrationInput } from './registration.rules.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { sendEmailVerification } from './send-email-verification.ts';
import { verifyEmail } from './verify-email.ts';

type Input<T> = { readonly input: T };

export const accountResolvers = {
  Mutation: {
    userRegister: async (_root: unknown, { input }: Input<RegistrationInput>, { deps, viewer }: IdentityContext) =>
      toUnion('UserRegister', await registerUser(deps, viewer, input)),
    emailVerificationSend: async (_root: unknown, _args: object, { deps, viewer }: IdentityContext) =>
      toUnion('EmailVerificationSend', await sendEmailVerification(deps, requireUser(viewer))),
    emailVerify: async (_root: unknown, { input }: Input<{ code: string }>, { deps, viewer }: IdentityContext) =>
      toUnion('EmailVerify', await verifyEmail(deps, requireUser(viewer), input)),
    passwordResetRequest: async (_root: unknown, { input }: Input<{ email: string }>, { deps, viewer }: IdentityContext) =>
      toUnion('PasswordResetRequest', await requestPasswordReset(deps, viewer, input)),
    passwordReset: async (_root: unknown, { input }: Input<{ token: string; newPassword: string }>, { deps, viewer }: IdentityContext) =>
      toUnion('PasswordReset', await resetPassword(deps, viewer, input)),
    passwordChange: async (_root: unknown, { input }: Input<{ currentPassword: string; newPassword: string }>, { deps, viewer }: IdentityContext) =>
      toUnion('PasswordChange', await changePassword(deps, requireUser(viewer), input)),
  },
};
