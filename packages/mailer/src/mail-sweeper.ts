import type { Sweeper } from '@marketgraph/bus';
import type { Database } from '@marketgraph/db';
import { addMilliseconds, DAY, HOUR, SECOND, type Clock } from '@marketgraph/kernel';
import type { MailLog } from './log.ts';
import { finish, leaseDue, purgeFinished, putBack, retryLater, type QueuedMail } from './mail-queue.ts';
import type { Mailer, MailOutcome } from './mailer.ts';

export interface MailSweeperOptions {
  /** `<subgraph>.mail.send` */
  readonly name: string;
  readonly db: Database;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly log: MailLog;
  /** 1 s unless told. */
  readonly everyMs?: number;
}

const BATCH = 20;
const AT_ONCE = 5;
/** So long a key is remembered, and what became of its mail. */
const FINISHED_KEPT_MS = 30 * DAY;

/**
 * Sends what is due, for `startSweepers`. A mail is sent outside any transaction and marked as sent once the server has
 * taken it: should the process die in between it is sent again, under the same Message-ID.
 */
export function createMailSweeper({ name, db, mailer, clock, log, everyMs = SECOND }: MailSweeperOptions): Sweeper {
  let purgeAt = clock.now();

  async function settle(mail: QueuedMail, outcome: MailOutcome): Promise<void> {
    const now = clock.now();
    if (outcome.outcome === 'sent') return finish(db, mail, 'sent', { now, reason: null });
    const fields = { mailId: mail.id, attempts: mail.attempts, reason: outcome.reason };
    if (outcome.outcome === 'retry') {
      log.warn(fields, 'mail could not be sent, will be tried again');
      return retryLater(db, mail, { now, reason: outcome.reason });
    }
    log.error(fields, outcome.outcome === 'suppressed' ? 'mail address suppressed' : 'mail refused for good');
    return finish(db, mail, outcome.outcome, { now, reason: outcome.reason });
  }

  async function send(mail: QueuedMail): Promise<MailOutcome> {
    const { id, toAddress, subject, bodyText, bodyHtml, unsubscribeUrl } = mail;
    const message = { id, to: toAddress, subject, text: bodyText, html: bodyHtml };
    const outcome = await mailer.send(unsubscribeUrl === null ? message : { ...message, unsubscribeUrl });
    await settle(mail, outcome);
    return outcome;
  }

  /** False: nothing goes through at the moment. */
  async function sendSome(mails: readonly QueuedMail[]): Promise<boolean> {
    const outcomes = await Promise.all(mails.map(send));
    return !outcomes.some((outcome) => outcome.outcome === 'retry' && outcome.channelDown);
  }

  /** How many were tried, and whether it is worth while to go on. */
  async function sendBatch(): Promise<{ tried: number; goOn: boolean }> {
    const batch = await leaseDue(db, clock.now(), BATCH);
    for (let start = 0; start < batch.length; start += AT_ONCE) {
      if (await sendSome(batch.slice(start, start + AT_ONCE))) continue;
      const rest = batch.slice(start + AT_ONCE);
      await putBack(db, rest, clock.now());
      return { tried: batch.length - rest.length, goOn: false };
    }
    return { tried: batch.length, goOn: batch.length === BATCH };
  }

  async function purgeHourly(now: Date): Promise<void> {
    if (now < purgeAt) return;
    purgeAt = addMilliseconds(now, HOUR);
    await purgeFinished(db, addMilliseconds(now, -FINISHED_KEPT_MS));
  }

  return {
    name,
    everyMs,
    run: async (now) => {
      await purgeHourly(now);
      let total = 0;
      for (;;) {
        const { tried, goOn } = await sendBatch();
        total += tried;
        if (!goOn) return total;
      }
    },
  };
}
