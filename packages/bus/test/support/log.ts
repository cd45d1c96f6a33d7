import type { BusLog } from '@marketgraph/bus';

export interface RecordingLog extends BusLog {
  readonly lines: { level: string; message: string; fields: object }[];
}

export function createRecordingLog(): RecordingLog {
  const lines: RecordingLog['lines'] = [];
  const write = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields });
  };
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
