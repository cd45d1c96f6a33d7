import type { Sweeper } from '@marketgraph/bus';
import type { Database } from '@marketgraph/db';
import { addMilliseconds, DAY, HOUR, SECOND, type Clock } from '@marketgraph/kernel';
import { gatherSettlements } from './gather-settlements.ts';
import type { MailLog } from './log.ts';
import { ended, endedUntried, leaseDue, purgeFinished, putBack, settle, triedAgain, type LeasedMail, type QueuedMail, type Settlement } from './mail-queue.ts';
import type { Mailer, MailOutcome, OutgoingMail } from './mailer.ts';

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

const BATCH = 40;
const AT_ONCE = 5;
/** So long a key is remembered, and what became of its mail. */
const FINISHED_KEPT_MS = 30 * DAY;

/**
 * Sends what is due, for `startSweepers`. A mail is sent outside any transaction and marked as sent once the server has
 * taken it: should the process die in between it is sent again, under the same Message-ID.
 */
export function createMailSweeper({ name, db, mailer, clock, log, everyMs = SECOND }: MailSweeperOptions): Sweeper {
  let purgeAt = clock.now();

  /** What becomes of a mail after an attempt. */
  function settlementOf(mail: QueuedMail, outcome: MailOutcome): Settlement {
    if (outcome.outcome === 'sent') return ended(mail, 'sent', null);
    const fields = { mailId: mail.id, attempts: mail.attempts, reason: outcome.reason };
    if (outcome.outcome === 'retry') {
      log.warn(fields, 'mail could not be sent, will be tried again');
      return triedAgain(mail, outcome.reason, clock.now());
    }
    log.error(fields, outcome.outcome === 'suppressed' ? 'mail address suppressed' : 'mail refused for good');
    return ended(mail, outcome.outcome, outcome.reason);
  }

  /** How many were tried, and whether it is worth while to go on. */
  async function sendBatch(): Promise<{ tried: number; goOn: boolean }> {
    const leasedAt = clock.now();
    const batch = await leaseDue(db, leasedAt, BATCH);
    const settlements = gatherSettlements((some) => settle(db, some, clock.now()));
    const waiting = batch.filter((mail) => {
      const over = overBefore(mail, leasedAt);
      if (over !== undefined) settlements.add(over);
      return over === undefined;
    });
    let tried = 0;
    let channelDown = false;

    async function sendWhileItWorks(): Promise<void> {
      while (!channelDown && !settlements.failed()) {
        const mail = waiting.shift();
        if (mail === undefined) return;
        tried += 1;
        const outcome = await mailer.send(messageOf(mail));
        settlements.add(settlementOf(mail, outcome));
        channelDown ||= outcome.outcome === 'retry' && outcome.channelDown;
      }
    }

    try {
      await Promise.all(Array.from({ length: AT_ONCE }, sendWhileItWorks));
      for (const mail of waiting) settlements.add(putBack(mail, clock.now()));
    } finally {
      await settlements.drain();
    }
    return { tried, goOn: batch.length === BATCH && !channelDown };
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

/** Of no use any more, or to nobody: not even tried. */
function overBefore(mail: LeasedMail, now: Date): Settlement | undefined {
  if (mail.giveUpAt <= now) return endedUntried(mail, 'expired', mail.lastReason);
  return mail.suppressed ? endedUntried(mail, 'suppressed', 'the address was suppressed before') : undefined;
}

function messageOf({ id, toAddress, subject, bodyText, bodyHtml, unsubscribeUrl }: QueuedMail): OutgoingMail {
  const message = { id, to: toAddress, subject, text: bodyText, html: bodyHtml };
  return unsubscribeUrl === null ? message : { ...message, unsubscribeUrl };
}
