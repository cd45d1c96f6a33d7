import { z } from 'zod';
import { jsonOf } from '../shared/control-routes.ts';
import { invalidParams } from './errors.ts';

const time = z.string().optional();
const text = z.string();
const notes = z.string().max(280).optional();
const coordinate = z.number().optional();
const phone = (which: 'pickup' | 'dropoff') => z.string().regex(/^\+[0-9]{7,15}$/, `${which} phone number is not valid.`);

const place = {
  pickup_address: text,
  dropoff_address: text,
  pickup_latitude: coordinate,
  pickup_longitude: coordinate,
  dropoff_latitude: coordinate,
  dropoff_longitude: coordinate,
  pickup_ready_dt: time,
  pickup_deadline_dt: time,
  dropoff_ready_dt: time,
  dropoff_deadline_dt: time,
  manifest_total_value: z.int().min(0).optional(),
  external_store_id: text.optional(),
};

export const quoteSchema = z.object({ ...place, pickup_phone_number: phone('pickup').optional(), dropoff_phone_number: phone('dropoff').optional() });
export type QuoteInput = z.infer<typeof quoteSchema>;

const size = z.int().min(1);
const itemSchema = z
  .object({
    name: text.min(1),
    quantity: z.int().min(1),
    size: z.enum(['small', 'medium', 'large', 'xlarge', 'big']).default('small'),
    dimensions: z.object({ length: size, height: size, depth: size }).optional(),
    price: z.int().min(0).optional(),
    weight: z.int().min(1).optional(),
    must_be_upright: z.boolean().optional(),
    vat_percentage: z.int().min(0).optional(),
  })
  .refine((item) => item.dimensions === undefined || item.weight !== undefined, { path: ['weight'], message: 'weight is required when dimensions are given.' });

const barcodes = z.array(z.object({ type: z.enum(['CODE39', 'CODE39_FULL_ASCII', 'CODE128', 'QR']), value: text })).optional();
const verification = z
  .object({
    signature: z.boolean().optional(),
    signature_requirement: z.object({ enabled: z.boolean().optional(), collect_signer_name: z.boolean().optional(), collect_signer_relationship: z.boolean().optional() }).optional(),
    picture: z.boolean().optional(),
    barcodes,
    pincode: z.object({ enabled: z.boolean().optional() }).optional(),
    identification: z.object({ min_age: z.number().optional() }).optional(),
  })
  .optional();

export const deliverySchema = z.object({
  ...place,
  quote_id: text.optional(),
  pickup_name: text.min(1),
  pickup_business_name: text.optional(),
  pickup_phone_number: phone('pickup'),
  pickup_notes: notes,
  pickup_verification: verification,
  dropoff_name: text.min(1),
  dropoff_business_name: text.optional(),
  dropoff_phone_number: phone('dropoff'),
  dropoff_notes: notes,
  dropoff_seller_notes: notes,
  dropoff_verification: verification,
  return_notes: notes,
  return_verification: verification,
  manifest_items: z.array(itemSchema).min(1),
  manifest_reference: text.optional(),
  idempotency_key: text.optional(),
  external_id: text.optional(),
  deliverable_action: z.enum(['deliverable_action_meet_at_door', 'deliverable_action_leave_at_door']).default('deliverable_action_meet_at_door'),
  undeliverable_action: z.enum(['leave_at_door', 'return', 'discard']).default('return'),
  tip: z.int().min(0).default(0),
  test_specifications: z.object({ robo_courier_specification: z.object({ mode: z.enum(['auto', 'custom']) }).optional() }).optional(),
});
export type DeliveryInput = z.infer<typeof deliverySchema>;

export const updateSchema = z.object({
  dropoff_notes: notes,
  dropoff_seller_notes: notes,
  pickup_notes: notes,
  manifest_reference: text.optional(),
  tip_by_customer: z.int().min(0).optional(),
  dropoff_latitude: coordinate,
  dropoff_longitude: coordinate,
  pickup_verification: z.object({ barcodes }).optional(),
  dropoff_verification: z.object({ barcodes }).optional(),
});
export type UpdateInput = z.infer<typeof updateSchema>;

export const proofSchema = z.object({ waypoint: z.enum(['pickup', 'dropoff', 'return']), type: z.enum(['picture', 'signature', 'pincode']) });

/** Reads a JSON body; what is wrong with it is named field by field, as the API does. Unknown fields are ignored. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: Buffer): z.infer<Schema> {
  const input = jsonOf(body);
  if (input === undefined) throw invalidParams({ param_details: 'The body is not valid JSON.' });
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidParams(Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message.includes('received undefined') ? 'This field is required.' : issue.message])));
}
