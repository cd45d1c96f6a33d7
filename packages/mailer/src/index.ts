export { createMailer, type MailerOptions } from './create-mailer.ts';
export type { SmtpServer } from './smtp-server.ts';
export { isMailAddress } from './mail-address.ts';
export { createMailSweeper, type MailSweeperOptions } from './mail-sweeper.ts';
export { MAIL_STATES, mailOutbox, mailSuppressions, mailTables, type MailState } from './outbox.tables.ts';
export { queueMail, queueMails, type NewMail } from './queue-mail.ts';
export { renderMail, type MailBlock, type MailContent, type RenderedMail } from './render-mail.ts';
export type { MailLog } from './log.ts';
export type { Mailer, MailOutcome, OutgoingMail } from './mailer.ts';
