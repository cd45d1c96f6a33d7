import { escapeHtml, type Route } from '../shared/http.ts';
import type { WireDelivery } from './objects.ts';
import type { UberWorld } from './world.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#1a1f36}
h1{font-size:1.2rem}dt{color:#596171;font-size:.85rem}dd{margin:0 0 .8rem}`;

function page(wire: WireDelivery): string {
  const { courier } = wire;
  const rows: [string, string][] = [
    ['Status', wire.status],
    ['From', wire.pickup.address],
    ['To', wire.dropoff.address],
    ['Courier', courier === null ? 'not assigned yet' : `${courier.name} at ${courier.location.lat}, ${courier.location.lng}`],
    ['Expected', wire.complete ? 'finished' : wire.dropoff_eta],
  ];
  const list = rows.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  const refresh = wire.complete ? '' : '<meta http-equiv="refresh" content="2">';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>Delivery (sandbox)</title><style>${STYLE}</style><h1>Delivery ${escapeHtml(wire.id)}</h1><dl>${list}</dl></html>`;
}

/** What `tracking_url` shows: the provider has a map there. */
export function trackingRoutes(world: UberWorld): Route[] {
  return [
    {
      method: 'GET',
      path: '/orders/:uuid',
      handle: (_request, { uuid = '' }) => {
        const record = world.deliveries.values().find(({ wire }) => wire.uuid.toLowerCase() === uuid);
        if (record === undefined) return { status: 404, body: 'No such delivery.' };
        return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" }, body: page(record.wire) };
      },
    },
  ];
}
