import type { ExampleGroup } from '../example.ts';

export const ACCOUNT: ExampleGroup = {
  title: 'My account',
  examples: [
    {
      title: 'Who am I',
      purpose: 'Profile, seats in vendors’ teams and sessions of whoever is signed in.',
      query: `query Me {
  viewer {
    user { id name email }
    memberships { role permissions vendor { name } }
    ownsVendor
    operatorRole
  }
  sessions(first: 10) { nodes { id device { name } place current lastUsedAt } }
}
`,
    },
    {
      title: 'My orders',
      purpose: 'Orders with their parts, parcels and the next legal actions.',
      query: `query MyOrders {
  orders(first: 10) {
    nodes {
      id
      number
      status
      total { formatted }
      availableActions
      payment { status }
      vendorOrders {
        id
        status
        vendor { name }
        items { title quantity total { formatted } }
        deliveries { id status trackingUrl }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    },
    {
      title: 'Where is my parcel, live',
      purpose: 'Courier, position and arrival, with fields of three more subgraphs. Pass `since` to resume.',
      query: `subscription Track($id: ID!, $since: Int) {
  deliveryTracked(id: $id, since: $since) {
    seq
    kind
    status
    position { latitude longitude at }
    dropoffEta
    delivery {
      courier { name vehicle }
      vendor { name }
      vendorOrder { number items { title product { title } } }
    }
  }
}
`,
      variables: '{ "id": "dlv_…" }',
    },
    {
      title: 'Notifications, live',
      purpose: 'What the marketplace tells me, as it happens.',
      query: `query Notifications {
  notificationUnreadCount
  notifications(first: 20) { nodes { title body createdAt readAt } }
}

subscription NewNotifications {
  notificationReceived { seq notification { title body } }
}
`,
    },
    {
      title: 'Cancel an order',
      purpose: 'While every store still allows it; the money goes back through the provider.',
      query: `mutation CancelOrder($orderId: ID!) {
  orderCancel(input: { orderId: $orderId, reason: CHANGED_MIND }) {
    ... on OrderCancelSuccess { order { status payment { status } } }
    ... on UserError { code message }
  }
}
`,
      variables: '{ "orderId": "ord_…" }',
    },
  ],
};
