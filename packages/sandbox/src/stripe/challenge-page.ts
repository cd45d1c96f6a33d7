import { escapeHtml, type HttpReply, type Route } from '../shared/http.ts';
import { finishChallenge } from './confirmation.ts';
import { amountText } from './money.ts';
import { finishSetupChallenge } from './setup-intents.ts';
import type { StripeWorld } from './world.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;background:#f6f7f9;color:#1a1f36;display:grid;place-items:center;min-height:100vh;margin:0}
main{background:#fff;border-radius:12px;box-shadow:0 2px 14px #0002;padding:2rem;max-width:26rem}
h1{font-size:1.15rem;margin:0 0 .75rem}p{margin:0 0 1.25rem}form{display:flex;gap:.75rem}
button{font:inherit;padding:.6rem 1.1rem;border-radius:8px;border:1px solid #c1c9d2;background:#fff;cursor:pointer}
button[value=complete]{background:#0b6e4f;border-color:#0b6e4f;color:#fff}small{color:#596171}`;

function page(status: number, content: string): HttpReply {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *", 'cache-control': 'no-store' };
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Payment authentication (sandbox)</title><style>${STYLE}</style><main>${content}</main></html>`;
  return { status, headers, body: html };
}

function closed(): HttpReply {
  return page(404, '<h1>No challenge is open</h1><p>This payment does not wait for its buyer, or was finished already.</p>');
}

function show(world: StripeWorld, id: string): HttpReply {
  if (world.pending.get(id) === undefined) return closed();
  const intent = world.intents.get(id);
  const what = intent === undefined ? 'to save your card' : `a payment of <strong>${escapeHtml(amountText(intent.amount, intent.currency))}</strong>`;
  return page(
    200,
    `<h1>Your bank asks: was this you?</h1><p>Confirm ${what}. No bank is involved: this page stands in for one.</p>
<form method="post"><button name="outcome" value="complete">Complete</button><button name="outcome" value="fail">Fail</button></form><p><small>${escapeHtml(id)}</small></p>`,
  );
}

/** Ends the challenge of a payment or setup intent; gives the intent as it is then. */
export function finish(world: StripeWorld, id: string, passed: boolean): { id: string; status: string; client_secret: string | null } | undefined {
  return world.core.store.transact(() => finishChallenge(world, id, passed) ?? finishSetupChallenge(world, id, passed));
}

/** Where the buyer goes from here, with what the provider adds to the address. */
function returnAddress(returnUrl: string, intent: { id: string; client_secret: string | null }, passed: boolean): string {
  const kind = intent.id.startsWith('pi_') ? 'payment_intent' : 'setup_intent';
  const url = new URL(returnUrl);
  url.searchParams.set(kind, intent.id);
  url.searchParams.set(`${kind}_client_secret`, intent.client_secret ?? '');
  url.searchParams.set('redirect_status', passed ? 'succeeded' : 'failed');
  return url.href;
}

/** The 3-D Secure challenge for people, and `POST` of the same address for programs. */
export function challengeRoutes(world: StripeWorld): Route[] {
  return [
    { method: 'GET', path: '/3ds/:id', handle: (_request, { id = '' }) => show(world, id) },
    {
      method: 'POST',
      path: '/3ds/:id',
      handle: (request, { id = '' }) => {
        const passed = new URLSearchParams(request.rawBody.toString('utf8')).get('outcome') === 'complete';
        const returnUrl = world.pending.get(id)?.returnUrl ?? null;
        const intent = finish(world, id, passed);
        if (intent === undefined) return closed();
        if (returnUrl !== null) return { status: 303, headers: { location: returnAddress(returnUrl, intent, passed) } };
        return page(200, `<h1>${passed ? 'Thank you' : 'The challenge failed'}</h1><p>You can go back to the shop now.</p>`);
      },
    },
  ];
}
