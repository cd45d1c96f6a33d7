import type { ServiceName, ServiceViewer } from '@marketgraph/contracts';

/** A service acting for itself. Its answers are read by code, so the locale only has to be a fixed one. */
export function serviceViewer(service: ServiceName, traceId: string): ServiceViewer {
  return { kind: 'service', service, traceId, locale: 'en', clientAddress: '', userAgent: '' };
}
