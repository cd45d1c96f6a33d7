import { MINUTE, SECOND } from '@marketgraph/kernel';
import { readEnv } from '@marketgraph/server';
import { z } from 'zod';

const schema = z.object({
  UBER_API_URL: z.url().default('https://api.uber.com'),
  UBER_AUTH_URL: z.url().default('https://auth.uber.com'),
  UBER_CUSTOMER_ID: z.string().min(1),
  UBER_CLIENT_ID: z.string().min(1),
  UBER_CLIENT_SECRET: z.string().min(1),
  UBER_WEBHOOK_SECRET: z.string().min(8),
  /** Lets Uber's test mode drive the courier by itself; refused with live credentials by Uber. */
  UBER_ROBO_COURIER: z.enum(['true', 'false']).default('false').transform((text) => text === 'true'),
  SHIPPING_QUOTE_MINUTES: z.coerce.number().int().min(1).max(24 * 60).default(30),
  /** While a task is worked on nobody else takes it; after a crash it is due again when this has passed. */
  DELIVERY_TASK_LEASE_SECONDS: z.coerce.number().int().min(1).max(600).default(60),
  DELIVERY_POLL_SECONDS: z.coerce.number().int().min(5).max(3_600).default(120),
});

export interface UberSettings {
  readonly apiUrl: string;
  readonly authUrl: string;
  readonly customerId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookSecret: string;
  readonly roboCourier: boolean;
}

export interface LogisticsSettings {
  readonly uber: UberSettings;
  /** How long a quote of our own rates holds. */
  readonly quoteMs: number;
  /** A delivery that was silent for so long is asked about. */
  readonly pollMs: number;
  /** A task whose process died is due again after so long. */
  readonly taskLeaseMs: number;
}

/** The only reader of logistics' environment. Ends the process with a list of all mistakes. */
export function readLogisticsSettings(env: NodeJS.ProcessEnv): LogisticsSettings {
  const values = readEnv(schema, env);
  return {
    uber: {
      apiUrl: values.UBER_API_URL.replace(/\/$/, ''),
      authUrl: values.UBER_AUTH_URL.replace(/\/$/, ''),
      customerId: values.UBER_CUSTOMER_ID,
      clientId: values.UBER_CLIENT_ID,
      clientSecret: values.UBER_CLIENT_SECRET,
      webhookSecret: values.UBER_WEBHOOK_SECRET,
      roboCourier: values.UBER_ROBO_COURIER,
    },
    quoteMs: values.SHIPPING_QUOTE_MINUTES * MINUTE,
    pollMs: values.DELIVERY_POLL_SECONDS * SECOND,
    taskLeaseMs: values.DELIVERY_TASK_LEASE_SECONDS * SECOND,
  };
}
