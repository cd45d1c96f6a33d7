import type { ExampleGroup } from '../example.ts';

export const SHOPPING: ExampleGroup = {
  title: 'Shopping',
  examples: [
    {
      title: 'Categories',
      purpose: 'The tree of categories with their numbers of products.',
      query: `query Categories {
  categories {
    id
    name
    productCount
  }
}
`,
    },
    {
      title: 'Product page',
      purpose: 'One request, four subgraphs: product and stock, store, shipping, reviews.',
      query: `query ProductPage($vendor: String!, $handle: String!) {
  product(vendorSlug: $vendor, handle: $handle) {
    id
    title
    description
    category { name }
    options { name values }
    variants {
      id
      title
      price { formatted }
      compareAtPrice { formatted }
      available
    }
    images { url altText }
    vendor {
      name
      slug
      shippingOptions { method zone price { formatted } minDays maxDays }
    }
    rating { count averageHundredths }
    reviews(first: 3) { nodes { rating title text } }
    related(first: 4) { title priceRange { min { formatted } } }
  }
}
`,
      variables: '{ "vendor": "hopscotch-toys", "handle": "magnetic-felt-memory-game-118" }',
    },
    {
      title: 'Stock, live',
      purpose: 'A subscription: snapshot first, then every change. Buy one in another tab.',
      query: `subscription LiveStock($variantId: ID!) {
  variantStockChanged(variantId: $variantId) {
    seq
    snapshot
    variant { title available }
  }
}
`,
      variables: '{ "variantId": "var_…" }',
    },
    {
      title: 'A cart for a guest',
      purpose: 'The token opens the cart; after sign-in `cartMerge` makes it the buyer’s.',
      query: `mutation NewCart {
  cartCreate {
    ... on CartCreateSuccess { token cart { id } }
    ... on UserError { message }
  }
}

mutation AddToCart($cartToken: String, $variantId: ID!) {
  cartLineAdd(input: { cartToken: $cartToken, variantId: $variantId, quantity: 1 }) {
    ... on CartLineAddSuccess {
      cart { itemCount subtotal { formatted } lines { title quantity unitPrice { formatted } notices { message } } }
    }
    ... on InsufficientStock { message lines { available } }
    ... on UserError { code message }
  }
}
`,
      variables: '{ "variantId": "var_…" }',
    },
    {
      title: 'Checkout',
      purpose: 'Shipping is quoted, then one idempotent operation makes the order. Needs a sign-in.',
      query: `mutation QuoteShipping($address: ShippingAddressInput!) {
  cartShippingQuote(input: { address: $address }) {
    ... on CartShippingQuoteSuccess {
      vendors { vendor { id name } options { quoteId label price { formatted } etaMinDays etaMaxDays } }
    }
    ... on UserError { code message }
  }
}

mutation Checkout($input: CheckoutInput!) {
  checkout(input: $input) {
    ... on CheckoutSuccess {
      order { id number total { formatted } }
      payment { status clientSecret publishableKey }
    }
    ... on InsufficientStock { message lines { variantId requested available } }
    ... on CartPriceChanged { message total { formatted } }
    ... on UserError { code message retryable }
  }
}
`,
      variables: `{
  "address": {
    "recipient": "Bea Buyer", "phone": "+12025550199", "line1": "1 Pine Street",
    "city": "Portland", "region": "OR", "postalCode": "97209", "country": "US"
  }
}`,
    },
  ],
};
