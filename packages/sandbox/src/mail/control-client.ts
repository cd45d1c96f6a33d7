import { createControlCalls } from '../shared/control-client.ts';
import type { MailFaultInput } from './faults.ts';
import type { MailMessage, MessageFilter } from './messages.ts';

export interface MailControl {
  /** What was captured, newest first. */
  messages(filter?: MessageFilter): Promise<MailMessage[]>;
  message(id: string): Promise<MailMessage>;
  deleteMessages(filter?: MessageFilter): Promise<number>;
  failNext(fault: MailFaultInput): Promise<void>;
  freezeClock(at: Date): Promise<void>;
  reset(): Promise<void>;
}

export function createMailControl(url: string): MailControl {
  const { post } = createControlCalls(url);
  async function call<Answer>(method: string, path: string, filter: MessageFilter = {}): Promise<Answer> {
    const query = new URLSearchParams(Object.entries(filter).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
    const response = await fetch(`${url}${path}?${query.toString()}`, { method });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }
  return {
    messages: async (filter) => (await call<{ messages: MailMessage[] }>('GET', '/messages', filter)).messages,
    message: (id) => call('GET', `/messages/${encodeURIComponent(id)}`),
    deleteMessages: async (filter) => (await call<{ deleted: number }>('DELETE', '/messages', filter)).deleted,
    failNext: async (fault) => {
      await post('/fail-next', fault);
    },
    freezeClock: async (at) => {
      await post('/clock', { freezeAt: at.toISOString() });
    },
    reset: async () => {
      await post('/reset');
    },
  };
}
