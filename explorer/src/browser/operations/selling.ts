import type { ExampleGroup } from '../example.ts';

export const SELLING: ExampleGroup = {
  title: 'Selling',
  examples: [
    {
      title: 'New orders, live',
      purpose: 'A store’s incoming orders as they are paid.',
      query: `subscription IncomingOrders($vendorId: ID!) {
  vendorOrdersUpdated(vendorId: $vendorId) {
    seq
    snapshot
    vendorOrders { id number status gross { formatted } items { title quantity product { title } } }
  }
}
`,
      variables: '{ "vendorId": "ven_…" }',
    },
    {
      title: 'Accept and pack',
      purpose: 'The two steps after which a courier is called or the parcel is sent.',
      query: `mutation Accept($vendorOrderId: ID!) {
  orderAccept(input: { vendorOrderId: $vendorOrderId }) {
    ... on OrderAcceptSuccess { vendorOrder { status availableActions } }
    ... on UserError { code message }
  }
}

mutation Ready($vendorOrderId: ID!) {
  orderReady(input: { vendorOrderId: $vendorOrderId }) {
    ... on OrderReadySuccess { vendorOrder { status deliveries { id status } } }
    ... on UserError { code message }
  }
}
`,
      variables: '{ "vendorOrderId": "vor_…" }',
    },
    {
      title: 'Dashboard',
      purpose: 'Sales beside the days before, best products, trend.',
      query: `query Dashboard($vendorId: ID!) {
  vendorDashboard(vendorId: $vendorId, period: LAST_30_DAYS) {
    placed { count gross { formatted } net { formatted } grossChangeBasisPoints }
    completed { count }
    cancelled { count }
    conversionBasisPoints
    topProducts(first: 5) { title unitsSold revenue { formatted } }
    trend { day orders gross { decimal } }
  }
}
`,
      variables: '{ "vendorId": "ven_…" }',
    },
    {
      title: 'Balance and ledger',
      purpose: 'What the store has earned, and the entries behind it.',
      query: `query Money($vendorId: ID!) {
  vendor(id: $vendorId) { balance { currency pending { formatted } available { formatted } } }
  ledgerEntries(vendorId: $vendorId, first: 20) {
    nodes { kind occurredAt pending { formatted } commission { formatted } vendorOrder { number } }
  }
}
`,
      variables: '{ "vendorId": "ven_…" }',
    },
    {
      title: 'Inventory',
      purpose: 'Stock of every variant, what is reserved, what runs low.',
      query: `query Inventory($vendorId: ID!) {
  vendorInventory(vendorId: $vendorId, first: 20) {
    nodes { variant { title sku product { title } } quantity reserved available lowStockThreshold }
    pageInfo { hasNextPage endCursor }
  }
}
`,
      variables: '{ "vendorId": "ven_…" }',
    },
  ],
};
