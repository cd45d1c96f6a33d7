import { z } from 'zod';

/** What goes wrong with the next mail: a refusal at one stage of the conversation, or a closed connection. */
export const mailFaultSchema = z.object({
  stage: z.enum(['connect', 'mail', 'rcpt', 'data']).default('data'),
  times: z.int().min(1).default(1),
  responseCode: z.int().min(400).max(599).default(451),
  message: z.string().default('4.3.0 planned by the sandbox'),
  /** Of a fault at `data`: the message is kept although the client is told otherwise. */
  capture: z.boolean().default(false),
});
export type MailFault = z.infer<typeof mailFaultSchema>;
export type MailFaultInput = z.input<typeof mailFaultSchema>;

export interface MailFaults {
  add(fault: MailFault): void;
  take(stage: MailFault['stage']): MailFault | undefined;
  clear(): void;
}

export function createMailFaults(): MailFaults {
  let planned: { left: number; fault: MailFault }[] = [];
  return {
    add: (fault) => {
      planned.push({ left: fault.times, fault });
    },
    take: (stage) => {
      const found = planned.find(({ fault }) => fault.stage === stage);
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left === 0) planned = planned.filter((other) => other !== found);
      return found.fault;
    },
    clear: () => {
      planned = [];
    },
  };
}

/** A refusal as the SMTP server sends it. */
export function refusal(responseCode: number, message: string): Error & { responseCode: number } {
  return Object.assign(new Error(message), { responseCode });
}
