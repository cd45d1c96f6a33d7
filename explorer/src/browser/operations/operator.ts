import type { ExampleGroup } from '../example.ts';

export const OPERATOR: ExampleGroup = {
  title: 'Running the marketplace',
  examples: [
    {
      title: 'Applications',
      purpose: 'Stores that wait for approval. Needs an operator.',
      query: `query Applications {
  vendorApplications(status: PENDING, first: 20) {
    nodes { id name businessType country createdAt availableActions }
  }
}

mutation Approve($id: ID!) {
  vendorApprove(input: { id: $id }) {
    ... on VendorApproveSuccess { vendor { name status } }
    ... on UserError { code message }
  }
}
`,
      variables: '{ "id": "ven_…" }',
    },
    {
      title: 'All orders',
      purpose: 'Every order with its payment. Needs an operator.',
      query: `query AllOrders {
  operatorOrders(first: 20) {
    nodes { number status buyer { name } total { formatted } payment { status captured { formatted } refunded { formatted } } }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    },
  ],
};
