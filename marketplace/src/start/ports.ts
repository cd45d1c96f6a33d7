import { SUBGRAPHS } from '@marketgraph/kernel';
import type { WantedPort } from '../platform/free-ports.ts';
import type { Settings } from '../settings.ts';

/** What a start will listen on: the router, and the sandboxes of providers that are not there already. */
export function portsOf({ host, port, given, sandboxPorts }: Settings): WantedPort[] {
  const local = (wanted: number, what: string, setting: string): WantedPort => ({ port: wanted, host: '127.0.0.1', what, setting });
  return [
    { port, host, what: 'the router', setting: 'PORT' },
    ...(given.has('stripe') ? [] : [local(sandboxPorts.stripe, 'the Stripe sandbox', 'STRIPE_SANDBOX_PORT')]),
    ...(given.has('uber') ? [] : [local(sandboxPorts.uber, 'the Uber sandbox', 'UBER_SANDBOX_PORT')]),
    ...(given.has('mail')
      ? []
      : [local(sandboxPorts.smtp, 'the mail sandbox', 'SMTP_SANDBOX_PORT'), local(sandboxPorts.mail, 'the mail sandbox\u2019s inbox', 'MAIL_SANDBOX_PORT')]),
  ];
}

/** The same, and one for each service. */
export function servicePortsOf(settings: Settings): WantedPort[] {
  const { servicesPort } = settings;
  return [...portsOf(settings), ...SUBGRAPHS.map((name, index) => ({ port: servicesPort + index, host: '127.0.0.1', what: name, setting: 'SERVICES_PORT' }))];
}
