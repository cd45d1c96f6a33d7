import type { MailLog } from '@marketgraph/mailer';

export interface RecordingLog extends MailLog {
  readonly lines: { level: string; message: string; fields: object }[];
}

export function createRecordingLog(): RecordingLog {
  const lines: RecordingLog['lines'] = [];
  const write = (level: string) => (fields: object, message: string) => void lines.push({ level, message, fields });
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}
