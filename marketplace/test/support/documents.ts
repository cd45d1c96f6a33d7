/** The product page: data of four subgraphs in one request. */
export const PRODUCT_PAGE = `query ProductPage($id: ID!) {
  product(id: $id) {
    id title description status
    category { name breadcrumbs { name slug } }
    images { url altText }
    priceRange { min { formatted } max { formatted } }
    variants { id title price { formatted } available availableForSale selectedOptions { name value } }
    vendor { id name slug logoUrl productCount rating { count averageHundredths } shippingOptions { method price { formatted } minDays maxDays } }
    rating { count averageHundredths distribution { stars count } }
    reviews(first: 3) { nodes { rating title text createdAt author { name } } pageInfo { hasNextPage endCursor } }
    related(first: 4) { id title priceRange { min { formatted } } rating { averageHundredths } }
  }
}`;

export const CART_PAGE = `query CartPage {
  cart {
    id itemCount readyForCheckout
    subtotal { amount formatted }
    vendors { vendor { id name } subtotal { amount } lines { id quantity title unitPrice { formatted } total { amount } product { id slug } variant { id available } notices { __typename message } } }
  }
}`;

export const ORDER_PAGE = `query OrderPage($id: ID!) {
  order(id: $id) {
    id number status total { amount }
    payment { status }
    deliveries { id status courier { name } }
    vendorOrders { id number status vendorName items { title quantity product { id title } } }
  }
}`;

/** The cards of a list of products; `$first` of them. */
const CARD = 'id slug title availableForSale priceRange { min { formatted } max { formatted } } images { url altText } rating { averageHundredths count } vendor { id name slug }';

export const PRODUCT_LIST = `query ProductList($first: Int!) { products(first: $first) { nodes { ${CARD} } pageInfo { hasNextPage endCursor } } }`;

export const SEARCH_PAGE = `query SearchPage($query: String!, $first: Int!) {
  search(input: { query: $query, first: $first }) {
    totalCount didYouMean
    facets { label values(first: 5) { label count } }
    vendors { id name }
    nodes { ${CARD} }
    pageInfo { hasNextPage endCursor }
  }
}`;
