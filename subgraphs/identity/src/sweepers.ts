import type { Sweeper } from '@marketgraph/bus';
import type { Transaction } from '@marketgraph/db';
import { createMailSweeper } from '@marketgraph/mailer';
import { addMilliseconds, DAY, HOUR, MINUTE } from '@marketgraph/kernel';
import { inArray, lte, or, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { emailCodes, passwordResets } from './accounts/account.tables.ts';
import type { IdentityDeps } from './deps.ts';
import { purgeSigningKeys, rotateSigningKeys, type KeyDeps } from './keys/rotate-signing-keys.ts';
import { ROTATE_AFTER_MS } from './keys/signing-key.rules.ts';
import { signingKeys } from './keys/signing-key.tables.ts';
import { sessions } from './sessions/session.tables.ts';
import { vendorInvitations } from './team/team.tables.ts';
import { attemptCounters } from './throttle/throttle.tables.ts';

/** How long a session that is over can still be looked at, when somebody asks who was signed in. */
const ENDED_SESSIONS_KEPT_MS = 30 * DAY;
/** Rows a statement removes: short locks, and the next tick goes on. */
const BATCH = 1_000;

/** What identity does by itself when its time has come. */
export function identitySweepers(deps: IdentityDeps): Sweeper[] {
  const { db, mailer, clock, log } = deps;
  return [
    createMailSweeper({ name: 'identity.mail.send', db, mailer, clock, log }),
    { name: 'identity.signing_key.rotate', everyMs: HOUR, run: (now) => rotateWhenDue(deps, now) },
    {
      name: 'identity.session.purge',
      everyMs: HOUR,
      run: (now) => {
        const before = addMilliseconds(now, -ENDED_SESSIONS_KEPT_MS);
        return db.transaction((tx) => purge(tx, sessions, sessions.id, or(lte(sessions.expiresAt, before), lte(sessions.revokedAt, before))));
      },
    },
    {
      name: 'identity.attempt.purge',
      everyMs: 10 * MINUTE,
      run: (now) => db.transaction((tx) => purge(tx, attemptCounters, attemptCounters.key, lte(attemptCounters.windowEndsAt, now))),
    },
    { name: 'identity.code.purge', everyMs: HOUR, run: (now) => db.transaction((tx) => purgeCodes(tx, now)) },
    deps.live.purge,
  ];
}

/** Also removes the keys that have had their time. Answers how many keys were made or removed. */
export async function rotateWhenDue(deps: KeyDeps, now: Date): Promise<number> {
  const removed = await purgeSigningKeys(deps);
  const recent = (await deps.db.reader.select().from(signingKeys)).some((key) => addMilliseconds(key.createdAt, ROTATE_AFTER_MS) > now);
  if (recent) return removed;
  await rotateSigningKeys(deps);
  return removed + 1;
}

async function purgeCodes(tx: Transaction, now: Date): Promise<number> {
  const codes = await purge(tx, emailCodes, emailCodes.userId, lte(emailCodes.expiresAt, now));
  const resets = await purge(tx, passwordResets, passwordResets.userId, lte(passwordResets.expiresAt, now));
  const invitations = await purge(tx, vendorInvitations, vendorInvitations.id, lte(vendorInvitations.expiresAt, now));
  return codes + resets + invitations;
}

/** Rows that somebody is using right now are left for the next time. */
async function purge(tx: Transaction, table: PgTable, key: PgColumn, due: SQL | undefined): Promise<number> {
  const found = await tx.select({ key }).from(table).where(due).limit(BATCH).for('update', { skipLocked: true });
  if (found.length === 0) return 0;
  await tx.delete(table).where(inArray(key, found.map((row) => row.key)));
  return found.length;
}
