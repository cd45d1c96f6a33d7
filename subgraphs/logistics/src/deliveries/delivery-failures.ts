import { fail, type Result } from '@marketgraph/kernel';
import type { DeliveryStatus } from './delivery-status.rules.ts';

export interface DeliveryNotFound {
  readonly type: 'NotFound';
  readonly message: string;
  readonly path: readonly string[];
}

export interface DeliveryStatusConflict {
  readonly type: 'DeliveryStatusConflict';
  readonly message: string;
  readonly path: readonly string[];
  readonly status: DeliveryStatus;
}

export interface InvalidDeliveryInput {
  readonly type: 'InvalidInput';
  readonly message: string;
  readonly path: readonly string[];
}

export const deliveryNotFound = (): Result<never, DeliveryNotFound> => fail({ type: 'NotFound', message: 'No such delivery.', path: ['input', 'id'] });

export const statusConflict = (status: DeliveryStatus, message: string): Result<never, DeliveryStatusConflict> =>
  fail({ type: 'DeliveryStatusConflict', message, path: ['input', 'id'], status });
