import { z } from 'zod';
import type { SandboxClock } from '../shared/clock.ts';
import { control, CONTROL, done } from '../shared/control-routes.ts';
import type { HttpReply, Route } from '../shared/http.ts';
import type { Store } from '../shared/store.ts';
import { mailFaultSchema, type MailFaults } from './faults.ts';
import { htmlPart, inboxPage, messagePage } from './inbox-page.ts';
import { findMessages, type MailMessage } from './messages.ts';

interface MailState {
  readonly store: Store;
  readonly clock: SandboxClock;
  readonly faults: MailFaults;
}

export function mailRoutes({ store, clock, faults }: MailState): Route[] {
  const messages = store.collection<MailMessage>('messages');
  const shown = (id: string, view: (message: MailMessage) => HttpReply): HttpReply => {
    const message = messages.get(id);
    return message === undefined ? { status: 404, body: { error: `no message ${id}` } } : view(message);
  };
  return [
    { method: 'GET', path: '/', handle: ({ query }) => inboxPage(findMessages(messages, { to: query.get('to') || null }), query.get('to')) },
    { method: 'GET', path: '/view/:id', handle: (_request, { id = '' }) => shown(id, messagePage) },
    { method: 'GET', path: '/view/:id/html', handle: (_request, { id = '' }) => shown(id, htmlPart) },
    {
      method: 'GET',
      path: '/messages',
      handle: ({ query }) => {
        const found = findMessages(messages, { to: query.get('to'), subject: query.get('subject') });
        return done({ total: found.length, messages: found.slice(0, Number(query.get('limit') ?? '100')) });
      },
    },
    { method: 'GET', path: '/messages/:id', handle: (_request, { id = '' }) => shown(id, done) },
    {
      method: 'DELETE',
      path: '/messages',
      handle: ({ query }) => {
        const doomed = findMessages(messages, { to: query.get('to'), subject: query.get('subject') });
        store.transact(() => {
          for (const { id } of doomed) messages.delete(id);
        });
        return done({ deleted: doomed.length });
      },
    },
    { method: 'GET', path: `${CONTROL}/health`, handle: () => done({ ok: true, now: clock.now().toISOString(), frozen: clock.frozen }) },
    control('/fail-next', mailFaultSchema, (fault) => {
      faults.add(fault);
      return done(fault);
    }),
    control('/clock', z.union([z.object({ freezeAt: z.iso.datetime() }), z.object({ advanceMs: z.int().min(0) }), z.object({ run: z.literal(true) })]), (change) => {
      if ('freezeAt' in change) clock.freeze(new Date(change.freezeAt));
      else if ('advanceMs' in change) clock.moveTo(new Date(clock.now().getTime() + change.advanceMs));
      else clock.run();
      return done({ now: clock.now().toISOString(), frozen: clock.frozen });
    }),
    control('/reset', z.object({}), () => {
      faults.clear();
      store.clear();
      return done();
    }),
  ];
}
