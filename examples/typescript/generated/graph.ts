export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 currency code, such as `USD`. */
  CurrencyCode: { input: string; output: string; }
  /** A point in time, RFC 3339 in UTC, such as `2026-03-01T12:00:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** An integer amount of minor units (cents for USD, yen for JPY), as text: it may exceed what a client's number holds. */
  MinorUnits: { input: string; output: string; }
};

/** A postal address that belongs to a vendor. Visible to its team and to operators. */
export type Address = {
  readonly __typename?: 'Address';
  /** City. */
  readonly city: Scalars['String']['output'];
  /** ISO 3166-1 alpha-2. */
  readonly country: Scalars['String']['output'];
  /** Identifies the address. */
  readonly id: Scalars['ID']['output'];
  /** Street and number. */
  readonly line1: Scalars['String']['output'];
  /** Floor, building, directions; may be empty. */
  readonly line2: Scalars['String']['output'];
  /** E.164. */
  readonly phone: Scalars['String']['output'];
  /** Postal code; empty where a country has none. */
  readonly postalCode: Scalars['String']['output'];
  /** Who is to be asked for at the door. */
  readonly recipient: Scalars['String']['output'];
  /** State or province; empty where a country has none. */
  readonly region: Scalars['String']['output'];
};

/** A change among the viewer's orders. */
export type BuyerOrdersUpdate = {
  readonly __typename?: 'BuyerOrdersUpdate';
  /** Whether changes before this one are lost. */
  readonly gap: Scalars['Boolean']['output'];
  /** What changed, as it stands now; the 20 newest in a snapshot. */
  readonly orders: ReadonlyArray<Order>;
  /** Numbers the changes: pass the last one as `since` after a reconnect. */
  readonly seq: Scalars['Int']['output'];
  /** Whether this is the state at the beginning rather than a change. */
  readonly snapshot: Scalars['Boolean']['output'];
};

/** What somebody means to buy, from one or several vendors. */
export type Cart = {
  readonly __typename?: 'Cart';
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Identifies the cart. */
  readonly id: Scalars['ID']['output'];
  /** How many pieces. */
  readonly itemCount: Scalars['Int']['output'];
  /** What lies in it, in the order it was put in. */
  readonly lines: ReadonlyArray<CartLine>;
  /** Whether it can be checked out as it stands: it is not empty and no line has a notice. */
  readonly readyForCheckout: Scalars['Boolean']['output'];
  /** What can be bought of it, without shipping; null for an empty cart. */
  readonly subtotal: Maybe<Money>;
  /** When it changed last. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The same by vendor: each makes a part of the order. */
  readonly vendors: ReadonlyArray<CartVendor>;
};

/** The cart was changed, merged or ordered while this checkout was under way. Look at it again, then use a new key. */
export type CartChanged = UserError & {
  readonly __typename?: 'CartChanged';
  /** `CART_CHANGED`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** A line whose price has changed. */
export type CartChangedPrice = {
  readonly __typename?: 'CartChangedPrice';
  /** Which line. */
  readonly lineId: Scalars['ID']['output'];
  /** What one costs now. */
  readonly newPrice: Money;
  /** What one cost when the buyer looked last. */
  readonly oldPrice: Money;
  /** Which variant. */
  readonly variantId: Scalars['ID']['output'];
};

/** What became of `cartCreate`. */
export type CartCreateResult = CartCreateSuccess | VendorsMayNotBuy;

/** The cart is there. */
export type CartCreateSuccess = {
  readonly __typename?: 'CartCreateSuccess';
  /** The cart. */
  readonly cart: Cart;
  /** Opens a guest's cart: keep it, it is not shown again. Null for a viewer who is signed in. */
  readonly token: Maybe<Scalars['String']['output']>;
};

/** One payment has one currency, so a cart has. */
export type CartCurrencyConflict = UserError & {
  readonly __typename?: 'CartCurrencyConflict';
  /** What the cart's goods are sold in. */
  readonly cartCurrency: Scalars['CurrencyCode']['output'];
  /** `CART_CURRENCY_CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** Which currencies meet. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** What the other is sold in. */
  readonly variantCurrency: Scalars['CurrencyCode']['output'];
};

/** There is nothing in the cart that can be bought. */
export type CartEmpty = UserError & {
  readonly __typename?: 'CartEmpty';
  /** `CART_EMPTY`. */
  readonly code: Scalars['String']['output'];
  /** Put something in first. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** The cart cannot take another line. */
export type CartFull = UserError & {
  readonly __typename?: 'CartFull';
  /** `CART_FULL`. */
  readonly code: Scalars['String']['output'];
  /** How many lines it takes. */
  readonly maximum: Scalars['Int']['output'];
  /** How much it takes. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Something in a cart. */
export type CartLine = {
  readonly __typename?: 'CartLine';
  /** When we last heard that the product, its stock or its vendor changed; null once the buyer has accepted it. */
  readonly changedAt: Maybe<Scalars['DateTime']['output']>;
  /** Identifies the line. */
  readonly id: Scalars['ID']['output'];
  /** Address of its picture. */
  readonly imageUrl: Maybe<Scalars['String']['output']>;
  /** What has changed since, and must be dealt with before checkout. Updating or removing the line answers it. */
  readonly notices: ReadonlyArray<CartNotice>;
  /** Which product; null if it is gone. */
  readonly product: Maybe<Product>;
  /** How many. */
  readonly quantity: Scalars['Int']['output'];
  /** What one cost when the buyer looked last: see the notice `CartPriceNotice`. */
  readonly seenPrice: Money;
  /** The product's title when it was put in. */
  readonly title: Scalars['String']['output'];
  /** Quantity times price. */
  readonly total: Money;
  /** What one costs now. */
  readonly unitPrice: Money;
  /** Which variant; null if it is gone. */
  readonly variant: Maybe<ProductVariant>;
  /** The variant's title when it was put in; empty where there is but one. */
  readonly variantTitle: Scalars['String']['output'];
  /** Who sells it. */
  readonly vendor: Maybe<Vendor>;
};

/** What is put into a cart. */
export type CartLineAddInput = {
  /** Opens a guest's cart; without it the viewer's own is meant. */
  readonly cartToken?: InputMaybe<Scalars['String']['input']>;
  /** How many more; 1 at least. */
  readonly quantity?: Scalars['Int']['input'];
  /** Which variant. */
  readonly variantId: Scalars['ID']['input'];
};

/** What became of `cartLineAdd`. */
export type CartLineAddResult = CartCurrencyConflict | CartFull | CartLineAddSuccess | CatalogUnavailable | InsufficientStock | InvalidInput | NotFound | VariantUnavailable | VendorsMayNotBuy;

/** It is in the cart. */
export type CartLineAddSuccess = {
  readonly __typename?: 'CartLineAddSuccess';
  /** The cart as it is now. */
  readonly cart: Cart;
};

/** What is taken out of a cart. */
export type CartLineRemoveInput = {
  /** Opens a guest's cart; without it the viewer's own is meant. */
  readonly cartToken?: InputMaybe<Scalars['String']['input']>;
  /** Which line. */
  readonly lineId: Scalars['ID']['input'];
};

/** What became of `cartLineRemove`. */
export type CartLineRemoveResult = CartLineRemoveSuccess | NotFound;

/** The line is gone. */
export type CartLineRemoveSuccess = {
  readonly __typename?: 'CartLineRemoveSuccess';
  /** The cart as it is now. */
  readonly cart: Cart;
};

/** What changes in a cart. */
export type CartLineUpdateInput = {
  /** Opens a guest's cart; without it the viewer's own is meant. */
  readonly cartToken?: InputMaybe<Scalars['String']['input']>;
  /** Which line. */
  readonly lineId: Scalars['ID']['input'];
  /** How many there shall be; 1 at least. */
  readonly quantity: Scalars['Int']['input'];
};

/** What became of `cartLineUpdate`. */
export type CartLineUpdateResult = CartLineUpdateSuccess | CatalogUnavailable | InsufficientStock | InvalidInput | NotFound | VariantUnavailable | VendorsMayNotBuy;

/** The line is changed. */
export type CartLineUpdateSuccess = {
  readonly __typename?: 'CartLineUpdateSuccess';
  /** The cart as it is now. */
  readonly cart: Cart;
};

/** Something in the cart is not for sale any more. Remove it, then use a new key. */
export type CartLinesUnavailable = UserError & {
  readonly __typename?: 'CartLinesUnavailable';
  /** `CART_LINES_UNAVAILABLE`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** Which variants. */
  readonly variantIds: ReadonlyArray<Scalars['ID']['output']>;
};

/** Which guest's cart joins the viewer's own. */
export type CartMergeInput = {
  /** The token of the guest's cart. */
  readonly cartToken: Scalars['String']['input'];
};

/** What became of `cartMerge`. */
export type CartMergeResult = CartMergeSuccess | NotFound | VendorsMayNotBuy;

/** The carts are one. */
export type CartMergeSuccess = {
  readonly __typename?: 'CartMergeSuccess';
  /** The viewer's cart as it is now. */
  readonly cart: Cart;
  /** What it could not take, because it is sold in another currency or the cart is full. */
  readonly skipped: ReadonlyArray<CartSkippedLine>;
};

/** What has changed about a line since the buyer looked last. */
export type CartNotice = {
  /** What has happened, for people. */
  readonly message: Scalars['String']['output'];
};

/** The total is not the one the buyer has seen. Show the new one, then use a new key and pass it as `acceptedTotal`. */
export type CartPriceChanged = UserError & {
  readonly __typename?: 'CartPriceChanged';
  /** `CART_PRICE_CHANGED`. */
  readonly code: Scalars['String']['output'];
  /** Lines whose price is not what it was in the cart. */
  readonly lines: ReadonlyArray<CartChangedPrice>;
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** The carriage. */
  readonly shipping: Money;
  /** The goods, as they cost now. */
  readonly subtotal: Money;
  /** What would be paid now. */
  readonly total: Money;
};

/** It costs more or less than before. */
export type CartPriceNotice = CartNotice & {
  readonly __typename?: 'CartPriceNotice';
  /** What has happened, for people. */
  readonly message: Scalars['String']['output'];
  /** What one costs now. */
  readonly newPrice: Money;
  /** What one cost. */
  readonly oldPrice: Money;
};

/** A way of sending, good until it expires. */
export type CartShippingOption = {
  readonly __typename?: 'CartShippingOption';
  /** Days it takes at most. */
  readonly etaMaxDays: Scalars['Int']['output'];
  /** Days it takes at least. */
  readonly etaMinDays: Scalars['Int']['output'];
  /** Until when it can be chosen. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** For people. */
  readonly label: Scalars['String']['output'];
  /** Such as `STANDARD` or `LOCAL_DELIVERY`. */
  readonly method: Scalars['String']['output'];
  /** What it costs. */
  readonly price: Money;
  /** Names it at checkout. */
  readonly quoteId: Scalars['ID']['output'];
};

/** Where a cart is to be sent. */
export type CartShippingQuoteInput = {
  /** The address. */
  readonly address: ShippingAddressInput;
  /** Opens a guest's cart; without it the viewer's own is meant. */
  readonly cartToken?: InputMaybe<Scalars['String']['input']>;
};

/** What became of `cartShippingQuote`. */
export type CartShippingQuoteResult = CartEmpty | CartShippingQuoteSuccess | CatalogUnavailable | InvalidInput | NotFound | ShippingUnavailable | VendorsMayNotBuy;

/** What it costs to send the cart there. */
export type CartShippingQuoteSuccess = {
  readonly __typename?: 'CartShippingQuoteSuccess';
  /** The cart. */
  readonly cart: Cart;
  /** For each vendor its ways of sending; choose one of each at checkout. */
  readonly vendors: ReadonlyArray<CartVendorShipping>;
};

/** A line of a guest's cart that was left behind. */
export type CartSkippedLine = {
  readonly __typename?: 'CartSkippedLine';
  /** How many. */
  readonly quantity: Scalars['Int']['output'];
  /** The product's title. */
  readonly title: Scalars['String']['output'];
  /** Which variant; null if it is gone. */
  readonly variant: Maybe<ProductVariant>;
};

/** There are fewer than the line asks for. */
export type CartStockNotice = CartNotice & {
  readonly __typename?: 'CartStockNotice';
  /** How many are left; may be 0. */
  readonly available: Scalars['Int']['output'];
  /** What has happened, for people. */
  readonly message: Scalars['String']['output'];
};

/** It is not for sale at present. */
export type CartUnavailableNotice = CartNotice & {
  readonly __typename?: 'CartUnavailableNotice';
  /** What has happened, for people. */
  readonly message: Scalars['String']['output'];
};

/** Price and stock could not be checked at this moment; what is shown was seen before. */
export type CartUncheckedNotice = CartNotice & {
  readonly __typename?: 'CartUncheckedNotice';
  /** What has happened, for people. */
  readonly message: Scalars['String']['output'];
};

/** One vendor's goods in a cart. */
export type CartVendor = {
  readonly __typename?: 'CartVendor';
  /** What is meant to be bought there. */
  readonly lines: ReadonlyArray<CartLine>;
  /** What can be bought of it, without shipping. */
  readonly subtotal: Money;
  /** Who sells them. */
  readonly vendor: Maybe<Vendor>;
};

/** One vendor's ways of sending its goods. */
export type CartVendorShipping = {
  readonly __typename?: 'CartVendorShipping';
  /** Ways of sending, cheapest first; none where the vendor does not send there. */
  readonly options: ReadonlyArray<CartShippingOption>;
  /** Who sends. */
  readonly vendor: Maybe<Vendor>;
};

/** Prices and stock cannot be checked at the moment. */
export type CatalogUnavailable = UserError & {
  readonly __typename?: 'CatalogUnavailable';
  /** `CATALOG_UNAVAILABLE`. */
  readonly code: Scalars['String']['output'];
  /** Try again. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always true. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** A place in the tree of what is for sale. */
export type Category = {
  readonly __typename?: 'Category';
  /** From the top down to the category itself. */
  readonly breadcrumbs: ReadonlyArray<Category>;
  /** The categories right below it, in order. */
  readonly children: ReadonlyArray<Category>;
  /** How many categories are above it. */
  readonly depth: Scalars['Int']['output'];
  /** Raised by each edit: pass it as `expectedVersion`. */
  readonly editVersion: Scalars['Int']['output'];
  /** Name of its icon; empty where it has none. */
  readonly icon: Scalars['String']['output'];
  /** Its id, `cat_…`. */
  readonly id: Scalars['ID']['output'];
  /** What people call it. */
  readonly name: Scalars['String']['output'];
  /** The category above it; null at the top. */
  readonly parent: Maybe<Category>;
  /** Its place among its siblings. */
  readonly position: Scalars['Int']['output'];
  /** Public products in it and in all below it. */
  readonly productCount: Scalars['Int']['output'];
  /** Public products in it and in all below it. */
  readonly products: ProductConnection;
  /** Its name in links; unique. */
  readonly slug: Scalars['String']['output'];
};


/** A place in the tree of what is for sale. */
export type CategoryProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ProductSort>;
};

/** A new category. */
export type CategoryCreateInput = {
  /** Name of its icon. */
  readonly icon?: InputMaybe<Scalars['String']['input']>;
  /** What people call it. */
  readonly name: Scalars['String']['input'];
  /** The category above it; left out: at the top. */
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
  /** Its place among its siblings; left out: the last. */
  readonly position?: InputMaybe<Scalars['Int']['input']>;
  /** Its name in links; left out: made from the name. */
  readonly slug?: InputMaybe<Scalars['String']['input']>;
};

/** What comes of `categoryCreate`. */
export type CategoryCreateResult = CategoryCreateSuccess | CategorySlugTaken | InvalidInput | NotFound;

/** The category was created. */
export type CategoryCreateSuccess = {
  readonly __typename?: 'CategoryCreateSuccess';
  /** The new category. */
  readonly category: Category;
};

/** A category cannot be put below itself or what is below it. */
export type CategoryMoveCircular = UserError & {
  readonly __typename?: 'CategoryMoveCircular';
  /** `CATEGORY_MOVE_CIRCULAR`. */
  readonly code: Scalars['String']['output'];
  /** What was asked for. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the new parent. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Another place in the tree, with all that is below the category. */
export type CategoryMoveInput = {
  /** The category. */
  readonly id: Scalars['ID']['input'];
  /** The category it goes below; null: to the top. */
  readonly parentId?: InputMaybe<Scalars['ID']['input']>;
  /** Its place among its new siblings; left out: the last. */
  readonly position?: InputMaybe<Scalars['Int']['input']>;
};

/** What comes of `categoryMove`. */
export type CategoryMoveResult = CategoryMoveCircular | CategoryMoveSuccess | NotFound;

/** The category was moved. */
export type CategoryMoveSuccess = {
  readonly __typename?: 'CategoryMoveSuccess';
  /** The category as it is now. */
  readonly category: Category;
};

/** Another category has this slug. */
export type CategorySlugTaken = UserError & {
  readonly __typename?: 'CategorySlugTaken';
  /** `CATEGORY_SLUG_TAKEN`. */
  readonly code: Scalars['String']['output'];
  /** Which one. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the slug. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** A similar one that is free. */
  readonly suggestion: Scalars['String']['output'];
};

/** Changes of a category; what is left out stays as it is. */
export type CategoryUpdateInput = {
  /** The `editVersion` that the changes were made on. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** Name of its icon. */
  readonly icon?: InputMaybe<Scalars['String']['input']>;
  /** The category. */
  readonly id: Scalars['ID']['input'];
  /** What people call it. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Its place among its siblings. */
  readonly position?: InputMaybe<Scalars['Int']['input']>;
  /** Its name in links. */
  readonly slug?: InputMaybe<Scalars['String']['input']>;
};

/** What comes of `categoryUpdate`. */
export type CategoryUpdateResult = CategorySlugTaken | CategoryUpdateSuccess | CategoryVersionConflict | InvalidInput | NotFound;

/** The category was changed. */
export type CategoryUpdateSuccess = {
  readonly __typename?: 'CategoryUpdateSuccess';
  /** The category as it is now. */
  readonly category: Category;
};

/** The category was edited by somebody else in the meantime. */
export type CategoryVersionConflict = UserError & {
  readonly __typename?: 'CategoryVersionConflict';
  /** The category as it is now. */
  readonly category: Category;
  /** `CATEGORY_VERSION_CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** What happened. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the version. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** The viewer's e-mail address is not confirmed yet. */
export type CheckoutEmailNotVerified = UserError & {
  readonly __typename?: 'CheckoutEmailNotVerified';
  /** `CHECKOUT_EMAIL_NOT_VERIFIED`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Another call with this key is still at work. Send the same request again. */
export type CheckoutInProgress = UserError & {
  readonly __typename?: 'CheckoutInProgress';
  /** `CHECKOUT_IN_PROGRESS`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always true. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** What becomes an order. */
export type CheckoutInput = {
  /** The total that the buyer has agreed to, in minor units. Without it the prices last seen in the cart count. */
  readonly acceptedTotal?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** The viewer's own cart, or a guest's with its token. */
  readonly cartId: Scalars['ID']['input'];
  /** Opens a guest's cart. */
  readonly cartToken?: InputMaybe<Scalars['String']['input']>;
  /** A new one for each order, 1 to 255 characters. The same one with the same input answers the same; with another input it is a conflict. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Where it goes: the address that `cartShippingQuote` was asked for. */
  readonly shippingAddress: ShippingAddressInput;
  /** For each vendor in the cart one of its quotes. */
  readonly shippingChoices: ReadonlyArray<CheckoutShippingChoice>;
};

/** What became of `checkout`. */
export type CheckoutResult = CartChanged | CartCurrencyConflict | CartEmpty | CartLinesUnavailable | CartPriceChanged | CheckoutEmailNotVerified | CheckoutInProgress | CheckoutSuccess | CheckoutUnavailable | IdempotencyConflict | InsufficientStock | InvalidInput | NotFound | OrderAmountRefused | PaymentUnavailable | ShippingQuoteExpired | VendorsMayNotBuy;

/** How one vendor sends its part. */
export type CheckoutShippingChoice = {
  /** One of the quotes of `cartShippingQuote`. */
  readonly quoteId: Scalars['ID']['input'];
  /** Which vendor. */
  readonly vendorId: Scalars['ID']['input'];
};

/** The order is made and waits for its payment. */
export type CheckoutSuccess = {
  readonly __typename?: 'CheckoutSuccess';
  /** The order. */
  readonly order: Order;
  /** Its payment: confirm it at the provider with `clientSecret`. */
  readonly payment: Payment;
};

/** Stock or shipping cannot be asked about at the moment. Nothing is kept: send the same request again. */
export type CheckoutUnavailable = UserError & {
  readonly __typename?: 'CheckoutUnavailable';
  /** `CHECKOUT_UNAVAILABLE`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always true. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Who brings a parcel. */
export type Courier = {
  readonly __typename?: 'Courier';
  /** First name, as the carrier gives it. */
  readonly name: Scalars['String']['output'];
  /** A number that reaches the courier, masked by the carrier. */
  readonly phone: Scalars['String']['output'];
  /** Such as `bicycle` or `car`. */
  readonly vehicle: Scalars['String']['output'];
};

/** Address and password do not belong together. Which of them is wrong is not told. */
export type CredentialsInvalid = UserError & {
  readonly __typename?: 'CredentialsInvalid';
  /** `CREDENTIALS_INVALID`. */
  readonly code: Scalars['String']['output'];
  /** That they do not. */
  readonly message: Scalars['String']['output'];
  /** Path into the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** A stretch of whole days in UTC, today included. */
export type DashboardPeriod =
  /** Today and the six days before. */
  | 'LAST_7_DAYS'
  /** Today and the 29 days before. */
  | 'LAST_30_DAYS'
  /** Today and the 89 days before. */
  | 'LAST_90_DAYS'
  /** Since midnight. */
  | 'TODAY';

/** One parcel's way from a store to a buyer. Only that order's buyer, the store's team and operators see it. */
export type Delivery = {
  readonly __typename?: 'Delivery';
  /** Attempts at bringing it, oldest first. */
  readonly attempts: ReadonlyArray<DeliveryAttempt>;
  /** What the viewer may do next; empty for buyers. */
  readonly availableActions: ReadonlyArray<DeliveryAction>;
  /** Who carries it. */
  readonly carrier: DeliveryCarrier;
  /** Who brings it, once that is known. */
  readonly courier: Maybe<Courier>;
  /** When it was ordered. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Where it goes. */
  readonly destination: DeliveryAddress;
  /** When it will arrive. */
  readonly dropoffEta: Maybe<Scalars['DateTime']['output']>;
  /** Names the delivery. */
  readonly id: Scalars['ID']['output'];
  /** How it is sent. */
  readonly method: ShippingMethod;
  /** The order's number, as people call it. */
  readonly number: Scalars['String']['output'];
  /** The order. */
  readonly order: Maybe<Order>;
  /** When it will be picked up. */
  readonly pickupEta: Maybe<Scalars['DateTime']['output']>;
  /** Where the courier was last, while it is on its way. */
  readonly position: Maybe<GeoPosition>;
  /** Where it is. */
  readonly status: DeliveryStatus;
  /** What has happened so far, oldest first. */
  readonly timeline: ReadonlyArray<DeliveryStep>;
  /** The carrier's own page about it. */
  readonly trackingUrl: Maybe<Scalars['String']['output']>;
  /** When anything about it last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The store that sends it. */
  readonly vendor: Maybe<Vendor>;
  /** The part of the order that is sent. */
  readonly vendorOrder: Maybe<VendorOrder>;
};

/** What can be done with a delivery next. */
export type DeliveryAction =
  /** `deliveryCancel`. */
  | 'CANCEL'
  /** `deliveryManualUpdate` with DELIVERED. */
  | 'MARK_DELIVERED'
  /** `deliveryManualUpdate` with FAILED. */
  | 'MARK_FAILED'
  /** `deliveryManualUpdate` with IN_TRANSIT. */
  | 'MARK_IN_TRANSIT'
  /** `deliveryRetry`. */
  | 'RETRY';

/** Where a parcel goes. */
export type DeliveryAddress = {
  readonly __typename?: 'DeliveryAddress';
  /** City. */
  readonly city: Scalars['String']['output'];
  /** ISO 3166-1 alpha-2. */
  readonly country: Scalars['String']['output'];
  /** Street and number. */
  readonly line1: Scalars['String']['output'];
  /** Floor, building; may be empty. */
  readonly line2: Scalars['String']['output'];
  /** Postal code; may be empty. */
  readonly postalCode: Scalars['String']['output'];
  /** Who receives it. */
  readonly recipient: Scalars['String']['output'];
  /** State or province; may be empty. */
  readonly region: Scalars['String']['output'];
};

/** One attempt at bringing a parcel. */
export type DeliveryAttempt = {
  readonly __typename?: 'DeliveryAttempt';
  /** When it ended; null while it lasts. */
  readonly endedAt: Maybe<Scalars['DateTime']['output']>;
  /** Counts from 1. */
  readonly number: Scalars['Int']['output'];
  /** How it ended; null while it lasts. */
  readonly outcome: Maybe<DeliveryStatus>;
  /** Why, where it did not succeed; else empty. */
  readonly reason: Scalars['String']['output'];
  /** When it began. */
  readonly startedAt: Scalars['DateTime']['output'];
};

/** A delivery to be given up. */
export type DeliveryCancelInput = {
  /** The delivery. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the timeline; 500 characters at most. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of `deliveryCancel`. */
export type DeliveryCancelResult = DeliveryCancelSuccess | DeliveryStatusConflict | NotFound;

/** The delivery, which the carrier has been asked to give up. */
export type DeliveryCancelSuccess = {
  readonly __typename?: 'DeliveryCancelSuccess';
  /** CANCELLED as soon as the carrier has agreed. */
  readonly delivery: Delivery;
};

/** Who carries a parcel. */
export type DeliveryCarrier =
  /** The store or a post of its choice; the store's team reports. */
  | 'MANUAL'
  /** A courier of Uber Direct, who reports by itself. */
  | 'UBER';

/** A page of deliveries. */
export type DeliveryConnection = {
  readonly __typename?: 'DeliveryConnection';
  /** With the cursor of each. */
  readonly edges: ReadonlyArray<DeliveryEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Delivery>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A delivery in a list. */
export type DeliveryEdge = {
  readonly __typename?: 'DeliveryEdge';
  /** Where it stands in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The delivery. */
  readonly node: Delivery;
};

/** Deliveries that ended. */
export type DeliveryFigures = {
  readonly __typename?: 'DeliveryFigures';
  /** Handed over to the buyer. */
  readonly delivered: Scalars['Int']['output'];
  /** Failed, cancelled or returned. */
  readonly failed: Scalars['Int']['output'];
};

/** What the store's team reports of a parcel that no carrier reports of. */
export type DeliveryManualUpdateInput = {
  /** The delivery; its carrier is MANUAL. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the timeline; 500 characters at most. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** IN_TRANSIT, DELIVERED or FAILED. */
  readonly status: DeliveryStatus;
  /** The page where the buyer can follow it. */
  readonly trackingUrl?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of `deliveryManualUpdate`. */
export type DeliveryManualUpdateResult = DeliveryManualUpdateSuccess | DeliveryStatusConflict | InvalidInput | NotFound;

/** The delivery with its new status. */
export type DeliveryManualUpdateSuccess = {
  readonly __typename?: 'DeliveryManualUpdateSuccess';
  /** The delivery. */
  readonly delivery: Delivery;
};

/** A failed delivery to be tried again. */
export type DeliveryRetryInput = {
  /** The delivery. */
  readonly id: Scalars['ID']['input'];
};

/** The outcome of `deliveryRetry`. */
export type DeliveryRetryResult = DeliveryRetrySuccess | DeliveryStatusConflict | NotFound;

/** The delivery, which is being ordered again. */
export type DeliveryRetrySuccess = {
  readonly __typename?: 'DeliveryRetrySuccess';
  /** PENDING again. */
  readonly delivery: Delivery;
};

/** Where a parcel is. */
export type DeliveryStatus =
  /** A courier is on the way to the store. */
  | 'ASSIGNED'
  /** Given up before it was handed over. */
  | 'CANCELLED'
  /** Handed over. */
  | 'DELIVERED'
  /** This attempt failed; another may follow. */
  | 'FAILED'
  /** On the way to the buyer. */
  | 'IN_TRANSIT'
  /** Ordered; nobody carries it yet. */
  | 'PENDING'
  /** The courier has it. */
  | 'PICKED_UP'
  /** Brought back to the store. */
  | 'RETURNED';

/** The delivery cannot go from where it is to where it should. */
export type DeliveryStatusConflict = UserError & {
  readonly __typename?: 'DeliveryStatusConflict';
  /** `DELIVERY_STATUS_CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** What stands in the way. */
  readonly message: Scalars['String']['output'];
  /** Path into the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false: reload the delivery and see its `availableActions`. */
  readonly retryable: Scalars['Boolean']['output'];
  /** Where it is. */
  readonly status: DeliveryStatus;
};

/** One thing that happened to a parcel. */
export type DeliveryStep = {
  readonly __typename?: 'DeliveryStep';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Why, where there is something to say; else empty. */
  readonly reason: Scalars['String']['output'];
  /** What it became. */
  readonly status: DeliveryStatus;
};

/** What is new about a delivery. */
export type DeliveryUpdate = {
  readonly __typename?: 'DeliveryUpdate';
  /** The delivery as it stands now. */
  readonly delivery: Delivery;
  /** When it will arrive, as known with this event. */
  readonly dropoffEta: Maybe<Scalars['DateTime']['output']>;
  /** True where events were missed that are no longer kept: what is shown is the present state. */
  readonly gap: Scalars['Boolean']['output'];
  /** Why it came. */
  readonly kind: DeliveryUpdateKind;
  /** Where the courier was with this event. */
  readonly position: Maybe<GeoPosition>;
  /** Number of this event: pass the last one seen as `since` to resume behind it. */
  readonly seq: Scalars['Int']['output'];
  /** True for the present state at the begin of a subscription, false for a change. */
  readonly snapshot: Scalars['Boolean']['output'];
  /** The status with this event. */
  readonly status: DeliveryStatus;
};

/** Why a delivery event came. */
export type DeliveryUpdateKind =
  /** The courier moved. */
  | 'POSITION'
  /** The present state, at the begin of a subscription. */
  | 'SNAPSHOT'
  /** The status changed. */
  | 'STATUS';

/** There is nothing to verify. */
export type EmailAlreadyVerified = UserError & {
  readonly __typename?: 'EmailAlreadyVerified';
  /** `EMAIL_ALREADY_VERIFIED`. */
  readonly code: Scalars['String']['output'];
  /** That it is so. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** The code is wrong, used up or too old. After five wrong ones a new code is needed. */
export type EmailCodeInvalid = UserError & {
  readonly __typename?: 'EmailCodeInvalid';
  /** `EMAIL_CODE_INVALID`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the code. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Outcome of `emailVerificationSend`. */
export type EmailVerificationSendResult = EmailAlreadyVerified | EmailVerificationSendSuccess | TooManyAttempts;

/** A code is on its way. */
export type EmailVerificationSendSuccess = {
  readonly __typename?: 'EmailVerificationSendSuccess';
  /** When the code ceases to work. */
  readonly expiresAt: Scalars['DateTime']['output'];
};

/** The code of a verification mail. */
export type EmailVerifyInput = {
  /** Six digits. */
  readonly code: Scalars['String']['input'];
};

/** Outcome of `emailVerify`. */
export type EmailVerifyResult = EmailAlreadyVerified | EmailCodeInvalid | EmailVerifySuccess;

/** The address is verified. */
export type EmailVerifySuccess = {
  readonly __typename?: 'EmailVerifySuccess';
  /** The viewer, verified. */
  readonly user: User;
};

/** A batch of what one visitor did. */
export type EventsTrackInput = {
  /** Whether the visitor agreed to being counted. Without it nothing is kept. */
  readonly consent: Scalars['Boolean']['input'];
  /** What happened, 100 events at most. */
  readonly events: ReadonlyArray<TrackedEventInput>;
  /** A random key for this visit, made up by the client, 64 characters at most. Never an address or a device id. */
  readonly visitKey: Scalars['String']['input'];
};

/** The outcome of `eventsTrack`. */
export type EventsTrackResult = EventsTrackSuccess | InvalidInput;

/** What became of a batch. */
export type EventsTrackSuccess = {
  readonly __typename?: 'EventsTrackSuccess';
  /** Events that were kept; repeated ones and those without consent are not among them. */
  readonly accepted: Scalars['Int']['output'];
};

/** A point on the earth at a moment. */
export type GeoPosition = {
  readonly __typename?: 'GeoPosition';
  /** When it was there. */
  readonly at: Scalars['DateTime']['output'];
  /** Degrees north, WGS 84. */
  readonly latitude: Scalars['Float']['output'];
  /** Degrees east, WGS 84. */
  readonly longitude: Scalars['Float']['output'];
};

/** The idempotency key was used before with another input. */
export type IdempotencyConflict = UserError & {
  readonly __typename?: 'IdempotencyConflict';
  /** `IDEMPOTENCY_CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** Use a new key for a new request. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the key. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** There is less than was asked for. */
export type InsufficientStock = UserError & {
  readonly __typename?: 'InsufficientStock';
  /** `INSUFFICIENT_STOCK`. */
  readonly code: Scalars['String']['output'];
  /** Each variant of which there is too little. */
  readonly lines: ReadonlyArray<InsufficientStockLine>;
  /** What is missing. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false: ask for less, with a new key where there is one. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** A variant of which there is too little. */
export type InsufficientStockLine = {
  readonly __typename?: 'InsufficientStockLine';
  /** How many there are. */
  readonly available: Scalars['Int']['output'];
  /** How many were asked for. */
  readonly requested: Scalars['Int']['output'];
  /** Which. */
  readonly variantId: Scalars['ID']['output'];
};

/** The input breaks a rule that its types cannot express. */
export type InvalidInput = UserError & {
  readonly __typename?: 'InvalidInput';
  /** `INVALID_INPUT`. */
  readonly code: Scalars['String']['output'];
  /** What is wrong with it. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the value. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Which variants of an inventory to list; what is left out does not matter. */
export type InventoryFilter = {
  /** In one of these states: LOW and OUT are what needs attention. */
  readonly states?: InputMaybe<ReadonlyArray<StockState>>;
  /** With these letters in the product's title or the variant's SKU. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** A product keeps at least one variant: delete the product instead. */
export type LastVariant = UserError & {
  readonly __typename?: 'LastVariant';
  /** `LAST_VARIANT`. */
  readonly code: Scalars['String']['output'];
  /** What to do instead. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the variant. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Something that was booked. Its postings add up to zero; this shows the vendor's side of it. */
export type LedgerEntry = {
  readonly __typename?: 'LedgerEntry';
  /** By how much what the vendor can have changed. */
  readonly available: Money;
  /** By how much the marketplace's commission changed. */
  readonly commission: Money;
  /** Identifies the entry. */
  readonly id: Scalars['ID']['output'];
  /** What it books. */
  readonly kind: LedgerEntryKind;
  /** When it was booked. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** By how much what the vendor waits for changed. */
  readonly pending: Money;
  /** The vendor order it is about. */
  readonly vendorOrder: Maybe<VendorOrder>;
};

/** A page of ledger entries. */
export type LedgerEntryConnection = {
  readonly __typename?: 'LedgerEntryConnection';
  /** Entries with their cursors. */
  readonly edges: ReadonlyArray<LedgerEntryEdge>;
  /** The entries alone. */
  readonly nodes: ReadonlyArray<LedgerEntry>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A ledger entry in a list. */
export type LedgerEntryEdge = {
  readonly __typename?: 'LedgerEntryEdge';
  /** Continues the list behind this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: LedgerEntry;
};

/** What a ledger entry books. */
export type LedgerEntryKind =
  /** The buyer's money came. */
  | 'CAPTURE'
  /** The buyer's money came for an order that had been given up. */
  | 'LATE_CAPTURE'
  /** Money that had come too late went back. */
  | 'LATE_REFUND'
  /** A refund of money that had come too late failed after all. */
  | 'LATE_REFUND_FAILED'
  /** What the payment provider keeps. */
  | 'PROVIDER_FEE'
  /** Money went back to the buyer. */
  | 'REFUND'
  /** A refund failed after all and was taken back. */
  | 'REFUND_FAILED'
  /** A vendor order was delivered: the vendor's share became available. */
  | 'RELEASE';

/** An amount of money, exact to the minor unit. */
export type Money = {
  readonly __typename?: 'Money';
  /** The amount in minor units. */
  readonly amount: Scalars['MinorUnits']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The amount with its decimal point, such as `12.34`, for display without arithmetic. */
  readonly decimal: Scalars['String']['output'];
  /** The amount as people of the locale write it; the viewer's locale where none is given. */
  readonly formatted: Scalars['String']['output'];
};


/** An amount of money, exact to the minor unit. */
export type MoneyFormattedArgs = {
  locale?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Makes a cart. A guest gets a token, which is shown this once and opens the cart; a viewer who is signed in gets the one cart they have. */
  readonly cartCreate: CartCreateResult;
  /** Puts something in, on top of what is there of it. */
  readonly cartLineAdd: CartLineAddResult;
  /** Takes a line out. */
  readonly cartLineRemove: CartLineRemoveResult;
  /** Sets how many, and accepts the line's price as it is now. */
  readonly cartLineUpdate: CartLineUpdateResult;
  /** After login: what lies in a guest's cart joins the viewer's own. May be repeated. */
  readonly cartMerge: Maybe<CartMergeResult>;
  /** Asks what it costs to send the cart somewhere. The answers are good until they expire or the cart changes. */
  readonly cartShippingQuote: CartShippingQuoteResult;
  /** Adds a category. */
  readonly categoryCreate: CategoryCreateResult;
  /** Moves a category with all that is below it. */
  readonly categoryMove: CategoryMoveResult;
  /** Changes a category's name, slug, icon or place among its siblings. */
  readonly categoryUpdate: CategoryUpdateResult;
  /**
   * Makes an order of a cart: reserves its stock, takes the prices as they are now, and asks the payment provider for a payment, which
   * the client then confirms there with `payment.clientSecret`. The order is placed when the provider reports the money, not before.
   * One key makes one order, however often and however much at once it is sent. Needs a verified e-mail address.
   * Every failure leaves the cart as it was.
   */
  readonly checkout: Maybe<CheckoutResult>;
  /** Gives a parcel up before it is handed over. */
  readonly deliveryCancel: Maybe<DeliveryCancelResult>;
  /** Reports of a parcel by hand, where no carrier does. */
  readonly deliveryManualUpdate: Maybe<DeliveryManualUpdateResult>;
  /** Sends a parcel again whose delivery failed. */
  readonly deliveryRetry: Maybe<DeliveryRetryResult>;
  /** Mails a new verification code to the viewer's address. It replaces the one before. */
  readonly emailVerificationSend: Maybe<EmailVerificationSendResult>;
  /**
   * Verifies the viewer's address by the code that was mailed there. Needs both the session and the mailbox: somebody who
   * registered with another person's address cannot be confirmed by that person's click.
   */
  readonly emailVerify: Maybe<EmailVerifyResult>;
  /** Tells what a visitor did, in batches, for the figures of stores and products. */
  readonly eventsTrack: EventsTrackResult;
  /** Removes a notification from the viewer's list. */
  readonly notificationDelete: NotificationDeleteResult;
  /** Marks every notification of a list as read. */
  readonly notificationMarkAllRead: NotificationMarkAllReadResult;
  /** Marks one notification as read. */
  readonly notificationMarkRead: NotificationMarkReadResult;
  /** A vendor takes a PENDING order on. */
  readonly orderAccept: Maybe<OrderAcceptResult>;
  /** Cancels a whole order, while each of its parts may still be cancelled. An order that is not paid yet is given up, and its lines return to the cart. */
  readonly orderCancel: Maybe<OrderCancelResult>;
  /** A vendor has packed a PROCESSING order: its delivery begins. */
  readonly orderReady: Maybe<OrderReadyResult>;
  /** A vendor turns a PENDING order down. The buyer gets all of its money back. */
  readonly orderReject: Maybe<OrderRejectResult>;
  /** Changes the viewer's password. All other sessions end. */
  readonly passwordChange: Maybe<PasswordChangeResult>;
  /**
   * Sets a new password by the token that was mailed. The token works once, ends every session of the account, and proves
   * the address.
   */
  readonly passwordReset: PasswordResetResult;
  /** Mails a link by which the password can be set anew. The answer is the same whether the address has an account or not. */
  readonly passwordResetRequest: PasswordResetRequestResult;
  /**
   * Pays an order that still waits for it: after a decline, or when the buyer comes back. Answers what the client confirms
   * the payment with at the provider; the order is given up no sooner than a while after this.
   */
  readonly paymentRetry: Maybe<PaymentRetryResult>;
  /** Creates a product as a DRAFT, with its variants. */
  readonly productCreate: ProductCreateResult;
  /** Deletes a product. Its handle and slug are free again. */
  readonly productDelete: ProductDeleteResult;
  /** Ends an import after the batch under way. */
  readonly productImportCancel: ProductImportCancelResult;
  /** Orders the import of a file in the widely used layout of product exports. */
  readonly productImportStart: ProductImportStartResult;
  /** Opens the door for a file that is too large for a request. */
  readonly productImportUploadCreate: ProductImportUploadCreateResult;
  /** Puts a product on sale, takes it off, or ends it for good. */
  readonly productStatusSet: ProductStatusSetResult;
  /** Changes what a product says of itself; variants have mutations of their own. */
  readonly productUpdate: ProductUpdateResult;
  /** Changes the viewer's profile. What is left out stays; null clears what may be empty. */
  readonly profileUpdate: Maybe<ProfileUpdateResult>;
  /** Answers a review for the store, or replaces its answer. */
  readonly reviewAnswer: ReviewAnswerResult;
  /** Publishes a review of a product that was delivered to the viewer, once for each product. */
  readonly reviewCreate: ReviewCreateResult;
  /** Takes back a review of the viewer's own. */
  readonly reviewDelete: ReviewDeleteResult;
  /** Changes a review of the viewer's own. */
  readonly reviewUpdate: ReviewUpdateResult;
  /**
   * Signs in. Attempts are counted by account and by network. An account whose address is not verified may sign in: it
   * can shop, but not take a seat in a team, and no vendor of it is approved.
   */
  readonly sessionCreate: SessionCreateResult;
  /** Signs out one session: this one or another of the viewer's. */
  readonly sessionEnd: Maybe<SessionEndResult>;
  /** Signs out everywhere, here too. */
  readonly sessionEndAll: Maybe<SessionEndAllResult>;
  /** Signs out everywhere but here. */
  readonly sessionEndOthers: Maybe<SessionEndOthersResult>;
  /**
   * Exchanges a refresh token for a new pair. A refresh token works once; when it comes a second time its session ends,
   * since somebody has a copy of it.
   */
  readonly sessionRefresh: SessionRefreshResult;
  /** Sets what a store asks for a way of shipping. With its first rate in a currency the marketplace's no longer apply to it. */
  readonly shippingRateSet: Maybe<ShippingRateSetResult>;
  /** Corrects what is in stock, after a count, a loss or a find. */
  readonly stockAdjust: StockAdjustResult;
  /** Takes goods into stock. */
  readonly stockReceive: StockReceiveResult;
  /**
   * Opens an account. The answer is the same whether the address is new or already has an account: a new one is sent its
   * verification code, the owner of an existing one is told of the attempt. Nobody is signed in by it: `sessionCreate` is next.
   */
  readonly userRegister: UserRegisterResult;
  /** Adds a variant to a product. */
  readonly variantCreate: VariantCreateResult;
  /** Deletes a variant. */
  readonly variantDelete: VariantDeleteResult;
  /** Changes a variant. */
  readonly variantUpdate: VariantUpdateResult;
  /** Admits a vendor: its team's rights begin and it becomes public. */
  readonly vendorApprove: Maybe<VendorApproveResult>;
  /** Closes a vendor for good. For its owners and for operators. */
  readonly vendorClose: Maybe<VendorCloseResult>;
  /** Takes the seat that an invitation offers. The viewer's e-mail address must be the one that was invited; it is verified by this. */
  readonly vendorInvitationAccept: Maybe<VendorInvitationAcceptResult>;
  /** Withdraws an invitation. */
  readonly vendorInvitationRevoke: Maybe<VendorInvitationRevokeResult>;
  /** Invites somebody into a vendor's team by e-mail. A second invitation to the same address replaces the first. */
  readonly vendorMemberInvite: Maybe<VendorMemberInviteResult>;
  /** Removes somebody from a team; everybody may leave by themselves, but for the last owner. */
  readonly vendorMemberRemove: Maybe<VendorMemberRemoveResult>;
  /** Changes a seat: its role, or whether it is active. */
  readonly vendorMemberUpdate: Maybe<VendorMemberUpdateResult>;
  /** Cancels one vendor's part: by its buyer, its vendor or an operator. What was paid for it goes back. */
  readonly vendorOrderCancel: Maybe<VendorOrderCancelResult>;
  /** Gives some of the money of a vendor order back, without cancelling it: by its vendor or an operator. */
  readonly vendorOrderRefund: Maybe<VendorOrderRefundResult>;
  /** Lets a suspended vendor go on. */
  readonly vendorReactivate: Maybe<VendorReactivateResult>;
  /**
   * Applies for a store: of the viewer, or, for a guest who gives `account`, together with a new account. With a new account
   * the answer does not tell whether the address was known: sign in and look at `viewer.memberships`.
   */
  readonly vendorRegister: VendorRegisterResult;
  /** Turns an application down. */
  readonly vendorReject: Maybe<VendorRejectResult>;
  /** Asks for another decision after a rejection. For owners. */
  readonly vendorResubmit: Maybe<VendorResubmitResult>;
  /** Makes a role of the vendor's own. */
  readonly vendorRoleCreate: Maybe<VendorRoleCreateResult>;
  /** Removes a role of the vendor's own that nobody holds. */
  readonly vendorRoleDelete: Maybe<VendorRoleDeleteResult>;
  /** Changes a role of the vendor's own, for everybody who holds it. */
  readonly vendorRoleUpdate: Maybe<VendorRoleUpdateResult>;
  /** Stops a vendor: its team's rights end at once. */
  readonly vendorSuspend: Maybe<VendorSuspendResult>;
  /** Changes what the store says of itself. What is left out stays. */
  readonly vendorUpdate: Maybe<VendorUpdateResult>;
};


export type MutationCartLineAddArgs = {
  input: CartLineAddInput;
};


export type MutationCartLineRemoveArgs = {
  input: CartLineRemoveInput;
};


export type MutationCartLineUpdateArgs = {
  input: CartLineUpdateInput;
};


export type MutationCartMergeArgs = {
  input: CartMergeInput;
};


export type MutationCartShippingQuoteArgs = {
  input: CartShippingQuoteInput;
};


export type MutationCategoryCreateArgs = {
  input: CategoryCreateInput;
};


export type MutationCategoryMoveArgs = {
  input: CategoryMoveInput;
};


export type MutationCategoryUpdateArgs = {
  input: CategoryUpdateInput;
};


export type MutationCheckoutArgs = {
  input: CheckoutInput;
};


export type MutationDeliveryCancelArgs = {
  input: DeliveryCancelInput;
};


export type MutationDeliveryManualUpdateArgs = {
  input: DeliveryManualUpdateInput;
};


export type MutationDeliveryRetryArgs = {
  input: DeliveryRetryInput;
};


export type MutationEmailVerifyArgs = {
  input: EmailVerifyInput;
};


export type MutationEventsTrackArgs = {
  input: EventsTrackInput;
};


export type MutationNotificationDeleteArgs = {
  input: NotificationDeleteInput;
};


export type MutationNotificationMarkAllReadArgs = {
  input: NotificationMarkAllReadInput;
};


export type MutationNotificationMarkReadArgs = {
  input: NotificationMarkReadInput;
};


export type MutationOrderAcceptArgs = {
  input: OrderAcceptInput;
};


export type MutationOrderCancelArgs = {
  input: OrderCancelInput;
};


export type MutationOrderReadyArgs = {
  input: OrderReadyInput;
};


export type MutationOrderRejectArgs = {
  input: OrderRejectInput;
};


export type MutationPasswordChangeArgs = {
  input: PasswordChangeInput;
};


export type MutationPasswordResetArgs = {
  input: PasswordResetInput;
};


export type MutationPasswordResetRequestArgs = {
  input: PasswordResetRequestInput;
};


export type MutationPaymentRetryArgs = {
  input: PaymentRetryInput;
};


export type MutationProductCreateArgs = {
  input: ProductCreateInput;
};


export type MutationProductDeleteArgs = {
  input: ProductDeleteInput;
};


export type MutationProductImportCancelArgs = {
  input: ProductImportCancelInput;
};


export type MutationProductImportStartArgs = {
  input: ProductImportStartInput;
};


export type MutationProductImportUploadCreateArgs = {
  input: ProductImportUploadCreateInput;
};


export type MutationProductStatusSetArgs = {
  input: ProductStatusSetInput;
};


export type MutationProductUpdateArgs = {
  input: ProductUpdateInput;
};


export type MutationProfileUpdateArgs = {
  input: ProfileUpdateInput;
};


export type MutationReviewAnswerArgs = {
  input: ReviewAnswerInput;
};


export type MutationReviewCreateArgs = {
  input: ReviewCreateInput;
};


export type MutationReviewDeleteArgs = {
  input: ReviewDeleteInput;
};


export type MutationReviewUpdateArgs = {
  input: ReviewUpdateInput;
};


export type MutationSessionCreateArgs = {
  input: SessionCreateInput;
};


export type MutationSessionEndArgs = {
  input: SessionEndInput;
};


export type MutationSessionRefreshArgs = {
  input: SessionRefreshInput;
};


export type MutationShippingRateSetArgs = {
  input: ShippingRateSetInput;
};


export type MutationStockAdjustArgs = {
  input: StockAdjustInput;
};


export type MutationStockReceiveArgs = {
  input: StockReceiveInput;
};


export type MutationUserRegisterArgs = {
  input: UserRegisterInput;
};


export type MutationVariantCreateArgs = {
  input: VariantCreateInput;
};


export type MutationVariantDeleteArgs = {
  input: VariantDeleteInput;
};


export type MutationVariantUpdateArgs = {
  input: VariantUpdateInput;
};


export type MutationVendorApproveArgs = {
  input: VendorApproveInput;
};


export type MutationVendorCloseArgs = {
  input: VendorCloseInput;
};


export type MutationVendorInvitationAcceptArgs = {
  input: VendorInvitationAcceptInput;
};


export type MutationVendorInvitationRevokeArgs = {
  input: VendorInvitationRevokeInput;
};


export type MutationVendorMemberInviteArgs = {
  input: VendorMemberInviteInput;
};


export type MutationVendorMemberRemoveArgs = {
  input: VendorMemberRemoveInput;
};


export type MutationVendorMemberUpdateArgs = {
  input: VendorMemberUpdateInput;
};


export type MutationVendorOrderCancelArgs = {
  input: VendorOrderCancelInput;
};


export type MutationVendorOrderRefundArgs = {
  input: VendorOrderRefundInput;
};


export type MutationVendorReactivateArgs = {
  input: VendorReactivateInput;
};


export type MutationVendorRegisterArgs = {
  input: VendorRegisterInput;
};


export type MutationVendorRejectArgs = {
  input: VendorRejectInput;
};


export type MutationVendorResubmitArgs = {
  input: VendorResubmitInput;
};


export type MutationVendorRoleCreateArgs = {
  input: VendorRoleCreateInput;
};


export type MutationVendorRoleDeleteArgs = {
  input: VendorRoleDeleteInput;
};


export type MutationVendorRoleUpdateArgs = {
  input: VendorRoleUpdateInput;
};


export type MutationVendorSuspendArgs = {
  input: VendorSuspendInput;
};


export type MutationVendorUpdateArgs = {
  input: VendorUpdateInput;
};

/** The viewer sees the object but may not do this to it. */
export type NotAllowed = UserError & {
  readonly __typename?: 'NotAllowed';
  /** `NOT_ALLOWED`. */
  readonly code: Scalars['String']['output'];
  /** What is not allowed, and why. */
  readonly message: Scalars['String']['output'];
  /** Path into the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** The object does not exist, or not for this viewer. */
export type NotFound = UserError & {
  readonly __typename?: 'NotFound';
  /** `NOT_FOUND`. */
  readonly code: Scalars['String']['output'];
  /** What was not found. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the id. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Something the viewer was told, in person or as a member of a vendor's team. */
export type Notification = {
  readonly __typename?: 'Notification';
  /** A sentence or two. */
  readonly body: Scalars['String']['output'];
  /** When it came. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The parcel it is about. */
  readonly delivery: Maybe<Delivery>;
  /** Its id, `ntf_…`. */
  readonly id: Scalars['ID']['output'];
  /** What it tells of; for icons and sounds. */
  readonly kind: NotificationKind;
  /** The order it is about. */
  readonly order: Maybe<Order>;
  /** The product it is about. */
  readonly product: Maybe<Product>;
  /** When the viewer read it; null for unread ones. Members of a team have a mark each. */
  readonly readAt: Maybe<Scalars['DateTime']['output']>;
  /** The review it is about; null once that was taken back. */
  readonly review: Maybe<Review>;
  /** One line, with amounts as people of the viewer's locale write them. */
  readonly title: Scalars['String']['output'];
  /** The store it is about. */
  readonly vendor: Maybe<Vendor>;
  /** The part of an order it is about. */
  readonly vendorOrder: Maybe<VendorOrder>;
};

/** What happened to a list of notifications. */
export type NotificationChange =
  /** One was removed on another device. */
  | 'DELETED'
  /** One was read on another device, or all were. */
  | 'READ'
  /** One was added. */
  | 'RECEIVED'
  /** Nothing: the list as it is, at the begin of a subscription. */
  | 'SNAPSHOT';

/** A page of notifications. */
export type NotificationConnection = {
  readonly __typename?: 'NotificationConnection';
  /** With the cursor of each. */
  readonly edges: ReadonlyArray<NotificationEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Notification>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A notification the viewer no longer wants to see. */
export type NotificationDeleteInput = {
  /** The notification. */
  readonly id: Scalars['ID']['input'];
};

/** The outcome of `notificationDelete`. */
export type NotificationDeleteResult = NotFound | NotificationDeleteSuccess;

/** The notification is gone from the viewer's list; a team's stays for its other members. */
export type NotificationDeleteSuccess = {
  readonly __typename?: 'NotificationDeleteSuccess';
  /** What its id was. */
  readonly notificationId: Scalars['ID']['output'];
};

/** A notification in a list. */
export type NotificationEdge = {
  readonly __typename?: 'NotificationEdge';
  /** Where it stands in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The notification. */
  readonly node: Notification;
};

/** What a notification tells of. */
export type NotificationKind =
  /** To the buyer: a courier comes for the parcel. */
  | 'DELIVERY_ASSIGNED'
  /** To the buyer: the parcel is not sent. */
  | 'DELIVERY_CANCELLED'
  /** To the buyer: a parcel was ordered at a carrier. */
  | 'DELIVERY_CREATED'
  /** To the buyer: the parcel was handed over. */
  | 'DELIVERY_DELIVERED'
  /** To the buyer: the parcel could not be handed over. */
  | 'DELIVERY_FAILED'
  /** To the buyer: the parcel is on its way. */
  | 'DELIVERY_IN_TRANSIT'
  /** To the buyer: the courier has the parcel. */
  | 'DELIVERY_PICKED_UP'
  /** To the buyer: another courier is looked for. */
  | 'DELIVERY_REASSIGNING'
  /** To the buyer: the parcel went back to the store. */
  | 'DELIVERY_RETURNED'
  /** To the buyer: an item was given back. */
  | 'ITEM_RETURNED'
  /** To the buyer: a store is at work. */
  | 'ORDER_ACCEPTED'
  /** To the buyer: a part was cancelled. */
  | 'ORDER_CANCELLED'
  /** To the buyer: nobody paid in time, or the order was given up. */
  | 'ORDER_EXPIRED'
  /** To the buyer: the order is paid and on its way to the stores. */
  | 'ORDER_PLACED'
  /** To the buyer: a store has packed its part. */
  | 'ORDER_READY'
  /** To the buyer: a store does not take its part on. */
  | 'ORDER_REJECTED'
  /** To the buyer: the money could not be taken. */
  | 'PAYMENT_FAILED'
  /** To the buyer: the money has come. */
  | 'PAYMENT_RECEIVED'
  /** To the buyer: money goes back. */
  | 'PAYMENT_REFUNDED'
  /** To the buyer: the money came after the order had been given up, and goes back. */
  | 'PAYMENT_TOO_LATE'
  /** To an author: the store has answered the review. */
  | 'REVIEW_ANSWERED'
  /** To the buyer: an item has arrived and may be reviewed. */
  | 'REVIEW_INVITED'
  /** To a team (`manage_inventory`): a variant can be bought again. */
  | 'STOCK_BACK'
  /** To a team (`manage_inventory`): little is left of a variant. */
  | 'STOCK_LOW'
  /** To a team (`manage_inventory`): a variant is sold out. */
  | 'STOCK_OUT'
  /** To the owner: the store was approved. */
  | 'STORE_APPROVED'
  /** To the owner: the store was closed for good. */
  | 'STORE_CLOSED'
  /** To a team (`manage_orders`): a parcel could not be handed over. */
  | 'STORE_DELIVERY_FAILED'
  /** To a team (`manage_orders`): a parcel comes back. */
  | 'STORE_DELIVERY_RETURNED'
  /** To a team (`manage_orders`): somebody else cancelled an order. */
  | 'STORE_ORDER_CANCELLED'
  /** To a team (`manage_orders`): a new order. */
  | 'STORE_ORDER_PLACED'
  /** To the owner: the store is open again. */
  | 'STORE_REACTIVATED'
  /** To the owner: the store was not approved. */
  | 'STORE_REJECTED'
  /** To a team (`manage_products`): somebody reviewed a product. */
  | 'STORE_REVIEWED'
  /** To the owner: the store was suspended. */
  | 'STORE_SUSPENDED'
  /** To a team (`manage_settings`), or to the owner before the approval: details of the store were changed. */
  | 'STORE_UPDATED'
  /** To a new user: the account is open. */
  | 'WELCOME';

/** A list of which everything was read. */
export type NotificationMarkAllReadInput = {
  /** The store whose team's list is meant; the viewer's own unless told. */
  readonly vendorId?: InputMaybe<Scalars['ID']['input']>;
};

/** The outcome of `notificationMarkAllRead`. */
export type NotificationMarkAllReadResult = NotFound | NotificationMarkAllReadSuccess;

/** Everything in the list is marked as read. */
export type NotificationMarkAllReadSuccess = {
  readonly __typename?: 'NotificationMarkAllReadSuccess';
  /** How many were unread. */
  readonly markedCount: Scalars['Int']['output'];
};

/** A notification that was read. */
export type NotificationMarkReadInput = {
  /** The notification. */
  readonly id: Scalars['ID']['input'];
};

/** The outcome of `notificationMarkRead`. */
export type NotificationMarkReadResult = NotFound | NotificationMarkReadSuccess;

/** The notification is marked as read. */
export type NotificationMarkReadSuccess = {
  readonly __typename?: 'NotificationMarkReadSuccess';
  /** With its `readAt`. */
  readonly notification: Notification;
};

/** A change of a list of notifications. */
export type NotificationUpdate = {
  readonly __typename?: 'NotificationUpdate';
  /** What happened. */
  readonly change: NotificationChange;
  /** True where events were missed that are no longer kept: load the list anew. */
  readonly gap: Scalars['Boolean']['output'];
  /** The notification it happened to; null where it concerns the whole list, and where it is gone. */
  readonly notification: Maybe<Notification>;
  /** Number of this event: pass the last one seen as `since` to resume behind it. Numbers of events that are not for the viewer are left out. */
  readonly seq: Scalars['Int']['output'];
  /** True for the present state at the begin of a subscription, false for a change. */
  readonly snapshot: Scalars['Boolean']['output'];
  /** How many of the list are unread now. */
  readonly unreadCount: Scalars['Int']['output'];
};

/** Which of all orders. */
export type OperatorOrderFilter = {
  /** Of this buyer. */
  readonly buyerId?: InputMaybe<Scalars['ID']['input']>;
  /** Made at or after this time. */
  readonly createdFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made before this time. */
  readonly createdTo?: InputMaybe<Scalars['DateTime']['input']>;
  /** In one of these states. */
  readonly status?: InputMaybe<ReadonlyArray<OrderStatus>>;
  /** How the number begins, such as `MG-1000`. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** With a part from this vendor. */
  readonly vendorId?: InputMaybe<Scalars['ID']['input']>;
};

/** What those who run the marketplace may be allowed to do. */
export type OperatorPermission =
  /** Change categories. */
  | 'MANAGE_CATALOG'
  /** See and act on all orders. */
  | 'MANAGE_ORDERS'
  /** Approve, reject, suspend, reactivate and close vendors. */
  | 'MANAGE_VENDORS'
  /** See figures of the whole marketplace. */
  | 'VIEW_ANALYTICS';

/** Roles of those who run the marketplace. */
export type OperatorRole =
  /** May do everything. */
  | 'ADMIN'
  /** Helps with orders and looks at figures. */
  | 'SUPPORT';

/** What a buyer bought in one checkout, from one or several vendors. */
export type Order = {
  readonly __typename?: 'Order';
  /** What the viewer may do next. */
  readonly availableActions: ReadonlyArray<OrderAction>;
  /** Who bought it. */
  readonly buyer: Maybe<User>;
  /** When its last part became final. */
  readonly closedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Parcels of all its stores, oldest first. */
  readonly deliveries: Maybe<ReadonlyArray<Delivery>>;
  /** When it is given up if nobody pays; null once it is paid or given up. */
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** Identifies the order. */
  readonly id: Scalars['ID']['output'];
  /** What people call it by: `MG-100042`. */
  readonly number: Scalars['String']['output'];
  /** Its payment. */
  readonly payment: Maybe<Payment>;
  /** When it was paid. */
  readonly placedAt: Maybe<Scalars['DateTime']['output']>;
  /** Their carriage. */
  readonly shipping: Money;
  /** Where it goes, as it was at checkout. */
  readonly shippingAddress: OrderAddress;
  /** Where it stands. */
  readonly status: OrderStatus;
  /** The goods. */
  readonly subtotal: Money;
  /** What has happened to it, oldest first. */
  readonly timeline: ReadonlyArray<OrderTimelineEntry>;
  /** What the buyer pays. */
  readonly total: Money;
  /** Its parts, one for each vendor. */
  readonly vendorOrders: ReadonlyArray<VendorOrder>;
};

/** Which order a vendor takes on. */
export type OrderAcceptInput = {
  /** Identifies the vendor order. */
  readonly vendorOrderId: Scalars['ID']['input'];
};

/** What became of `orderAccept`. */
export type OrderAcceptResult = NotFound | OrderAcceptSuccess | OrderIllegalTransition;

/** The order is taken on. */
export type OrderAcceptSuccess = {
  readonly __typename?: 'OrderAcceptSuccess';
  /** As it stands now. */
  readonly vendorOrder: VendorOrder;
};

/** What the viewer may do next with an order. */
export type OrderAction =
  /** Cancel all of it: `orderCancel`. */
  | 'CANCEL'
  /** Pay it, or try again after a decline: `paymentRetry`. */
  | 'PAY';

/** An address as it was when the order was made. */
export type OrderAddress = {
  readonly __typename?: 'OrderAddress';
  /** The city. */
  readonly city: Scalars['String']['output'];
  /** ISO 3166-1 alpha-2. */
  readonly country: Scalars['String']['output'];
  /** Street and number. */
  readonly line1: Scalars['String']['output'];
  /** Floor, flat, company; may be empty. */
  readonly line2: Scalars['String']['output'];
  /** How the courier calls them, E.164. */
  readonly phone: Scalars['String']['output'];
  /** May be empty where a country has none. */
  readonly postalCode: Scalars['String']['output'];
  /** Who receives it. */
  readonly recipient: Scalars['String']['output'];
  /** State, province or canton; may be empty. */
  readonly region: Scalars['String']['output'];
};

/** The total is too small or too large to be paid at once. */
export type OrderAmountRefused = UserError & {
  readonly __typename?: 'OrderAmountRefused';
  /** `ORDER_AMOUNT_REFUSED`. */
  readonly code: Scalars['String']['output'];
  /** What is wrong. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** What would have been paid. */
  readonly total: Money;
};

/** Which order is cancelled. */
export type OrderCancelInput = {
  /** Identifies the order. */
  readonly orderId: Scalars['ID']['input'];
  /** The reason; the vendors are told. */
  readonly reason: OrderEndReason;
  /** The reason in words, up to 500 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** What became of `orderCancel`. */
export type OrderCancelResult = InvalidInput | NotFound | OrderCancelSuccess | OrderNotCancellable | PaymentUnavailable;

/** The order is cancelled; its money is on its way back. */
export type OrderCancelSuccess = {
  readonly __typename?: 'OrderCancelSuccess';
  /** As it stands now. */
  readonly order: Order;
};

/** A page of orders. */
export type OrderConnection = {
  readonly __typename?: 'OrderConnection';
  /** Orders with their cursors. */
  readonly edges: ReadonlyArray<OrderEdge>;
  /** The orders alone. */
  readonly nodes: ReadonlyArray<Order>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** An order in a list. */
export type OrderEdge = {
  readonly __typename?: 'OrderEdge';
  /** Continues the list behind this order. */
  readonly cursor: Scalars['String']['output'];
  /** The order. */
  readonly node: Order;
};

/** Why a vendor order is rejected or cancelled. */
export type OrderEndReason =
  /** The vendor cannot deliver there. */
  | 'CANNOT_DELIVER'
  /** The buyer wants it no more. */
  | 'CHANGED_MIND'
  /** Ordered by mistake, or twice. */
  | 'ORDERED_BY_MISTAKE'
  /** Something else: see the text. */
  | 'OTHER'
  /** The vendor has none left. */
  | 'OUT_OF_STOCK'
  /** The price was wrong. */
  | 'PRICE_ERROR'
  /** It looks like fraud. */
  | 'SUSPECTED_FRAUD'
  /** It would take too long. */
  | 'TOO_SLOW';

/** Which of the viewer's orders. */
export type OrderFilter = {
  /** Made at or after this time. */
  readonly createdFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** Made before this time. */
  readonly createdTo?: InputMaybe<Scalars['DateTime']['input']>;
  /** In one of these states. */
  readonly status?: InputMaybe<ReadonlyArray<OrderStatus>>;
  /** Part of the number or of an item's title. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** With a part from this vendor. */
  readonly vendorId?: InputMaybe<Scalars['ID']['input']>;
};

/** The vendor order is in a state in which this cannot be done, or not by the viewer. */
export type OrderIllegalTransition = UserError & {
  readonly __typename?: 'OrderIllegalTransition';
  /** What the viewer may do instead. */
  readonly availableActions: ReadonlyArray<VendorOrderAction>;
  /** `ORDER_ILLEGAL_TRANSITION`. */
  readonly code: Scalars['String']['output'];
  /** What cannot be done. */
  readonly message: Scalars['String']['output'];
  /** Path into the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** Where it stands. */
  readonly status: VendorOrderStatus;
};

/** A line of an order, with name and price as they were sold. */
export type OrderItem = {
  readonly __typename?: 'OrderItem';
  /** Identifies the item. */
  readonly id: Scalars['ID']['output'];
  /** Address of its picture when it was sold. */
  readonly imageUrl: Maybe<Scalars['String']['output']>;
  /** The product, as it is today. */
  readonly product: Maybe<Product>;
  /** How many. */
  readonly quantity: Scalars['Int']['output'];
  /** The vendor's own number for it; may be empty. */
  readonly sku: Scalars['String']['output'];
  /** Where it stands. */
  readonly status: OrderItemStatus;
  /** The product's title when it was sold. */
  readonly title: Scalars['String']['output'];
  /** Quantity times price. */
  readonly total: Money;
  /** The price of one when it was sold. */
  readonly unitPrice: Money;
  /** The variant, as it is today. */
  readonly variant: Maybe<ProductVariant>;
  /** The variant's title when it was sold; empty where there was but one. */
  readonly variantTitle: Scalars['String']['output'];
};

/** Where an item of an order stands. */
export type OrderItemStatus =
  /** Not sent: rejected, cancelled or never paid. */
  | 'CANCELLED'
  /** Arrived. */
  | 'DELIVERED'
  /** Nobody works on it yet. */
  | 'PENDING'
  /** The vendor is at work. */
  | 'PROCESSING'
  /** Sent back by the buyer. */
  | 'RETURNED'
  /** Under way. */
  | 'SHIPPED';

/** Some part of the order can be cancelled no more; the others can, one by one. */
export type OrderNotCancellable = UserError & {
  readonly __typename?: 'OrderNotCancellable';
  /** `ORDER_NOT_CANCELLABLE`. */
  readonly code: Scalars['String']['output'];
  /** What stands in the way. */
  readonly message: Scalars['String']['output'];
  /** Path into the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** The parts that the viewer can cancel no more. */
  readonly vendorOrders: ReadonlyArray<VendorOrder>;
};

/** In what role somebody acted on an order. */
export type OrderParty =
  /** Who bought it. */
  | 'BUYER'
  /** The marketplace's staff. */
  | 'OPERATOR'
  /** The payment provider's own staff. */
  | 'PROVIDER'
  /** The payment, the clock or a delivery. */
  | 'SYSTEM'
  /** The vendor's team. */
  | 'VENDOR';

/** Which order is packed. */
export type OrderReadyInput = {
  /** Identifies the vendor order. */
  readonly vendorOrderId: Scalars['ID']['input'];
};

/** What became of `orderReady`. */
export type OrderReadyResult = NotFound | OrderIllegalTransition | OrderReadySuccess;

/** The order is packed. */
export type OrderReadySuccess = {
  readonly __typename?: 'OrderReadySuccess';
  /** As it stands now. */
  readonly vendorOrder: VendorOrder;
};

/** Which order a vendor turns down. */
export type OrderRejectInput = {
  /** The reason; the buyer is told. */
  readonly reason: OrderEndReason;
  /** The reason in words, up to 500 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** Identifies the vendor order. */
  readonly vendorOrderId: Scalars['ID']['input'];
};

/** What became of `orderReject`. */
export type OrderRejectResult = InvalidInput | NotFound | OrderIllegalTransition | OrderRejectSuccess;

/** The order is turned down. */
export type OrderRejectSuccess = {
  readonly __typename?: 'OrderRejectSuccess';
  /** As it stands now. */
  readonly vendorOrder: VendorOrder;
};

/** Where an order stands as a whole. It follows from its vendor orders. */
export type OrderStatus =
  /** Nobody has paid yet; given up at `expiresAt`. */
  | 'AWAITING_PAYMENT'
  /** Every part was rejected or cancelled. */
  | 'CANCELLED'
  /** Every part is final and something was delivered. */
  | 'COMPLETED'
  /** Given up unpaid: its lines are back in the cart. */
  | 'EXPIRED'
  /** Paid, and some vendor is still at work. */
  | 'PLACED';

/** Something that happened to an order. */
export type OrderTimelineEntry = {
  readonly __typename?: 'OrderTimelineEntry';
  /** In what role it was done. */
  readonly actor: OrderParty;
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** A reason or an explanation; empty where there is none. */
  readonly detail: Scalars['String']['output'];
  /** What happened. */
  readonly kind: OrderTimelineKind;
  /** The vendor order it concerns; null where it concerns the whole order. */
  readonly vendorOrderId: Maybe<Scalars['ID']['output']>;
};

/** What a timeline entry tells. */
export type OrderTimelineKind =
  /** A courier was found. */
  | 'DELIVERY_ASSIGNED'
  /** A delivery was asked for. */
  | 'DELIVERY_CREATED'
  /** An attempt to deliver failed. */
  | 'DELIVERY_FAILED'
  /** Every part was rejected or cancelled. */
  | 'ORDER_CANCELLED'
  /** Every part is final. */
  | 'ORDER_COMPLETED'
  /** The order was made and waits for its payment. */
  | 'ORDER_CREATED'
  /** Nobody paid in time, or the buyer gave it up. */
  | 'ORDER_EXPIRED'
  /** The order is paid; vendors see it. */
  | 'ORDER_PAID'
  /** The bank asks the buyer to confirm. */
  | 'PAYMENT_ACTION_REQUIRED'
  /** A payment was declined. */
  | 'PAYMENT_FAILED'
  /** Money could not be sent back; an operator looks at it. */
  | 'REFUND_FAILED'
  /** Money is on its way back. */
  | 'REFUND_REQUESTED'
  /** Money has gone back. */
  | 'REFUND_SUCCEEDED'
  /** A vendor is at work. */
  | 'VENDOR_ORDER_ACCEPTED'
  /** A courier brought it back to the vendor. */
  | 'VENDOR_ORDER_BROUGHT_BACK'
  /** A vendor's part was cancelled. */
  | 'VENDOR_ORDER_CANCELLED'
  /** A vendor's part has arrived. */
  | 'VENDOR_ORDER_DELIVERED'
  /** A vendor's part is under way. */
  | 'VENDOR_ORDER_IN_TRANSIT'
  /** A vendor's part is packed. */
  | 'VENDOR_ORDER_READY'
  /** A vendor does not take it on. */
  | 'VENDOR_ORDER_REJECTED';

/** A change of an order. */
export type OrderUpdate = {
  readonly __typename?: 'OrderUpdate';
  /** Whether changes before this one are lost. */
  readonly gap: Scalars['Boolean']['output'];
  /** The order as it stands now. */
  readonly order: Maybe<Order>;
  /** Numbers the changes of this order: pass the last one as `since` after a reconnect. */
  readonly seq: Scalars['Int']['output'];
  /** Whether this is the state at the beginning rather than a change. */
  readonly snapshot: Scalars['Boolean']['output'];
};

/** Where a page of a list begins and ends, and whether there is more. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last item of the page: pass it as `after` for the next one. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  /** Whether more items follow. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether items come before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item of the page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** A new password, by the old one. */
export type PasswordChangeInput = {
  /** The one that is valid now. */
  readonly currentPassword: Scalars['String']['input'];
  /** At least eight characters. */
  readonly newPassword: Scalars['String']['input'];
};

/** Outcome of `passwordChange`. */
export type PasswordChangeResult = CredentialsInvalid | PasswordChangeSuccess | PasswordTooWeak | TooManyAttempts;

/** The new password is valid. */
export type PasswordChangeSuccess = {
  readonly __typename?: 'PasswordChangeSuccess';
  /** How many other sessions were ended. */
  readonly endedSessions: Scalars['Int']['output'];
};

/** A new password, by a mailed token. */
export type PasswordResetInput = {
  /** At least eight characters. */
  readonly newPassword: Scalars['String']['input'];
  /** From the mail. */
  readonly token: Scalars['String']['input'];
};

/** Whose password is to be set anew. */
export type PasswordResetRequestInput = {
  /** The address of the account. */
  readonly email: Scalars['String']['input'];
};

/** Outcome of `passwordResetRequest`. */
export type PasswordResetRequestResult = InvalidInput | PasswordResetRequestSuccess | TooManyAttempts;

/** If the address has an account, a mail is on its way. */
export type PasswordResetRequestSuccess = {
  readonly __typename?: 'PasswordResetRequestSuccess';
  /** The address as it was understood. */
  readonly email: Scalars['String']['output'];
};

/** Outcome of `passwordReset`. */
export type PasswordResetResult = PasswordResetSuccess | PasswordResetTokenInvalid | PasswordTooWeak | TooManyAttempts;

/** The new password is valid; nobody is signed in any more. */
export type PasswordResetSuccess = {
  readonly __typename?: 'PasswordResetSuccess';
  /** The address to sign in with. */
  readonly email: Scalars['String']['output'];
};

/** The token is wrong, used or too old: ask for a new mail. */
export type PasswordResetTokenInvalid = UserError & {
  readonly __typename?: 'PasswordResetTokenInvalid';
  /** `PASSWORD_RESET_TOKEN_INVALID`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the token. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** The password is too easy to guess. */
export type PasswordTooWeak = UserError & {
  readonly __typename?: 'PasswordTooWeak';
  /** `PASSWORD_TOO_WEAK`. */
  readonly code: Scalars['String']['output'];
  /** What is wrong with it. */
  readonly message: Scalars['String']['output'];
  /** The fewest characters a password may have. */
  readonly minimumLength: Scalars['Int']['output'];
  /** Path into the input of the password. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** The money of one order. Card data is the provider's alone: it never reaches this graph. */
export type Payment = {
  readonly __typename?: 'Payment';
  /** What is to be paid. */
  readonly amount: Money;
  /** Every try to pay it, oldest first. */
  readonly attempts: ReadonlyArray<PaymentAttempt>;
  /** What has come. */
  readonly captured: Money;
  /** What the client confirms the payment with at the provider; null once it is of no more use, and for everybody but the buyer. */
  readonly clientSecret: Maybe<Scalars['String']['output']>;
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Why the last attempt was declined; null where none was. */
  readonly failureMessage: Maybe<Scalars['String']['output']>;
  /** Identifies the payment. */
  readonly id: Scalars['ID']['output'];
  /** What it is for. */
  readonly order: Maybe<Order>;
  /** When the money came. */
  readonly paidAt: Maybe<Scalars['DateTime']['output']>;
  /** Who takes the money: `stripe`. */
  readonly provider: Scalars['String']['output'];
  /** Everything the provider has told about it, oldest first. For operators. */
  readonly providerEvents: Maybe<ReadonlyArray<PaymentProviderEvent>>;
  /** Names the marketplace to the provider's client library; not secret. */
  readonly publishableKey: Scalars['String']['output'];
  /** What has gone back. */
  readonly refunded: Money;
  /** What went back or is on its way, oldest first. */
  readonly refunds: ReadonlyArray<Refund>;
  /** Where it stands. It follows what the provider says, never the buyer's browser. */
  readonly status: PaymentStatus;
};

/** A try to pay. */
export type PaymentAttempt = {
  readonly __typename?: 'PaymentAttempt';
  /** When we heard of it. */
  readonly at: Scalars['DateTime']['output'];
  /** The provider's code for a decline, such as `insufficient_funds`; empty otherwise. */
  readonly code: Scalars['String']['output'];
  /** The provider's words; may be empty. */
  readonly message: Scalars['String']['output'];
  /** What came of it. */
  readonly outcome: PaymentAttemptOutcome;
};

/** What came of a try to pay. */
export type PaymentAttemptOutcome =
  /** The bank said no. */
  | 'DECLINED'
  /** The bank asks the buyer to confirm (3-D Secure). */
  | 'REQUIRES_ACTION'
  /** The money came. */
  | 'SUCCEEDED';

/** The order waits for no payment: it is paid already, or was given up. */
export type PaymentNotPayable = UserError & {
  readonly __typename?: 'PaymentNotPayable';
  /** `PAYMENT_NOT_PAYABLE`. */
  readonly code: Scalars['String']['output'];
  /** Why not. */
  readonly message: Scalars['String']['output'];
  /** Path to the order's id. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** Where the order stands. */
  readonly status: OrderStatus;
};

/** Something the provider told. */
export type PaymentProviderEvent = {
  readonly __typename?: 'PaymentProviderEvent';
  /** The provider's id for it. */
  readonly id: Scalars['String']['output'];
  /** When it happened, by the provider's clock. */
  readonly providerCreatedAt: Scalars['DateTime']['output'];
  /** When it reached us. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What has been done about it. */
  readonly state: PaymentProviderEventState;
  /** How often it was looked at. */
  readonly tries: Scalars['Int']['output'];
  /** The provider's name for what happened, such as `payment_intent.succeeded`. */
  readonly type: Scalars['String']['output'];
};

/** What has been done about something the provider told. */
export type PaymentProviderEventState =
  /** Could not be processed, again and again. */
  | 'FAILED'
  /** About nothing of ours. */
  | 'IGNORED'
  /** Looked at. */
  | 'PROCESSED'
  /** Stored, not looked at yet. */
  | 'RECEIVED';

/** Which order is to be paid. */
export type PaymentRetryInput = {
  /** Identifies the order. */
  readonly orderId: Scalars['ID']['input'];
};

/** What became of `paymentRetry`. */
export type PaymentRetryResult = NotFound | PaymentNotPayable | PaymentRetrySuccess | PaymentUnavailable;

/** The payment can go on. */
export type PaymentRetrySuccess = {
  readonly __typename?: 'PaymentRetrySuccess';
  /** The payment, with what the client confirms it with. */
  readonly payment: Payment;
};

/** Where the money of an order stands. */
export type PaymentStatus =
  /** Held on the buyer's card, not taken yet. */
  | 'AUTHORIZED'
  /** Nobody has paid yet. */
  | 'AWAITING_PAYMENT'
  /** Given up. */
  | 'EXPIRED'
  /** The last attempt was declined; another may follow. */
  | 'FAILED'
  /** The money is there. */
  | 'PAID'
  /** Some of it has gone back. */
  | 'PARTIALLY_REFUNDED'
  /** All of it has gone back. */
  | 'REFUNDED';

/** The payment provider cannot be reached. Nothing was charged. */
export type PaymentUnavailable = UserError & {
  readonly __typename?: 'PaymentUnavailable';
  /** `PAYMENT_UNAVAILABLE`. */
  readonly code: Scalars['String']['output'];
  /** Try again. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always true: the same request may succeed later. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Prices within one currency. */
export type PriceRangeFilter = {
  /** The currency; products priced in another are left out. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** Something at this price or below is among the variants. */
  readonly max?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Something at this price or above is among the variants. */
  readonly min?: InputMaybe<Scalars['MinorUnits']['input']>;
};

/** Something a vendor sells, in one or more variants. */
export type Product = {
  readonly __typename?: 'Product';
  /** Whether some variant can be bought now. */
  readonly availableForSale: Scalars['Boolean']['output'];
  /** Statuses that the viewer may set now; null for everybody who may set none: all but those who manage the vendor's products, and operators. */
  readonly availableStatuses: Maybe<ReadonlyArray<ProductStatus>>;
  /** What variants priced by adjustment start from. */
  readonly basePrice: Maybe<Money>;
  /** Who makes it. */
  readonly brand: Maybe<Scalars['String']['output']>;
  /** Where it stands in the tree of categories. */
  readonly category: Category;
  /** When it was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** HTML, sanitised: no scripts, no frames, no styles. */
  readonly description: Scalars['String']['output'];
  /** Raised by each edit of the vendor: pass it as `expectedVersion`. */
  readonly editVersion: Scalars['Int']['output'];
  /** What imports know it by; unique among the vendor's products and seldom changed. */
  readonly handle: Scalars['String']['output'];
  /** Its id, `prd_…`. */
  readonly id: Scalars['ID']['output'];
  /** Its pictures, in the vendor's order. Those that could not be fetched are shown to the team only. */
  readonly images: ReadonlyArray<ProductImage>;
  /** What its variants differ in; empty where there is but one variant. */
  readonly options: ReadonlyArray<ProductOption>;
  /** Lowest and highest price of its variants. */
  readonly priceRange: ProductPriceRange;
  /** What kind of thing it is, in the vendor's own words. */
  readonly productType: Maybe<Scalars['String']['output']>;
  /** Its ratings. */
  readonly rating: Maybe<RatingSummary>;
  /** Other products of the same category, newest first. */
  readonly related: ReadonlyArray<Product>;
  /** Its published reviews. */
  readonly reviews: Maybe<ReviewConnection>;
  /** What search engines are shown. */
  readonly seo: ProductSeo;
  /** Its name in links; unique among the vendor's products. */
  readonly slug: Scalars['String']['output'];
  /** How far it has come. */
  readonly status: ProductStatus;
  /** Words to find it by, in the vendor's own order. */
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** What people call it. */
  readonly title: Scalars['String']['output'];
  /** When the vendor last edited it. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** What can be bought, in the vendor's order; at least one. */
  readonly variants: ReadonlyArray<ProductVariant>;
  /** Who sells it. */
  readonly vendor: Maybe<Vendor>;
  /** Whether the viewer may review it, and why not. */
  readonly viewerCanReview: Maybe<ReviewEligibility>;
  /** The viewer's own review of it; null where there is none, and for guests. */
  readonly viewerReview: Maybe<Review>;
};


/** Something a vendor sells, in one or more variants. */
export type ProductRelatedArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Something a vendor sells, in one or more variants. */
export type ProductReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: ReviewSort;
};

/** A page of products. */
export type ProductConnection = {
  readonly __typename?: 'ProductConnection';
  /** Products with their cursors. */
  readonly edges: ReadonlyArray<ProductEdge>;
  /** The products alone. */
  readonly nodes: ReadonlyArray<Product>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A new product. It begins as a DRAFT. */
export type ProductCreateInput = {
  /** What variants priced by adjustment start from. The price of the only variant where `variants` is left out. */
  readonly basePrice?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Who makes it. */
  readonly brand?: InputMaybe<Scalars['String']['input']>;
  /** Its category; left out: Other. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** The currency of its prices; left out: the vendor's. */
  readonly currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  /** HTML; what is not allowed is removed. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** What imports know it by; left out: made from the title. */
  readonly handle?: InputMaybe<Scalars['String']['input']>;
  /** Its pictures, in order. */
  readonly images?: InputMaybe<ReadonlyArray<ProductImageInput>>;
  /** Names of what variants differ in, 3 at most. */
  readonly optionNames?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What kind of thing it is. */
  readonly productType?: InputMaybe<Scalars['String']['input']>;
  /** What search engines are shown. */
  readonly seo?: InputMaybe<ProductSeoInput>;
  /** Its name in links; left out: the handle. */
  readonly slug?: InputMaybe<Scalars['String']['input']>;
  /** Words to find it by. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What people call it. */
  readonly title: Scalars['String']['input'];
  /** Its variants, in order; left out: one at the base price. */
  readonly variants?: InputMaybe<ReadonlyArray<VariantInput>>;
  /** Whose it is. */
  readonly vendorId: Scalars['ID']['input'];
};

/** What comes of `productCreate`. */
export type ProductCreateResult = InvalidInput | NotFound | ProductCreateSuccess | ProductHandleTaken;

/** The product was created. */
export type ProductCreateSuccess = {
  readonly __typename?: 'ProductCreateSuccess';
  /** The new product. */
  readonly product: Product;
  /** What is worth a second look. */
  readonly warnings: ReadonlyArray<ProductWarning>;
};

/** A product that is not to be any more. */
export type ProductDeleteInput = {
  /** The `editVersion` it was seen at; left out: whatever it is. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The product. */
  readonly id: Scalars['ID']['input'];
};

/** What comes of `productDelete`. */
export type ProductDeleteResult = NotFound | ProductDeleteSuccess | ProductVersionConflict;

/** The product is gone from sale, lists and search. Orders keep what they hold of it. */
export type ProductDeleteSuccess = {
  readonly __typename?: 'ProductDeleteSuccess';
  /** Its id. */
  readonly productId: Scalars['ID']['output'];
};

/** A product in a list. */
export type ProductEdge = {
  readonly __typename?: 'ProductEdge';
  /** Pass it as `after` for what follows. */
  readonly cursor: Scalars['String']['output'];
  /** The product. */
  readonly node: Product;
};

/** One product's part in the figures. */
export type ProductFigures = {
  readonly __typename?: 'ProductFigures';
  /** How often it was put into a cart. */
  readonly cartAdds: Scalars['Int']['output'];
  /** Orders in a hundred views, in basis points; null without a view. */
  readonly conversionBasisPoints: Maybe<Scalars['Int']['output']>;
  /** Orders it was part of. */
  readonly orders: Scalars['Int']['output'];
  /** The product; null where it no longer exists. */
  readonly product: Maybe<Product>;
  /** What buyers paid for it, shipping not included. */
  readonly revenue: Money;
  /** Its name when it was last sold. */
  readonly title: Scalars['String']['output'];
  /** Items sold, without cancelled ones. */
  readonly unitsSold: Scalars['Int']['output'];
  /** How often its page was opened. */
  readonly views: Scalars['Int']['output'];
};

/** Which public products to list; what is left out does not matter. */
export type ProductFilter = {
  /** Of one of these brands, as written. */
  readonly brands?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** In this category or below it. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** True: something can be bought now. False: nothing can. */
  readonly inStock?: InputMaybe<Scalars['Boolean']['input']>;
  /** Rated so on average, or better: 1 to 5. */
  readonly minRating?: InputMaybe<Scalars['Int']['input']>;
  /** At such a price. */
  readonly price?: InputMaybe<PriceRangeFilter>;
  /** Of one of these kinds, as written. */
  readonly productTypes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** With at least one of these tags. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Of one of these vendors. */
  readonly vendorIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Another product of the vendor has this handle or slug. */
export type ProductHandleTaken = UserError & {
  readonly __typename?: 'ProductHandleTaken';
  /** `PRODUCT_HANDLE_TAKEN`. */
  readonly code: Scalars['String']['output'];
  /** Which is taken. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of it. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** A similar one that is free. */
  readonly suggestion: Scalars['String']['output'];
};

/** A picture of a product. */
export type ProductImage = {
  readonly __typename?: 'ProductImage';
  /** What it shows, for those who cannot see it. */
  readonly altText: Scalars['String']['output'];
  /** Why it could not be fetched, so far or at last; for the vendor's team. */
  readonly failure: Maybe<Scalars['String']['output']>;
  /** What it is; null until it has been fetched. */
  readonly file: Maybe<ProductImageFile>;
  /** Its id, `img_…`. */
  readonly id: Scalars['ID']['output'];
  /** Its place among the product's pictures, from 0. */
  readonly position: Scalars['Int']['output'];
  /** Whether it has been fetched. */
  readonly state: ProductImageState;
  /** Where it is. */
  readonly url: Scalars['String']['output'];
};

/** What a fetched picture is. */
export type ProductImageFile = {
  readonly __typename?: 'ProductImageFile';
  /** Size in bytes. */
  readonly byteSize: Scalars['Int']['output'];
  /** Its media type, told from its bytes. */
  readonly contentType: Scalars['String']['output'];
  /** Height in pixels. */
  readonly height: Scalars['Int']['output'];
  /** Width in pixels. */
  readonly width: Scalars['Int']['output'];
};

/** A picture of a product. */
export type ProductImageInput = {
  /** What it shows, for those who cannot see it. */
  readonly altText?: InputMaybe<Scalars['String']['input']>;
  /** A picture the product has already, to keep. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Where a new picture is: an http or https address. It is fetched later. */
  readonly url?: InputMaybe<Scalars['String']['input']>;
};

/** Whether a picture has been fetched. */
export type ProductImageState =
  /** Could not be fetched. */
  | 'FAILED'
  /** Not fetched yet; `url` is where the vendor said it is. */
  | 'PENDING'
  /** Fetched; `url` is ours. */
  | 'READY';

/** The import of a file of products. */
export type ProductImport = {
  readonly __typename?: 'ProductImport';
  /** Size of the file in bytes. */
  readonly byteSize: Scalars['Int']['output'];
  /** Whether it can be cancelled now. */
  readonly canCancel: Scalars['Boolean']['output'];
  /** When it was ordered. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The currency of the prices in the file. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Whether it only says what it would do. */
  readonly dryRun: Scalars['Boolean']['output'];
  /** Errors altogether. */
  readonly errorCount: Scalars['Int']['output'];
  /** Errors by row; the first 5,000 are kept. */
  readonly errors: ProductImportIssueConnection;
  /** When it ended. */
  readonly finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** Its id, `imp_…`. */
  readonly id: Scalars['ID']['output'];
  /** Pictures that are new. They are fetched afterwards; the import does not wait for that. */
  readonly imagesAdded: Scalars['Int']['output'];
  /** How many issues there are of each kind. */
  readonly issueCounts: ReadonlyArray<ProductImportIssueCount>;
  /** Rows that are done, imported or left out. */
  readonly processedRows: Scalars['Int']['output'];
  /** Products that are new. Of a dry run: that would be; so with all that follow. */
  readonly productsCreated: Scalars['Int']['output'];
  /** Products that were left out because of an error. */
  readonly productsSkipped: Scalars['Int']['output'];
  /** Products that were there and are as they were. */
  readonly productsUnchanged: Scalars['Int']['output'];
  /** Products that were there and are different now, if only in their stock. */
  readonly productsUpdated: Scalars['Int']['output'];
  /** Rows that were left out because of an error in them or in their product. */
  readonly skippedRows: Scalars['Int']['output'];
  /** When it began. */
  readonly startedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who started it. */
  readonly startedBy: Maybe<User>;
  /** How far it has come. */
  readonly status: ProductImportStatus;
  /** Products of the file; null until it has been read. */
  readonly totalProducts: Maybe<Scalars['Int']['output']>;
  /** Rows of the file without its header; null until it has been read. */
  readonly totalRows: Maybe<Scalars['Int']['output']>;
  /** Variants that are new. */
  readonly variantsCreated: Scalars['Int']['output'];
  /** Variants that went because the file gives their product other options. */
  readonly variantsRemoved: Scalars['Int']['output'];
  /** Variants that were there and are as they were. */
  readonly variantsUnchanged: Scalars['Int']['output'];
  /** Variants that were there and are different now, if only in their stock. */
  readonly variantsUpdated: Scalars['Int']['output'];
  /** Whose products they are. */
  readonly vendor: Maybe<Vendor>;
  /** Warnings altogether. */
  readonly warningCount: Scalars['Int']['output'];
  /** Warnings by row; the first 5,000 are kept. */
  readonly warnings: ProductImportIssueConnection;
};


/** The import of a file of products. */
export type ProductImportErrorsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The import of a file of products. */
export type ProductImportWarningsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An import that is to end. */
export type ProductImportCancelInput = {
  /** The import. */
  readonly id: Scalars['ID']['input'];
};

/** What comes of `productImportCancel`. */
export type ProductImportCancelResult = NotFound | ProductImportCancelSuccess | ProductImportEnded;

/** The import has ended. What it had written until then stays. */
export type ProductImportCancelSuccess = {
  readonly __typename?: 'ProductImportCancelSuccess';
  /** The import as it is now. */
  readonly import: ProductImport;
};

/** A vendor's word for a kind of product, and where such products belong. */
export type ProductImportCategoryInput = {
  /** The category. */
  readonly categoryId: Scalars['ID']['input'];
  /** What stands in the column `Type`; compared without case and punctuation. */
  readonly type: Scalars['String']['input'];
};

/** A page of imports. */
export type ProductImportConnection = {
  readonly __typename?: 'ProductImportConnection';
  /** Imports with their cursors. */
  readonly edges: ReadonlyArray<ProductImportEdge>;
  /** The imports alone. */
  readonly nodes: ReadonlyArray<ProductImport>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** An import in a list. */
export type ProductImportEdge = {
  readonly __typename?: 'ProductImportEdge';
  /** Pass it as `after` for what follows. */
  readonly cursor: Scalars['String']['output'];
  /** The import. */
  readonly node: ProductImport;
};

/** The import had ended by itself before it could be cancelled. */
export type ProductImportEnded = UserError & {
  readonly __typename?: 'ProductImportEnded';
  /** `PRODUCT_IMPORT_ENDED`. */
  readonly code: Scalars['String']['output'];
  /** The import as it is now. */
  readonly import: ProductImport;
  /** What happened. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the id. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Something an import has to say about a row. */
export type ProductImportIssue = {
  readonly __typename?: 'ProductImportIssue';
  /** What kind of issue it is. */
  readonly code: ProductImportIssueCode;
  /** The column as the file names it; null where the row as a whole is meant. */
  readonly column: Maybe<Scalars['String']['output']>;
  /** The product's handle, where the row has one. */
  readonly handle: Maybe<Scalars['String']['output']>;
  /** What it is, for people. */
  readonly message: Scalars['String']['output'];
  /** The row as a spreadsheet counts, the header being 1; null for the file as a whole. */
  readonly row: Maybe<Scalars['Int']['output']>;
};

/** What an import may have to say. */
export type ProductImportIssueCode =
  /** The file sells the variant when nothing is left; here it is not. */
  | 'BACKORDER_UNSUPPORTED'
  /** A cell is longer than anything a product can hold. */
  | 'CELL_TOO_LONG'
  /** The row has not as many cells as the header. */
  | 'COLUMN_COUNT'
  /** The price to compare with is below the price, and was left out. */
  | 'COMPARE_AT_BELOW_PRICE'
  /** The product is there in another currency. */
  | 'CURRENCY_MISMATCH'
  /** Part of the description was not allowed and has been removed. */
  | 'DESCRIPTION_SANITISED'
  /** Another variant of the vendor has the same SKU. */
  | 'DUPLICATE_SKU'
  /** An earlier row of the product has the same option values. */
  | 'DUPLICATE_VARIANT'
  /** There is nothing in the file. */
  | 'EMPTY_FILE'
  /** A row says nothing but a handle. */
  | 'EMPTY_ROW'
  /** A gift card came in as a draft; gift cards are not issued here. */
  | 'GIFT_CARD'
  /** Something went wrong on our side. Importing again doubles nothing. */
  | 'INTERNAL'
  /** A cell holds what is no text, such as a zero byte. */
  | 'INVALID_CHARACTER'
  /** The handle has characters that no handle may have. */
  | 'INVALID_HANDLE'
  /** The address of a picture will not do; the picture was left out. */
  | 'INVALID_IMAGE'
  /** Options, or the values of a variant, do not fit together. */
  | 'INVALID_OPTIONS'
  /** A price is no amount of the currency. */
  | 'INVALID_PRICE'
  /** A quantity is no whole number. */
  | 'INVALID_QUANTITY'
  /** A text is too long. */
  | 'INVALID_TEXT'
  /** A weight is no number, or of an unknown unit. */
  | 'INVALID_WEIGHT'
  /** The file lacks a column that no import can do without: handle, title and price. */
  | 'MISSING_COLUMN'
  /** The row names no product. */
  | 'MISSING_HANDLE'
  /** A variant has no price. */
  | 'MISSING_PRICE'
  /** A product that is not there yet has no title. */
  | 'MISSING_TITLE'
  /** A quantity below zero was taken as 0. */
  | 'NEGATIVE_QUANTITY'
  /** No row that can be used gives a new product a price. */
  | 'NO_VARIANT'
  /** Two columns say the same; the first was read. */
  | 'REPEATED_COLUMN'
  /** The status stays, because the file's cannot follow it. */
  | 'STATUS_KEPT'
  /** The stock was left as it is, because whoever started the import may not change the inventory. */
  | 'STOCK_KEPT'
  /** Tags beyond what a product may have were left out. */
  | 'TAGS_DROPPED'
  /** The file has more columns than are read. */
  | 'TOO_MANY_COLUMNS'
  /** Pictures beyond what a product may have were left out. */
  | 'TOO_MANY_IMAGES'
  /** The file has more rows than are read at once. */
  | 'TOO_MANY_ROWS'
  /** The product has more variants than a product may have. */
  | 'TOO_MANY_VARIANTS'
  /** A column is not known, and was not read. */
  | 'UNKNOWN_COLUMN'
  /** No category fits, so the product goes to Other. */
  | 'UNMAPPED_CATEGORY'
  /** The file is no CSV, or not UTF-8. */
  | 'UNREADABLE_FILE'
  /** A cell says something else than it may; nothing was made of it. */
  | 'UNREADABLE_VALUE'
  /** A quote is opened and never closed, so nobody knows where the cell ends. */
  | 'UNTERMINATED_QUOTE'
  /** The file sells the variant without counting it; here it is out of stock until it is counted. */
  | 'UNTRACKED_INVENTORY'
  /** Variants that are there are not in the file, and were left as they are. */
  | 'VARIANT_NOT_IN_FILE'
  /** A variant was removed, because the file gives the product other options. */
  | 'VARIANT_REMOVED'
  /** A variant costs nothing. */
  | 'ZERO_PRICE';

/** A page of issues. */
export type ProductImportIssueConnection = {
  readonly __typename?: 'ProductImportIssueConnection';
  /** Issues with their cursors. */
  readonly edges: ReadonlyArray<ProductImportIssueEdge>;
  /** The issues alone. */
  readonly nodes: ReadonlyArray<ProductImportIssue>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** How many issues of one kind an import has. */
export type ProductImportIssueCount = {
  readonly __typename?: 'ProductImportIssueCount';
  /** The kind. */
  readonly code: ProductImportIssueCode;
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** Whether it left something out. */
  readonly severity: ProductImportSeverity;
};

/** An issue in a list. */
export type ProductImportIssueEdge = {
  readonly __typename?: 'ProductImportIssueEdge';
  /** Pass it as `after` for what follows. */
  readonly cursor: Scalars['String']['output'];
  /** The issue. */
  readonly node: ProductImportIssue;
};

/** How an import gets on: told a few times a second at most, and when it ends. */
export type ProductImportProgress = {
  readonly __typename?: 'ProductImportProgress';
  /** Events were missed that are no longer kept; this is a snapshot in their place. */
  readonly gap: Scalars['Boolean']['output'];
  /** The import, as it is now. */
  readonly import: Maybe<ProductImport>;
  /** Rows that were done at that moment. */
  readonly processedRows: Scalars['Int']['output'];
  /** Counts the events of the import: pass the last one seen as `since`. */
  readonly seq: Scalars['Int']['output'];
  /** Whether this is the present state and not a change of it. */
  readonly snapshot: Scalars['Boolean']['output'];
  /** The status at that moment. */
  readonly status: ProductImportStatus;
  /** Rows of the file; null until it has been read. */
  readonly totalRows: Maybe<Scalars['Int']['output']>;
};

/** Whether something was left out because of an issue. */
export type ProductImportSeverity =
  /** A row, or the whole product, was left out; with an error of the file as a whole, everything. */
  | 'ERROR'
  /** It came in, but is worth a second look. */
  | 'WARNING';

/** A file and how to import it. Products are known by their handles and variants by their options: importing again changes them and doubles nothing. */
export type ProductImportStartInput = {
  /** Where kinds of products belong; what is left out goes to the category of that name or meaning, or to Other. */
  readonly categoryMap?: InputMaybe<ReadonlyArray<ProductImportCategoryInput>>;
  /** The file itself, up to 512 kB. */
  readonly csv?: InputMaybe<Scalars['String']['input']>;
  /** The currency of the prices in the file, which has no column for it; left out: the vendor's. */
  readonly currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  /** True: say what would be done, and do nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Makes a repeated request harmless: the same key answers the same import. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The token under which the file was uploaded. Give this or `csv`. */
  readonly uploadToken?: InputMaybe<Scalars['String']['input']>;
  /** Whose products they are. */
  readonly vendorId: Scalars['ID']['input'];
};

/** What comes of `productImportStart`. */
export type ProductImportStartResult = IdempotencyConflict | InvalidInput | NotFound | ProductImportStartSuccess;

/** The import was ordered; it runs by itself. */
export type ProductImportStartSuccess = {
  readonly __typename?: 'ProductImportStartSuccess';
  /** The import; watch it by `productImportProgressed`. */
  readonly import: ProductImport;
};

/** How far an import has come. */
export type ProductImportStatus =
  /** Was ended by somebody. What it had written until then stays. */
  | 'CANCELLED'
  /** Did not come to the end: the file cannot be read at all, and then nothing was imported, or something went wrong on our side. */
  | 'FAILED'
  /** Waits; imports of one vendor run one after the other. */
  | 'QUEUED'
  /** Is read or written. */
  | 'RUNNING'
  /** Came to the end of the file. Rows with errors were left out: look at `errors`. */
  | 'SUCCEEDED';

/** For which vendor a file is to be uploaded. */
export type ProductImportUploadCreateInput = {
  /** The vendor. */
  readonly vendorId: Scalars['ID']['input'];
};

/** What comes of `productImportUploadCreate`. */
export type ProductImportUploadCreateResult = NotFound | ProductImportUploadCreateSuccess;

/** The door is open for one file: send it as the body of a POST, with the token in the header `x-upload-token`. */
export type ProductImportUploadCreateSuccess = {
  readonly __typename?: 'ProductImportUploadCreateSuccess';
  /** Until when it can be sent and imported. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Bytes of the largest file. */
  readonly maxBytes: Scalars['Int']['output'];
  /** Where to send it, on the host that serves the graph. */
  readonly path: Scalars['String']['output'];
  /** Lets the file in, and names it when the import is started. Shown only once. */
  readonly token: Scalars['String']['output'];
};

/** One thing in which variants differ, such as size. */
export type ProductOption = {
  readonly __typename?: 'ProductOption';
  /** Its name, such as `Size`. */
  readonly name: Scalars['String']['output'];
  /** Its values, in the order of the variants. */
  readonly values: ReadonlyArray<Scalars['String']['output']>;
};

/** One option and what is to become of it. */
export type ProductOptionInput = {
  /** The present option that this one continues under a new name; left out: the one of the same name. */
  readonly from?: InputMaybe<Scalars['String']['input']>;
  /** Its name. */
  readonly name: Scalars['String']['input'];
  /** The value that present variants get where the option is new. */
  readonly value?: InputMaybe<Scalars['String']['input']>;
};

/** Lowest and highest price of a product's variants. */
export type ProductPriceRange = {
  readonly __typename?: 'ProductPriceRange';
  /** The highest. */
  readonly max: Money;
  /** The lowest. */
  readonly min: Money;
};

/** What search engines are shown of a product; its own title and description where the vendor gave none. */
export type ProductSeo = {
  readonly __typename?: 'ProductSeo';
  /** Description of the page, without markup. */
  readonly description: Scalars['String']['output'];
  /** Title of the page. */
  readonly title: Scalars['String']['output'];
};

/** What search engines are shown of a product. */
export type ProductSeoInput = {
  /** Description of the page; empty: the beginning of the product's own. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Title of the page; empty: the product's own. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

/** In which order products are listed. */
export type ProductSort =
  /** Most sold first. */
  | 'BEST_SELLING'
  /** Newest first. */
  | 'NEWEST'
  /** Oldest first. */
  | 'OLDEST'
  /** Lowest price first; amounts are compared as they are, so filter by currency where there are several. */
  | 'PRICE_ASC'
  /** Lowest price of each product, highest first. */
  | 'PRICE_DESC'
  /** Best rated first. */
  | 'RATING'
  /** By title. */
  | 'TITLE';

/** How far a product has come, and whether people can see and buy it. */
export type ProductStatus =
  /** For sale. */
  | 'ACTIVE'
  /** Not sold any more, for good. */
  | 'DISCONTINUED'
  /** Being written; only the vendor's team sees it. */
  | 'DRAFT'
  /** Taken off sale for the time being; only the vendor's team sees it. */
  | 'INACTIVE'
  /** For sale, with nothing left of any variant. Set and lifted by the stock itself. */
  | 'OUT_OF_STOCK';

/** A product in this status cannot be given that one. */
export type ProductStatusMoveIllegal = UserError & {
  readonly __typename?: 'ProductStatusMoveIllegal';
  /** Statuses it could be given. */
  readonly allowed: ReadonlyArray<ProductStatus>;
  /** `PRODUCT_STATUS_MOVE_ILLEGAL`. */
  readonly code: Scalars['String']['output'];
  /** The status it has. */
  readonly from: ProductStatus;
  /** What cannot become what. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the status. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** The status that was asked for. */
  readonly to: ProductStatus;
};

/** A status to be set. */
export type ProductStatusSetInput = {
  /** The `editVersion` it was seen at; left out: whatever it is. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The product. */
  readonly id: Scalars['ID']['input'];
  /** The status it is to have. OUT_OF_STOCK cannot be set: with nothing in stock ACTIVE becomes it by itself. */
  readonly status: ProductStatus;
};

/** What comes of `productStatusSet`. */
export type ProductStatusSetResult = NotFound | ProductStatusMoveIllegal | ProductStatusSetSuccess | ProductVersionConflict;

/** The status was set. */
export type ProductStatusSetSuccess = {
  readonly __typename?: 'ProductStatusSetSuccess';
  /** The product as it is now: OUT_OF_STOCK where ACTIVE was asked for and nothing is in stock. */
  readonly product: Product;
};

/** Changes of a product; what is left out stays as it is. */
export type ProductUpdateInput = {
  /** What variants priced by adjustment start from; their prices follow. Null where no variant is priced so. */
  readonly basePrice?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Who makes it; null: nothing said. */
  readonly brand?: InputMaybe<Scalars['String']['input']>;
  /** Its category. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** HTML; what is not allowed is removed. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The `editVersion` that the changes were made on. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** What imports know it by. */
  readonly handle?: InputMaybe<Scalars['String']['input']>;
  /** The product. */
  readonly id: Scalars['ID']['input'];
  /** Its pictures, all of them, in order; those left out are removed. */
  readonly images?: InputMaybe<ReadonlyArray<ProductImageInput>>;
  /** Its options, all of them, in order. */
  readonly options?: InputMaybe<ReadonlyArray<ProductOptionInput>>;
  /** What kind of thing it is; null: nothing said. */
  readonly productType?: InputMaybe<Scalars['String']['input']>;
  /** What search engines are shown. */
  readonly seo?: InputMaybe<ProductSeoInput>;
  /** Its name in links. */
  readonly slug?: InputMaybe<Scalars['String']['input']>;
  /** Words to find it by: all of them. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What people call it. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

/** What comes of `productUpdate`. */
export type ProductUpdateResult = InvalidInput | NotFound | ProductHandleTaken | ProductUpdateSuccess | ProductVersionConflict;

/** The product was changed. */
export type ProductUpdateSuccess = {
  readonly __typename?: 'ProductUpdateSuccess';
  /** The product as it is now. */
  readonly product: Product;
  /** What is worth a second look. */
  readonly warnings: ReadonlyArray<ProductWarning>;
};

/** What is bought: a product in one size, colour, or the like. */
export type ProductVariant = {
  readonly __typename?: 'ProductVariant';
  /** How many can be bought now: in stock and not held for anybody. */
  readonly available: Scalars['Int']['output'];
  /** Whether it can be bought now. */
  readonly availableForSale: Scalars['Boolean']['output'];
  /** The number under its bars: EAN, UPC, ISBN. */
  readonly barcode: Maybe<Scalars['String']['output']>;
  /** What it cost before, or elsewhere, to be shown struck through. */
  readonly compareAtPrice: Maybe<Money>;
  /** Size of one, packed. */
  readonly dimensions: Maybe<VariantDimensions>;
  /** Raised by each edit of the vendor: pass it as `expectedVersion`. */
  readonly editVersion: Scalars['Int']['output'];
  /** Its id, `var_…`. */
  readonly id: Scalars['ID']['output'];
  /** Its own picture, else the product's first. */
  readonly image: Maybe<ProductImage>;
  /** How much there is of it, for the vendor's team; null for everybody else. */
  readonly inventory: Maybe<VariantInventory>;
  /** What one costs. */
  readonly price: Money;
  /** By how much the price differs from the product's base price; null where the price stands for itself. */
  readonly priceAdjustment: Maybe<Money>;
  /** The product it is a variant of. */
  readonly product: Product;
  /** Its value of each of the product's options, in their order. */
  readonly selectedOptions: ReadonlyArray<SelectedOption>;
  /** The vendor's own number for it; not necessarily unique. */
  readonly sku: Maybe<Scalars['String']['output']>;
  /** Its option values joined, such as `Red / M`; empty for the only variant of a product without options. */
  readonly title: Scalars['String']['output'];
  /** Weight in grams. */
  readonly weightGrams: Maybe<Scalars['Int']['output']>;
};

/** The variant was edited by somebody else in the meantime: load it again, then decide. */
export type ProductVariantVersionConflict = UserError & {
  readonly __typename?: 'ProductVariantVersionConflict';
  /** `PRODUCT_VARIANT_VERSION_CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** What happened. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the version. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** The variant as it is now. */
  readonly variant: ProductVariant;
};

/** The product was edited by somebody else in the meantime: load it again, then decide. */
export type ProductVersionConflict = UserError & {
  readonly __typename?: 'ProductVersionConflict';
  /** `PRODUCT_VERSION_CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** What happened. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the version. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The product as it is now. */
  readonly product: Product;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Accepted, but worth a second look. */
export type ProductWarning = {
  readonly __typename?: 'ProductWarning';
  /** What kind of doubt it is. */
  readonly code: ProductWarningCode;
  /** What it is about, for people. */
  readonly message: Scalars['String']['output'];
  /** Path into the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** What is worth a second look in something that was accepted. */
export type ProductWarningCode =
  /** The price to compare with is not above the price, so it is no bargain. */
  | 'COMPARE_AT_NOT_ABOVE_PRICE'
  /** Part of the description was not allowed and has been removed. */
  | 'DESCRIPTION_SANITISED'
  /** Another variant of the vendor has the same SKU. */
  | 'DUPLICATE_SKU';

/** What changes in the viewer's profile. */
export type ProfileUpdateInput = {
  /** https address of a picture. Null removes it. */
  readonly avatarUrl?: InputMaybe<Scalars['String']['input']>;
  /** ISO 4217. */
  readonly currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  /** BCP 47, such as `de-CH`. */
  readonly locale?: InputMaybe<Scalars['String']['input']>;
  /** How others call the person. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** International (`+256…`), or national together with `phoneCountry`. Null removes it. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
  /** ISO 3166-1 alpha-2 country of a national `phone`. */
  readonly phoneCountry?: InputMaybe<Scalars['String']['input']>;
  /** IANA name, such as `Africa/Kampala`. */
  readonly timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `profileUpdate`. */
export type ProfileUpdateResult = InvalidInput | ProfileUpdateSuccess;

/** The profile is changed. */
export type ProfileUpdateSuccess = {
  readonly __typename?: 'ProfileUpdateSuccess';
  /** The viewer as they are now. */
  readonly user: User;
};

export type Query = {
  readonly __typename?: 'Query';
  /**
   * The viewer's own cart, or the one that a guest's token opens. Prices, stock and availability are checked at this moment.
   * Null where there is none yet, where the token opens nothing, and for owners of a store where the marketplace forbids them to buy.
   */
  readonly cart: Maybe<Cart>;
  /** The categories at the top of the tree; follow `children` for the rest. */
  readonly categories: ReadonlyArray<Category>;
  /** One category, by id or by slug. */
  readonly category: Maybe<Category>;
  /** A delivery; null where the viewer may not see it. */
  readonly delivery: Maybe<Delivery>;
  /** Everything that was booked for a vendor, newest first. NOT_FOUND for a vendor whose money the viewer does not manage. */
  readonly ledgerEntries: Maybe<LedgerEntryConnection>;
  /** How many the viewer has not read; null for a team the viewer is not in. */
  readonly notificationUnreadCount: Maybe<Scalars['Int']['output']>;
  /** What the viewer was told, newest first; null for a team the viewer is not in. */
  readonly notifications: Maybe<NotificationConnection>;
  /** Everybody's orders, newest first. */
  readonly operatorOrders: Maybe<OrderConnection>;
  /** One of the viewer's own orders; any order for operators. Null where there is none that the viewer may see. */
  readonly order: Maybe<Order>;
  /** The viewer's own orders, newest first. */
  readonly orders: Maybe<OrderConnection>;
  /** One product: by its id, or by its vendor's slug with its own handle or slug. Null where there is none for this viewer. */
  readonly product: Maybe<Product>;
  /** One import. Null where there is none for this viewer. */
  readonly productImport: Maybe<ProductImport>;
  /** Imports of a vendor, newest first; kept for 90 days. */
  readonly productImports: Maybe<ProductImportConnection>;
  /** Products that anybody may see. */
  readonly products: ProductConnection;
  /** A published review; null where there is none. */
  readonly review: Maybe<Review>;
  /** Products and vendors by words, with typing mistakes corrected; a change of a product is found by the next search. */
  readonly search: SearchResult;
  /** Where the viewer is signed in, newest first. */
  readonly sessions: Maybe<SessionConnection>;
  /** What wants doing about a vendor's stock, newest first. */
  readonly stockAlerts: Maybe<StockAlertConnection>;
  /** A vendor by `id` or by `slug`: exactly one of them. Null before the first approval, but for its team and for operators. */
  readonly vendor: Maybe<Vendor>;
  /** Vendors as operators see them, oldest application first; those that wait for a decision unless told otherwise. */
  readonly vendorApplications: Maybe<VendorConnection>;
  /** The figures of a store; null where the viewer may not see them. */
  readonly vendorDashboard: Maybe<VendorDashboard>;
  /** A store's deliveries, newest first. */
  readonly vendorDeliveries: Maybe<DeliveryConnection>;
  /** What a vendor has in stock, newest variants first. */
  readonly vendorInventory: Maybe<VariantInventoryConnection>;
  /** A vendor order: for its buyer, for the vendor's team once it is paid, and for operators. */
  readonly vendorOrder: Maybe<VendorOrder>;
  /** Paid orders of one vendor, newest first. NOT_FOUND for a vendor whose orders the viewer does not manage. */
  readonly vendorOrders: Maybe<VendorOrderConnection>;
  /** All products of a vendor, whatever their status; for its team. */
  readonly vendorProducts: Maybe<ProductConnection>;
  /** Approved vendors. */
  readonly vendors: VendorConnection;
  /** Who asks; null for a guest. */
  readonly viewer: Maybe<Viewer>;
};


export type QueryCartArgs = {
  token?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCategoryArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  slug?: InputMaybe<Scalars['String']['input']>;
};


export type QueryDeliveryArgs = {
  id: Scalars['ID']['input'];
};


export type QueryLedgerEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  vendorId: Scalars['ID']['input'];
};


export type QueryNotificationUnreadCountArgs = {
  vendorId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryNotificationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  unreadOnly?: Scalars['Boolean']['input'];
  vendorId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryOperatorOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OperatorOrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryOrderArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryProductArgs = {
  handle?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  slug?: InputMaybe<Scalars['String']['input']>;
  vendorSlug?: InputMaybe<Scalars['String']['input']>;
};


export type QueryProductImportArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProductImportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  vendorId: Scalars['ID']['input'];
};


export type QueryProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProductFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ProductSort>;
};


export type QueryReviewArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySearchArgs = {
  input: SearchInput;
};


export type QuerySessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryStockAlertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<ReadonlyArray<StockAlertKind>>;
  open?: InputMaybe<Scalars['Boolean']['input']>;
  vendorId: Scalars['ID']['input'];
};


export type QueryVendorArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  slug?: InputMaybe<Scalars['String']['input']>;
};


export type QueryVendorApplicationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<VendorStatus>;
};


export type QueryVendorDashboardArgs = {
  period?: DashboardPeriod;
  vendorId: Scalars['ID']['input'];
};


export type QueryVendorDeliveriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<ReadonlyArray<DeliveryStatus>>;
  vendorId: Scalars['ID']['input'];
};


export type QueryVendorInventoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<InventoryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  vendorId: Scalars['ID']['input'];
};


export type QueryVendorOrderArgs = {
  id: Scalars['ID']['input'];
};


export type QueryVendorOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<VendorOrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  vendorId: Scalars['ID']['input'];
};


export type QueryVendorProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<VendorProductFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ProductSort>;
  vendorId: Scalars['ID']['input'];
};


export type QueryVendorsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<VendorFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<VendorSort>;
};

/** How often one number of stars was given. */
export type RatingShare = {
  readonly __typename?: 'RatingShare';
  /** How often. */
  readonly count: Scalars['Int']['output'];
  /** 1 to 5. */
  readonly stars: Scalars['Int']['output'];
};

/** All ratings of a product, or of everything a store sells. */
export type RatingSummary = {
  readonly __typename?: 'RatingSummary';
  /** Their mean in hundredths of a star (450 is 4.5); null where there is none. */
  readonly averageHundredths: Maybe<Scalars['Int']['output']>;
  /** How many there are. */
  readonly count: Scalars['Int']['output'];
  /** How often each number of stars was given, five first; always five entries. */
  readonly distribution: ReadonlyArray<RatingShare>;
};

/** The refresh token is wrong, used or of a session that has ended: sign in again. */
export type RefreshTokenInvalid = UserError & {
  readonly __typename?: 'RefreshTokenInvalid';
  /** `REFRESH_TOKEN_INVALID`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the token. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Money that goes back to the buyer. */
export type Refund = {
  readonly __typename?: 'Refund';
  /** How much. */
  readonly amount: Money;
  /** When it was asked for. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Identifies the refund. */
  readonly id: Scalars['ID']['output'];
  /** Why: a value of `OrderEndReason`, or `PAID_TOO_LATE` or `AT_PROVIDER`. */
  readonly reasonCode: Scalars['String']['output'];
  /** Why, in words; may be empty. */
  readonly reasonText: Scalars['String']['output'];
  /** In what role it was asked for. */
  readonly requestedBy: OrderParty;
  /** Where it stands. */
  readonly status: RefundStatus;
  /** When the provider had sent it. */
  readonly succeededAt: Maybe<Scalars['DateTime']['output']>;
  /** The vendor order it is for; null where it is for none. */
  readonly vendorOrderId: Maybe<Scalars['ID']['output']>;
};

/** More than is left of the vendor order's gross. */
export type RefundExceedsPayment = UserError & {
  readonly __typename?: 'RefundExceedsPayment';
  /** `REFUND_EXCEEDS_PAYMENT`. */
  readonly code: Scalars['String']['output'];
  /** What is left. */
  readonly message: Scalars['String']['output'];
  /** Path to the amount. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** The most that can go back. */
  readonly refundable: Money;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Where money on its way back stands. */
export type RefundStatus =
  /** It could not be sent back; an operator looks at it. */
  | 'FAILED'
  /** The provider is at work. */
  | 'PENDING'
  /** Decided; the provider has not been told yet. */
  | 'REQUESTED'
  /** The money has gone back. */
  | 'SUCCEEDED';

/** What a buyer who received a product thinks of it. Everybody may read it. */
export type Review = {
  readonly __typename?: 'Review';
  /** What the store answered; null where it has not. */
  readonly answer: Maybe<ReviewAnswer>;
  /** Who wrote it; null once the account is gone. */
  readonly author: Maybe<User>;
  /** When it was published. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Raised by every edit and answer: pass it as `expectedVersion`. */
  readonly editVersion: Scalars['Int']['output'];
  /** When the author last changed it; null where that never happened. */
  readonly editedAt: Maybe<Scalars['DateTime']['output']>;
  /** Its id, `rev_…`. */
  readonly id: Scalars['ID']['output'];
  /** What was reviewed; null once nobody may see it any more. */
  readonly product: Maybe<Product>;
  /** Stars, 1 to 5. */
  readonly rating: Scalars['Int']['output'];
  /** The long form; plain text, with line breaks. */
  readonly text: Scalars['String']['output'];
  /** The short form; plain text. */
  readonly title: Scalars['String']['output'];
  /** Who sold it; null once the store is closed. */
  readonly vendor: Maybe<Vendor>;
  /** Whether the viewer may answer for the store: `reviewAnswer`. */
  readonly viewerCanAnswer: Scalars['Boolean']['output'];
  /** Whether the viewer wrote it: `reviewUpdate` and `reviewDelete`. */
  readonly viewerCanEdit: Scalars['Boolean']['output'];
};

/** The viewer has reviewed this product before. */
export type ReviewAlreadyExists = UserError & {
  readonly __typename?: 'ReviewAlreadyExists';
  /** `REVIEW_ALREADY_EXISTS`. */
  readonly code: Scalars['String']['output'];
  /** The review that there is: change it by `reviewUpdate`. Null where it was removed at that very moment. */
  readonly existing: Maybe<Review>;
  /** What to do instead. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the product. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** What a store answered to a review. */
export type ReviewAnswer = {
  readonly __typename?: 'ReviewAnswer';
  /** When it was given, or last replaced. */
  readonly answeredAt: Scalars['DateTime']['output'];
  /** Plain text, with line breaks. */
  readonly text: Scalars['String']['output'];
};

/** What a store answers. */
export type ReviewAnswerInput = {
  /** Its `editVersion` as the member saw it, so that nobody answers words that have changed. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** A review of something the store sells. */
  readonly id: Scalars['ID']['input'];
  /** 1 to 2,000 characters of plain text; replaces an earlier answer. */
  readonly text: Scalars['String']['input'];
};

/** The outcome of `reviewAnswer`. */
export type ReviewAnswerResult = InvalidInput | NotFound | ReviewAnswerSuccess | ReviewVersionConflict;

/** The review is answered. */
export type ReviewAnswerSuccess = {
  readonly __typename?: 'ReviewAnswerSuccess';
  /** The review with its answer. */
  readonly review: Review;
};

/** A page of reviews. */
export type ReviewConnection = {
  readonly __typename?: 'ReviewConnection';
  /** With the cursor of each. */
  readonly edges: ReadonlyArray<ReviewEdge>;
  /** Without cursors. */
  readonly nodes: ReadonlyArray<Review>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** What a buyer thinks of a product. */
export type ReviewCreateInput = {
  /** The product; it was delivered to the viewer. */
  readonly productId: Scalars['ID']['input'];
  /** Stars, 1 to 5. */
  readonly rating: Scalars['Int']['input'];
  /** The long form; 1 to 5,000 characters of plain text. */
  readonly text: Scalars['String']['input'];
  /** The short form; 1 to 120 characters of plain text. */
  readonly title: Scalars['String']['input'];
};

/** The outcome of `reviewCreate`. */
export type ReviewCreateResult = InvalidInput | ReviewAlreadyExists | ReviewCreateSuccess | ReviewNotAllowed;

/** The review is published. */
export type ReviewCreateSuccess = {
  readonly __typename?: 'ReviewCreateSuccess';
  /** The review. */
  readonly review: Review;
};

/** A review that its author takes back. */
export type ReviewDeleteInput = {
  /** The review. */
  readonly id: Scalars['ID']['input'];
};

/** The outcome of `reviewDelete`. */
export type ReviewDeleteResult = NotFound | ReviewDeleteSuccess;

/** The review is gone; another may be written. */
export type ReviewDeleteSuccess = {
  readonly __typename?: 'ReviewDeleteSuccess';
  /** The product it was about, with its rating as it is now. */
  readonly product: Maybe<Product>;
  /** What its id was. */
  readonly reviewId: Scalars['ID']['output'];
};

/** A review in a list. */
export type ReviewEdge = {
  readonly __typename?: 'ReviewEdge';
  /** Where it stands in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The review. */
  readonly node: Review;
};

/** Whether the viewer may review a product. */
export type ReviewEligibility = {
  readonly __typename?: 'ReviewEligibility';
  /** Whether `reviewCreate` would be accepted. */
  readonly allowed: Scalars['Boolean']['output'];
  /** Why not; null where it is allowed. */
  readonly reason: Maybe<ReviewRefusal>;
};

/** Reviews of a store's products. */
export type ReviewFigures = {
  readonly __typename?: 'ReviewFigures';
  /** How many of them the store answered. */
  readonly answered: Scalars['Int']['output'];
  /** Their mean in hundredths of a star (450 is 4.5); null where there was none. */
  readonly averageHundredths: Maybe<Scalars['Int']['output']>;
  /** How many were published. */
  readonly count: Scalars['Int']['output'];
};

/** The viewer may not review this product. */
export type ReviewNotAllowed = UserError & {
  readonly __typename?: 'ReviewNotAllowed';
  /** `REVIEW_NOT_ALLOWED`. */
  readonly code: Scalars['String']['output'];
  /** Why, for people. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the product. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Why. */
  readonly reason: ReviewRefusal;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Why somebody may not review a product. */
export type ReviewRefusal =
  /** The viewer has reviewed it already: `viewerReview`. */
  | 'ALREADY_REVIEWED'
  /** It was not delivered to the viewer, or was given back. */
  | 'NOT_PURCHASED'
  /** The viewer is in the team of the store that sells it. */
  | 'OWN_STORE'
  /** Nobody is signed in. */
  | 'SIGN_IN_REQUIRED';

/** Orders of reviews. */
export type ReviewSort =
  /** Most stars first, the newest of them first. */
  | 'HIGHEST'
  /** Fewest stars first, the newest of them first. */
  | 'LOWEST'
  /** Newest first. */
  | 'NEWEST';

/** What an author changes; what is left out stays as it is. */
export type ReviewUpdateInput = {
  /** Its `editVersion` as the author saw it. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** The review. */
  readonly id: Scalars['ID']['input'];
  /** Stars, 1 to 5. */
  readonly rating?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 5,000 characters of plain text. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 120 characters of plain text. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

/** The outcome of `reviewUpdate`. */
export type ReviewUpdateResult = InvalidInput | NotFound | ReviewUpdateSuccess | ReviewVersionConflict;

/** The review is changed. */
export type ReviewUpdateSuccess = {
  readonly __typename?: 'ReviewUpdateSuccess';
  /** The review as it is now. */
  readonly review: Review;
};

/** Somebody changed the review meanwhile. */
export type ReviewVersionConflict = UserError & {
  readonly __typename?: 'ReviewVersionConflict';
  /** `REVIEW_VERSION_CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** The review as it is now. */
  readonly current: Review;
  /** Which version it is at. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the version. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false: look at `current` and send its version. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** A number of sales and what they are worth, beside the days before. */
export type SalesFigures = {
  readonly __typename?: 'SalesFigures';
  /** The marketplace's share. */
  readonly commission: Money;
  /** How many. */
  readonly count: Scalars['Int']['output'];
  /** What buyers pay for them, shipping included. */
  readonly gross: Money;
  /** Change of the gross in basis points (10000 is doubled); null where there was none before. */
  readonly grossChangeBasisPoints: Maybe<Scalars['Int']['output']>;
  /** What the store earns: gross less commission. */
  readonly net: Money;
  /** How many in the days before. */
  readonly previousCount: Scalars['Int']['output'];
  /** Their gross in the days before. */
  readonly previousGross: Money;
};

/** A product that was found. */
export type SearchEdge = {
  readonly __typename?: 'SearchEdge';
  /** Pass it as `after` for what follows. */
  readonly cursor: Scalars['String']['output'];
  /** The product. */
  readonly node: Product;
  /** Its title as HTML: escaped, and what matches the query in `<mark>`. */
  readonly titleHighlighted: Scalars['String']['output'];
};

/** One way to narrow a search down. It is counted as if nothing of it were chosen yet, so that its values are alternatives. */
export type SearchFacet = {
  readonly __typename?: 'SearchFacet';
  /** What it is about. */
  readonly field: SearchFacetField;
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Its values, those with most products first; prices from low to high, ratings from good to bad. Those behind the first ones come too where they are chosen. */
  readonly values: ReadonlyArray<SearchFacetValue>;
};


/** One way to narrow a search down. It is counted as if nothing of it were chosen yet, so that its values are alternatives. */
export type SearchFacetValuesArgs = {
  first?: Scalars['Int']['input'];
};

/** What products can be narrowed down by. */
export type SearchFacetField =
  /** `filter.brands`. */
  | 'BRAND'
  /** `filter.categoryId`. A category counts what is below it too. */
  | 'CATEGORY'
  /** `filter.inStock`. */
  | 'IN_STOCK'
  /** `filter.price`, in one currency: that of the filter, else that of most products. */
  | 'PRICE'
  /** `filter.productTypes`. */
  | 'PRODUCT_TYPE'
  /** `filter.minRating`. */
  | 'RATING'
  /** `filter.tags`. */
  | 'TAG'
  /** `filter.vendorIds`. */
  | 'VENDOR';

/** One value of a facet. */
export type SearchFacetValue = {
  readonly __typename?: 'SearchFacetValue';
  /** How many products would be found with this value. */
  readonly count: Scalars['Int']['output'];
  /** What people call it. */
  readonly label: Scalars['String']['output'];
  /** Of a category, the value of the one above; null at the top and for everything else. */
  readonly parent: Maybe<Scalars['String']['output']>;
  /** Of a price range, where it begins and ends. */
  readonly price: Maybe<SearchPriceRange>;
  /** Whether the filter has it. */
  readonly selected: Scalars['Boolean']['output'];
  /** What the filter takes: an id, a text, `true`, the least rating; of prices `USD:1000:2499`, in minor units. */
  readonly value: Scalars['String']['output'];
};

/** What to look for, and how to show it. */
export type SearchInput = {
  /** Behind this cursor of the same query, filter and sort. */
  readonly after?: InputMaybe<Scalars['String']['input']>;
  /** Which products; one vendor's alone where `vendorIds` names it. */
  readonly filter?: InputMaybe<ProductFilter>;
  /** How many, 100 at most; 20 where left out. */
  readonly first?: InputMaybe<Scalars['Int']['input']>;
  /**
   * Words, in any order; a product must have all of them, in title, brand, product type, category, vendor, tags, options or
   * description, or it must have the whole as its SKU or barcode. Case, accents and plural do not matter, and the last word
   * may be unfinished. Left out or empty: everything. Only the first 200 characters are read.
   */
  readonly query?: InputMaybe<Scalars['String']['input']>;
  /** In which order. */
  readonly sort?: InputMaybe<SearchSort>;
};

/** A range of prices; both ends belong to it. */
export type SearchPriceRange = {
  readonly __typename?: 'SearchPriceRange';
  /** The highest price in it; null: no end. */
  readonly max: Maybe<Money>;
  /** The lowest price in it. */
  readonly min: Money;
};

/** What was found. */
export type SearchResult = {
  readonly __typename?: 'SearchResult';
  /**
   * Whether `totalCount` and `facets` are exact. In a catalogue of more than 20,000 products, what more than some 4,000 of them
   * may match is counted in a sample and extrapolated; values that few products have may then be missing.
   */
  readonly countsComplete: Scalars['Boolean']['output'];
  /** The query with better words in place of some that no product has: what was found is for this one. Null where none was needed, or none is like them. */
  readonly didYouMean: Maybe<Scalars['String']['output']>;
  /** Products with their cursors. */
  readonly edges: ReadonlyArray<SearchEdge>;
  /** What the found products can be narrowed down by; facets without a value are left out. */
  readonly facets: ReadonlyArray<SearchFacet>;
  /** The products alone. */
  readonly nodes: ReadonlyArray<Product>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
  /** How many products were found; about so many, or at least, where `countsComplete` is false. */
  readonly totalCount: Scalars['Int']['output'];
  /** Vendors with such a name, whatever the filter; none without words. */
  readonly vendors: ReadonlyArray<Maybe<Vendor>>;
};


/** What was found. */
export type SearchResultVendorsArgs = {
  first?: Scalars['Int']['input'];
};

/** In which order products are found. */
export type SearchSort =
  /** Most sold first. */
  | 'BEST_SELLING'
  /** Newest first. */
  | 'NEWEST'
  /** Lowest price first; amounts are compared as they are, so filter by currency where there are several. */
  | 'PRICE_ASC'
  /** Lowest price of each product, highest first. */
  | 'PRICE_DESC'
  /** Best rated first. */
  | 'RATING'
  /**
   * What matches best first; what sells counts a little, what is sold out comes later. Without words, or with words that more
   * than 5,000 products have, what sells most comes first.
   */
  | 'RELEVANCE';

/** A variant's value of one option. */
export type SelectedOption = {
  readonly __typename?: 'SelectedOption';
  /** The option. */
  readonly name: Scalars['String']['output'];
  /** The value. */
  readonly value: Scalars['String']['output'];
};

/** A variant's value of one option. */
export type SelectedOptionInput = {
  /** The option. */
  readonly name: Scalars['String']['input'];
  /** The value. */
  readonly value: Scalars['String']['input'];
};

/** One sign-in on one device. */
export type Session = {
  readonly __typename?: 'Session';
  /** When the person signed in. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Whether it is the one that asks. */
  readonly current: Scalars['Boolean']['output'];
  /** What it runs on, as far as the client tells. */
  readonly device: SessionDevice;
  /** When it ends unless it is used again. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Identifies the session; the claim `sid` of its access tokens is the same as a uuid. */
  readonly id: Scalars['ID']['output'];
  /** When it was last refreshed. */
  readonly lastUsedAt: Scalars['DateTime']['output'];
  /** Network it was last used from, such as `203.0.113.0/24`. */
  readonly place: Scalars['String']['output'];
};

/** A page of sessions. */
export type SessionConnection = {
  readonly __typename?: 'SessionConnection';
  /** The sessions with their cursors. */
  readonly edges: ReadonlyArray<SessionEdge>;
  /** The sessions. */
  readonly nodes: ReadonlyArray<Session>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** Address and password. */
export type SessionCreateInput = {
  /** The address of the account. */
  readonly email: Scalars['String']['input'];
  /** Its password. */
  readonly password: Scalars['String']['input'];
};

/** Outcome of `sessionCreate`. */
export type SessionCreateResult = CredentialsInvalid | SessionCreateSuccess | TooManyAttempts;

/** Signed in. */
export type SessionCreateSuccess = {
  readonly __typename?: 'SessionCreateSuccess';
  /** Whether the address is verified; if not, ask for the code next. */
  readonly emailVerified: Scalars['Boolean']['output'];
  /** The new session. */
  readonly sessionId: Scalars['ID']['output'];
  /** Access and refresh token. */
  readonly tokens: SessionTokens;
  /** Who signed in. */
  readonly userId: Scalars['ID']['output'];
};

/** What a session runs on. */
export type SessionDevice = {
  readonly __typename?: 'SessionDevice';
  /** The browser's or app's name. */
  readonly client: Scalars['String']['output'];
  /** Browser or app. */
  readonly kind: SessionDeviceKind;
  /** To be shown: `Firefox on Android`. */
  readonly name: Scalars['String']['output'];
  /** The operating system's name. */
  readonly operatingSystem: Scalars['String']['output'];
};

/** Kinds of client. */
export type SessionDeviceKind =
  /** An app. */
  | 'APP'
  /** A web browser. */
  | 'BROWSER'
  /** Anything else. */
  | 'OTHER';

/** A session in a page. */
export type SessionEdge = {
  readonly __typename?: 'SessionEdge';
  /** Where it stands. */
  readonly cursor: Scalars['String']['output'];
  /** The session. */
  readonly node: Session;
};

/** Outcome of `sessionEndAll`. */
export type SessionEndAllResult = SessionEndAllSuccess;

/** Signed out everywhere. */
export type SessionEndAllSuccess = {
  readonly __typename?: 'SessionEndAllSuccess';
  /** How many sessions ended. */
  readonly endedSessions: Scalars['Int']['output'];
};

/** Which session to end. */
export type SessionEndInput = {
  /** The session. */
  readonly id: Scalars['ID']['input'];
};

/** Outcome of `sessionEndOthers`. */
export type SessionEndOthersResult = SessionEndOthersSuccess;

/** Signed out everywhere else. */
export type SessionEndOthersSuccess = {
  readonly __typename?: 'SessionEndOthersSuccess';
  /** How many sessions ended. */
  readonly endedSessions: Scalars['Int']['output'];
};

/** Outcome of `sessionEnd`. */
export type SessionEndResult = NotFound | SessionEndSuccess;

/** Signed out. */
export type SessionEndSuccess = {
  readonly __typename?: 'SessionEndSuccess';
  /** The session that ended. */
  readonly sessionId: Scalars['ID']['output'];
};

/** A refresh token. */
export type SessionRefreshInput = {
  /** As it was given last. */
  readonly refreshToken: Scalars['String']['input'];
};

/** Outcome of `sessionRefresh`. */
export type SessionRefreshResult = RefreshTokenInvalid | SessionRefreshSuccess;

/** A new pair of tokens. */
export type SessionRefreshSuccess = {
  readonly __typename?: 'SessionRefreshSuccess';
  /** Whether the address is verified. */
  readonly emailVerified: Scalars['Boolean']['output'];
  /** The session, the same as before. */
  readonly sessionId: Scalars['ID']['output'];
  /** Access and refresh token. The refresh token that was sent is used up. */
  readonly tokens: SessionTokens;
  /** Whose session it is. */
  readonly userId: Scalars['ID']['output'];
};

/** What a client signs its requests with. */
export type SessionTokens = {
  readonly __typename?: 'SessionTokens';
  /** JWT for the header `authorization: Bearer …`; five minutes. */
  readonly accessToken: Scalars['String']['output'];
  /** When the access token expires. */
  readonly accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** To be kept safe, and used once: `sessionRefresh` gives the next pair. */
  readonly refreshToken: Scalars['String']['output'];
  /** When the session ends unless it is refreshed. */
  readonly refreshTokenExpiresAt: Scalars['DateTime']['output'];
};

/** Where an order goes. */
export type ShippingAddressInput = {
  /** The city. */
  readonly city: Scalars['String']['input'];
  /** ISO 3166-1 alpha-2, such as `CH`. */
  readonly country: Scalars['String']['input'];
  /** Street and number. */
  readonly line1: Scalars['String']['input'];
  /** Floor, flat, company. */
  readonly line2?: Scalars['String']['input'];
  /** How the courier calls them, E.164 such as `+41791234567`. */
  readonly phone: Scalars['String']['input'];
  /** Where the country has them. */
  readonly postalCode?: Scalars['String']['input'];
  /** Who receives it. */
  readonly recipient: Scalars['String']['input'];
  /** State, province or canton. */
  readonly region?: Scalars['String']['input'];
};

/** How a parcel is sent. */
export type ShippingMethod =
  /** Faster than ordinary post. */
  | 'EXPRESS'
  /** A courier brings it within the city, with live tracking. */
  | 'LOCAL_DELIVERY'
  /** Arrives the next working day. */
  | 'OVERNIGHT'
  /** The vendor's ordinary post. */
  | 'STANDARD';

/** What a way of shipping costs before the address is known. */
export type ShippingOption = {
  readonly __typename?: 'ShippingOption';
  /** Subtotal from which it is free; null where it never is. */
  readonly freeOver: Maybe<Money>;
  /** Days until it arrives, at worst. */
  readonly maxDays: Scalars['Int']['output'];
  /** How it is sent. */
  readonly method: ShippingMethod;
  /** Days until it arrives, at best. */
  readonly minDays: Scalars['Int']['output'];
  /** Extra for each kilogram begun beyond the first. */
  readonly perKilogram: Money;
  /** Price of a parcel of up to one kilogram. */
  readonly price: Money;
  /** Where to. */
  readonly zone: ShippingZone;
};

/** Shipping was not chosen for every vendor, has expired, or was quoted for other goods or another address. Ask for new quotes, then use a new key. */
export type ShippingQuoteExpired = UserError & {
  readonly __typename?: 'ShippingQuoteExpired';
  /** `SHIPPING_QUOTE_EXPIRED`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Path to the choices. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** The vendors whose shipping has to be chosen again. */
  readonly vendorIds: ReadonlyArray<Scalars['ID']['output']>;
};

/** A rate of a store, to be set. */
export type ShippingRateSetInput = {
  /** What the rate is in; the store's currency as a rule. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** Subtotal from which it is free. */
  readonly freeOver?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Days until it arrives, at worst. */
  readonly maxDays: Scalars['Int']['input'];
  /** How it is sent; not `LOCAL_DELIVERY`, whose price the courier sets. */
  readonly method: ShippingMethod;
  /** Days until it arrives, at best. */
  readonly minDays: Scalars['Int']['input'];
  /** Extra for each kilogram begun beyond the first. */
  readonly perKilogram?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Price of a parcel of up to one kilogram. */
  readonly price: Scalars['MinorUnits']['input'];
  /** The store. */
  readonly vendorId: Scalars['ID']['input'];
  /** Where to. */
  readonly zone: ShippingZone;
};

/** The outcome of `shippingRateSet`. */
export type ShippingRateSetResult = InvalidInput | NotFound | ShippingRateSetSuccess;

/** The rate as it is now. */
export type ShippingRateSetSuccess = {
  readonly __typename?: 'ShippingRateSetSuccess';
  /** The rate. */
  readonly option: ShippingOption;
};

/** Shipping cannot be quoted at the moment. */
export type ShippingUnavailable = UserError & {
  readonly __typename?: 'ShippingUnavailable';
  /** `SHIPPING_UNAVAILABLE`. */
  readonly code: Scalars['String']['output'];
  /** Try again. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always true. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Whether a parcel crosses a border. */
export type ShippingZone =
  /** Within the vendor's country. */
  | 'DOMESTIC'
  /** To any other country. */
  | 'INTERNATIONAL';

/** Corrections of the stock of one vendor: all lines or none. */
export type StockAdjustInput = {
  /** The same key with the same input answers what it answered first, for 7 days. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What to correct; each variant once, 100 lines at most. */
  readonly lines: ReadonlyArray<StockAdjustLine>;
  /** Why; kept in the ledger. */
  readonly reason: Scalars['String']['input'];
};

/** A correction of one variant's quantity: give exactly one of `by` and `to`. */
export type StockAdjustLine = {
  /** How many more, or fewer where it is below zero. */
  readonly by?: InputMaybe<Scalars['Int']['input']>;
  /** How many there are, as counted, held ones included. */
  readonly to?: InputMaybe<Scalars['Int']['input']>;
  /** The variant. */
  readonly variantId: Scalars['ID']['input'];
};

/** What comes of `stockAdjust`. */
export type StockAdjustResult = IdempotencyConflict | InvalidInput | NotFound | StockAdjustSuccess | StockBelowReserved;

/** The stock is corrected. */
export type StockAdjustSuccess = {
  readonly __typename?: 'StockAdjustSuccess';
  /** What there is now, in the order of the lines. */
  readonly inventory: ReadonlyArray<VariantInventory>;
};

/** Something about the stock that wants doing. LOW and OUT close themselves with stock; OVERSOLD when what is owed came in or was called off. */
export type StockAlert = {
  readonly __typename?: 'StockAlert';
  /** When it was closed; null while it is open. */
  readonly closedAt: Maybe<Scalars['DateTime']['output']>;
  /** Its id, `alt_…`. */
  readonly id: Scalars['ID']['output'];
  /** Why. */
  readonly kind: StockAlertKind;
  /** When it was raised. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** The order that is owed something; null but for OVERSOLD. */
  readonly order: Maybe<Order>;
  /** LOW and OUT: how many were available when it was raised. OVERSOLD: how many are owed. */
  readonly quantity: Scalars['Int']['output'];
  /** Of what; null where the variant has been deleted. */
  readonly variant: Maybe<ProductVariant>;
};

/** A page of stock alerts. */
export type StockAlertConnection = {
  readonly __typename?: 'StockAlertConnection';
  /** Alerts with their cursors. */
  readonly edges: ReadonlyArray<StockAlertEdge>;
  /** The alerts alone. */
  readonly nodes: ReadonlyArray<StockAlert>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A stock alert in a list. */
export type StockAlertEdge = {
  readonly __typename?: 'StockAlertEdge';
  /** Pass it as `after` for what follows. */
  readonly cursor: Scalars['String']['output'];
  /** The alert. */
  readonly node: StockAlert;
};

/** Why an alert was raised. */
export type StockAlertKind =
  /** At the threshold or below. */
  | 'LOW'
  /** Nothing available. */
  | 'OUT'
  /** Paid for and not there: payment came after the reservation had expired, and others had bought it meanwhile. */
  | 'OVERSOLD';

/** What is held for checkouts cannot be taken away from under them: wait until they are paid or expire. */
export type StockBelowReserved = UserError & {
  readonly __typename?: 'StockBelowReserved';
  /** `STOCK_BELOW_RESERVED`. */
  readonly code: Scalars['String']['output'];
  /** What was asked for and what is held. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the line. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** How many are held. */
  readonly reserved: Scalars['Int']['output'];
  /** Always false: the key's answer is kept; ask again with a new one once it is paid for or free again. */
  readonly retryable: Scalars['Boolean']['output'];
  /** Of what. */
  readonly variant: Maybe<ProductVariant>;
};

/** How much there is of a variant in one warehouse. */
export type StockLevel = {
  readonly __typename?: 'StockLevel';
  /** How many are there, held ones included. */
  readonly quantity: Scalars['Int']['output'];
  /** How many of them are held. */
  readonly reserved: Scalars['Int']['output'];
  /** The warehouse. */
  readonly warehouse: Warehouse;
};

/** One line of the stock ledger. The lines of a level always add up to it, and none is ever changed. */
export type StockMovement = {
  readonly __typename?: 'StockMovement';
  /** Who did it; null where the marketplace did. */
  readonly actor: Maybe<User>;
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Its id, `mov_…`. */
  readonly id: Scalars['ID']['output'];
  /** Why. */
  readonly kind: StockMovementKind;
  /** The order it was for. */
  readonly order: Maybe<Order>;
  /** The quantity after it. */
  readonly quantityAfter: Scalars['Int']['output'];
  /** By how much the quantity changed. */
  readonly quantityChange: Scalars['Int']['output'];
  /** What the one who did it said. */
  readonly reason: Scalars['String']['output'];
  /** The held part after it. */
  readonly reservedAfter: Scalars['Int']['output'];
  /** By how much the held part changed. */
  readonly reservedChange: Scalars['Int']['output'];
};

/** A page of stock movements. */
export type StockMovementConnection = {
  readonly __typename?: 'StockMovementConnection';
  /** Movements with their cursors. */
  readonly edges: ReadonlyArray<StockMovementEdge>;
  /** The movements alone. */
  readonly nodes: ReadonlyArray<StockMovement>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A stock movement in a list. */
export type StockMovementEdge = {
  readonly __typename?: 'StockMovementEdge';
  /** Pass it as `after` for what follows. */
  readonly cursor: Scalars['String']['output'];
  /** The movement. */
  readonly node: StockMovement;
};

/** Why stock changed. */
export type StockMovementKind =
  /** Counted, lost or found. */
  | 'ADJUST'
  /** Left for an order. */
  | 'COMMIT'
  /** Came in. */
  | 'RECEIVE'
  /** No longer held. */
  | 'RELEASE'
  /** Held for a checkout. */
  | 'RESERVE'
  /** Came back from an order that was rejected or cancelled. */
  | 'RETURN';

/** Goods that came in, of one vendor: all lines or none. */
export type StockReceiveInput = {
  /** The same key with the same input answers what it answered first, for 7 days. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What came in; each variant once, 100 lines at most. */
  readonly lines: ReadonlyArray<StockReceiveLine>;
  /** Kept in the ledger, such as the number of a delivery note. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** So many of a variant that came in. */
export type StockReceiveLine = {
  /** How many, 1 at least. */
  readonly quantity: Scalars['Int']['input'];
  /** The variant. */
  readonly variantId: Scalars['ID']['input'];
};

/** What comes of `stockReceive`. */
export type StockReceiveResult = IdempotencyConflict | InvalidInput | NotFound | StockReceiveSuccess;

/** The goods are in stock. */
export type StockReceiveSuccess = {
  readonly __typename?: 'StockReceiveSuccess';
  /** What there is now, in the order of the lines. */
  readonly inventory: ReadonlyArray<VariantInventory>;
};

/** Where what is available of a variant stands against its threshold. */
export type StockState =
  /** More than the threshold. */
  | 'IN_STOCK'
  /** At the threshold or below. */
  | 'LOW'
  /** Nothing. */
  | 'OUT';

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** The viewer's orders whenever one of them changes; the snapshot holds the 20 newest. */
  readonly buyerOrdersUpdated: Maybe<BuyerOrdersUpdate>;
  /** A parcel on its way: snapshot, then every status and every move of the courier. */
  readonly deliveryTracked: Maybe<DeliveryUpdate>;
  /** The viewer's own notifications: snapshot, then each that comes, and what is read or removed elsewhere. */
  readonly notificationReceived: NotificationUpdate;
  /** An order whenever it, one of its parts or its payment changes. For its buyer and for operators. */
  readonly orderUpdated: Maybe<OrderUpdate>;
  /** One import: first as it is, then as it gets on, to its end. */
  readonly productImportProgressed: ProductImportProgress;
  /** The availability of one variant: first as it is, then each change. */
  readonly variantStockChanged: VariantStockChange;
  /** A store's figures, now and at every sale, payment, delivery and review from now on. */
  readonly vendorDashboardUpdated: Maybe<VendorDashboardUpdate>;
  /** The inventory of one vendor: first as it is, then each change. */
  readonly vendorInventoryChanged: VendorInventoryChange;
  /** Notifications of a team the viewer is in, as far as the viewer's permissions go. */
  readonly vendorNotificationReceived: NotificationUpdate;
  /** A vendor's orders whenever one comes in or changes; the snapshot holds the 20 newest. */
  readonly vendorOrdersUpdated: Maybe<VendorOrdersUpdate>;
};


export type SubscriptionBuyerOrdersUpdatedArgs = {
  since?: InputMaybe<Scalars['Int']['input']>;
};


export type SubscriptionDeliveryTrackedArgs = {
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['Int']['input']>;
};


export type SubscriptionNotificationReceivedArgs = {
  since?: InputMaybe<Scalars['Int']['input']>;
};


export type SubscriptionOrderUpdatedArgs = {
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['Int']['input']>;
};


export type SubscriptionProductImportProgressedArgs = {
  importId: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['Int']['input']>;
};


export type SubscriptionVariantStockChangedArgs = {
  since?: InputMaybe<Scalars['Int']['input']>;
  variantId: Scalars['ID']['input'];
};


export type SubscriptionVendorDashboardUpdatedArgs = {
  since?: InputMaybe<Scalars['Int']['input']>;
  vendorId: Scalars['ID']['input'];
};


export type SubscriptionVendorInventoryChangedArgs = {
  since?: InputMaybe<Scalars['Int']['input']>;
  vendorId: Scalars['ID']['input'];
};


export type SubscriptionVendorNotificationReceivedArgs = {
  since?: InputMaybe<Scalars['Int']['input']>;
  vendorId: Scalars['ID']['input'];
};


export type SubscriptionVendorOrdersUpdatedArgs = {
  since?: InputMaybe<Scalars['Int']['input']>;
  vendorId: Scalars['ID']['input'];
};

/** Too many attempts by this account or from this network. Wait, then try again. */
export type TooManyAttempts = UserError & {
  readonly __typename?: 'TooManyAttempts';
  /** `TOO_MANY_ATTEMPTS`. */
  readonly code: Scalars['String']['output'];
  /** How long to wait. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Seconds to wait. */
  readonly retryAfter: Scalars['Int']['output'];
  /** Always true, once `retryAfter` has passed. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** One thing a visitor did. */
export type TrackedEventInput = {
  /** When it was, by the client's clock. */
  readonly at: Scalars['DateTime']['input'];
  /** A UUID that the client makes up: the same event sent twice counts once. */
  readonly id: Scalars['String']['input'];
  /** What it was. */
  readonly kind: TrackedEventKind;
  /** The product it was about. */
  readonly productId?: InputMaybe<Scalars['ID']['input']>;
  /** What had been searched for, 200 characters at most. */
  readonly query?: InputMaybe<Scalars['String']['input']>;
  /** The store it was about, where it was not about a product. */
  readonly vendorId?: InputMaybe<Scalars['ID']['input']>;
};

/** What a visitor did, as far as the server cannot know it by itself. */
export type TrackedEventKind =
  /** A product was put into a cart. */
  | 'CART_ADDED'
  /** A product's page was opened. */
  | 'PRODUCT_VIEWED'
  /** A result of a search was clicked. */
  | 'SEARCH_RESULT_CLICKED'
  /** A store's page was opened. */
  | 'VENDOR_VIEWED';

/** One day of the trend. */
export type TrendPoint = {
  readonly __typename?: 'TrendPoint';
  /** The day, `YYYY-MM-DD` in UTC. */
  readonly day: Scalars['String']['output'];
  /** What they are worth. */
  readonly gross: Money;
  /** Sales placed that day. */
  readonly orders: Scalars['Int']['output'];
  /** Product views of that day. */
  readonly views: Scalars['Int']['output'];
};

/** A person with an account. Everybody sees the name and the picture; the rest is for the person alone. */
export type User = {
  readonly __typename?: 'User';
  /** Address of a picture. */
  readonly avatarUrl: Maybe<Scalars['String']['output']>;
  /** When the account was opened; null for others. */
  readonly createdAt: Maybe<Scalars['DateTime']['output']>;
  /** Currency prices are shown in; null for others. */
  readonly currency: Maybe<Scalars['CurrencyCode']['output']>;
  /** The address the person signs in with; null for others. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** Whether the address is verified; null for others. */
  readonly emailVerified: Maybe<Scalars['Boolean']['output']>;
  /** Identifies the person. */
  readonly id: Scalars['ID']['output'];
  /** BCP 47, the language of mails and messages; null for others. */
  readonly locale: Maybe<Scalars['String']['output']>;
  /** How others call the person. */
  readonly name: Scalars['String']['output'];
  /** E.164; null for others. */
  readonly phone: Maybe<Scalars['String']['output']>;
  /** IANA name of the time zone; null for others. */
  readonly timeZone: Maybe<Scalars['String']['output']>;
};

/** A failure that a client is expected to handle. Its `code` never changes; its message is for people. */
export type UserError = {
  /** The type's name in upper snake case. */
  readonly code: Scalars['String']['output'];
  /** What happened, in the viewer's language. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of what was wrong; empty where it concerns the whole. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Whether the same request may succeed if sent again. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Who registers. */
export type UserRegisterInput = {
  /** Currency to show prices in; `USD` where none is given. */
  readonly currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  /** Where the person can be reached; also what they sign in with. */
  readonly email: Scalars['String']['input'];
  /** BCP 47, such as `en-UG`; the language of the request where none is given. */
  readonly locale?: InputMaybe<Scalars['String']['input']>;
  /** How others call the person. */
  readonly name: Scalars['String']['input'];
  /** At least eight characters. */
  readonly password: Scalars['String']['input'];
  /** IANA time zone, such as `Africa/Kampala`; `UTC` where none is given. */
  readonly timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `userRegister`. */
export type UserRegisterResult = InvalidInput | PasswordTooWeak | TooManyAttempts | UserRegisterSuccess;

/** A mail is on its way to the address. */
export type UserRegisterSuccess = {
  readonly __typename?: 'UserRegisterSuccess';
  /** The address as it was understood. */
  readonly email: Scalars['String']['output'];
};

/** A variant for a product that exists. */
export type VariantCreateInput = {
  /** The product. */
  readonly productId: Scalars['ID']['input'];
  /** The variant. */
  readonly variant: VariantInput;
};

/** What comes of `variantCreate`. */
export type VariantCreateResult = InvalidInput | NotFound | VariantCreateSuccess | VariantOptionsTaken;

/** The variant was created. */
export type VariantCreateSuccess = {
  readonly __typename?: 'VariantCreateSuccess';
  /** The new variant. */
  readonly variant: ProductVariant;
  /** What is worth a second look. */
  readonly warnings: ReadonlyArray<ProductWarning>;
};

/** A variant that is not to be any more. */
export type VariantDeleteInput = {
  /** The variant. */
  readonly id: Scalars['ID']['input'];
};

/** What comes of `variantDelete`. */
export type VariantDeleteResult = LastVariant | NotFound | VariantDeleteSuccess;

/** The variant is gone. Reservations and orders keep what they hold of it. */
export type VariantDeleteSuccess = {
  readonly __typename?: 'VariantDeleteSuccess';
  /** The product it was a variant of. */
  readonly product: Product;
  /** Its id. */
  readonly variantId: Scalars['ID']['output'];
};

/** Size of a variant, packed. */
export type VariantDimensions = {
  readonly __typename?: 'VariantDimensions';
  /** Height in millimetres. */
  readonly heightMm: Scalars['Int']['output'];
  /** Length in millimetres. */
  readonly lengthMm: Scalars['Int']['output'];
  /** Width in millimetres. */
  readonly widthMm: Scalars['Int']['output'];
};

/** Size of a variant, packed. */
export type VariantDimensionsInput = {
  /** Height in millimetres. */
  readonly heightMm: Scalars['Int']['input'];
  /** Length in millimetres. */
  readonly lengthMm: Scalars['Int']['input'];
  /** Width in millimetres. */
  readonly widthMm: Scalars['Int']['input'];
};

/** A variant of a new product. */
export type VariantInput = {
  /** The number under its bars. */
  readonly barcode?: InputMaybe<Scalars['String']['input']>;
  /** What it cost before, or elsewhere. */
  readonly compareAtPrice?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Size of one, packed. */
  readonly dimensions?: InputMaybe<VariantDimensionsInput>;
  /** Place of its picture among the product's, from 0. */
  readonly imageIndex?: InputMaybe<Scalars['Int']['input']>;
  /** At how many, or fewer, the team is told that stock is low. */
  readonly lowStockThreshold?: InputMaybe<Scalars['Int']['input']>;
  /** What one costs; left out: the product's base price. */
  readonly price?: InputMaybe<VariantPriceInput>;
  /** How many are in stock at first. */
  readonly quantity?: InputMaybe<Scalars['Int']['input']>;
  /** Its value of each option. */
  readonly selectedOptions?: InputMaybe<ReadonlyArray<SelectedOptionInput>>;
  /** The vendor's own number for it. */
  readonly sku?: InputMaybe<Scalars['String']['input']>;
  /** Weight in grams. */
  readonly weightGrams?: InputMaybe<Scalars['Int']['input']>;
};

/** How much there is of a variant, for the vendor's team. */
export type VariantInventory = {
  readonly __typename?: 'VariantInventory';
  /** How many can be bought now: `quantity` less `reserved`. */
  readonly available: Scalars['Int']['output'];
  /** The same by warehouse. */
  readonly levels: ReadonlyArray<StockLevel>;
  /** At how many available, or fewer, stock is low. */
  readonly lowStockThreshold: Scalars['Int']['output'];
  /** What made it so, newest first. */
  readonly movements: StockMovementConnection;
  /** How many are in the warehouses, held ones included. */
  readonly quantity: Scalars['Int']['output'];
  /** How many of them are held for checkouts that are not paid yet. */
  readonly reserved: Scalars['Int']['output'];
  /** Where that stands. */
  readonly state: StockState;
  /** The variant. */
  readonly variant: ProductVariant;
};


/** How much there is of a variant, for the vendor's team. */
export type VariantInventoryMovementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of an inventory. */
export type VariantInventoryConnection = {
  readonly __typename?: 'VariantInventoryConnection';
  /** Entries with their cursors. */
  readonly edges: ReadonlyArray<VariantInventoryEdge>;
  /** The entries alone. */
  readonly nodes: ReadonlyArray<VariantInventory>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** An entry of an inventory. */
export type VariantInventoryEdge = {
  readonly __typename?: 'VariantInventoryEdge';
  /** Pass it as `after` for what follows. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: VariantInventory;
};

/** Another variant of the product has the same option values. */
export type VariantOptionsTaken = UserError & {
  readonly __typename?: 'VariantOptionsTaken';
  /** `VARIANT_OPTIONS_TAKEN`. */
  readonly code: Scalars['String']['output'];
  /** Which values. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the values. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** The variant that has them. */
  readonly variant: ProductVariant;
};

/** A price: give exactly one of the two. */
export type VariantPriceInput = {
  /** The difference to the product's base price; the price then follows it. */
  readonly adjustment?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** The price itself, in the product's currency. */
  readonly amount?: InputMaybe<Scalars['MinorUnits']['input']>;
};

/** What is available of a variant, as it changes. */
export type VariantStockChange = {
  readonly __typename?: 'VariantStockChange';
  /** How many could be bought after this change. */
  readonly available: Scalars['Int']['output'];
  /** Events were missed that are no longer kept; this is a snapshot in their place. */
  readonly gap: Scalars['Boolean']['output'];
  /** Counts the events of the variant: pass the last one seen as `since`. */
  readonly seq: Scalars['Int']['output'];
  /** Whether this is the present state and not a change of it. */
  readonly snapshot: Scalars['Boolean']['output'];
  /** The variant, as it is now; null once it is gone. */
  readonly variant: Maybe<ProductVariant>;
};

/** It is not for sale at present. */
export type VariantUnavailable = UserError & {
  readonly __typename?: 'VariantUnavailable';
  /** `VARIANT_UNAVAILABLE`. */
  readonly code: Scalars['String']['output'];
  /** What is not for sale. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the line or variant. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Changes of a variant; what is left out stays as it is, null takes it away. Stock has mutations of its own. */
export type VariantUpdateInput = {
  /** The number under its bars. */
  readonly barcode?: InputMaybe<Scalars['String']['input']>;
  /** What it cost before, or elsewhere. */
  readonly compareAtPrice?: InputMaybe<Scalars['MinorUnits']['input']>;
  /** Size of one, packed. */
  readonly dimensions?: InputMaybe<VariantDimensionsInput>;
  /** The `editVersion` that the changes were made on. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** The variant. */
  readonly id: Scalars['ID']['input'];
  /** One of the product's pictures. */
  readonly imageId?: InputMaybe<Scalars['ID']['input']>;
  /** At how many, or fewer, the team is told that stock is low. */
  readonly lowStockThreshold?: InputMaybe<Scalars['Int']['input']>;
  /** Its place among the product's variants, from 0. */
  readonly position?: InputMaybe<Scalars['Int']['input']>;
  /** What one costs. */
  readonly price?: InputMaybe<VariantPriceInput>;
  /** Its value of each option, all of them. */
  readonly selectedOptions?: InputMaybe<ReadonlyArray<SelectedOptionInput>>;
  /** The vendor's own number for it. */
  readonly sku?: InputMaybe<Scalars['String']['input']>;
  /** Weight in grams. */
  readonly weightGrams?: InputMaybe<Scalars['Int']['input']>;
};

/** What comes of `variantUpdate`. */
export type VariantUpdateResult = InvalidInput | NotFound | ProductVariantVersionConflict | VariantOptionsTaken | VariantUpdateSuccess;

/** The variant was changed. */
export type VariantUpdateSuccess = {
  readonly __typename?: 'VariantUpdateSuccess';
  /** The variant as it is now. */
  readonly variant: ProductVariant;
  /** What is worth a second look. */
  readonly warnings: ReadonlyArray<ProductWarning>;
};

/** A store of the marketplace. */
export type Vendor = {
  readonly __typename?: 'Vendor';
  /** When it was first approved. */
  readonly approvedAt: Maybe<Scalars['DateTime']['output']>;
  /** What the viewer may do to it next: draw buttons from this. */
  readonly availableActions: ReadonlyArray<VendorAction>;
  /** What the marketplace owes the vendor, by currency. For those who manage its payouts, and for operators. */
  readonly balance: Maybe<ReadonlyArray<VendorBalance>>;
  /** Address of the picture on top of its page. */
  readonly bannerUrl: Maybe<Scalars['String']['output']>;
  /** What kind of business it is. */
  readonly businessType: VendorBusinessType;
  /** Where buyers reach it. */
  readonly contactEmail: Maybe<Scalars['String']['output']>;
  /** Where buyers reach it, E.164. */
  readonly contactPhone: Maybe<Scalars['String']['output']>;
  /** ISO 3166-1 alpha-2. */
  readonly country: Scalars['String']['output'];
  /** When it applied. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What it sells in. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** The store's figures, for its team and for operators. Null for everyone else. */
  readonly dashboard: Maybe<VendorDashboard>;
  /** What the store says of itself; plain text. */
  readonly description: Scalars['String']['output'];
  /** Raised by every edit; `expectedVersion` of an update. */
  readonly editVersion: Scalars['Int']['output'];
  /** Identifies the vendor. */
  readonly id: Scalars['ID']['output'];
  /** Open invitations, oldest first; null for others than those who may manage its users. */
  readonly invitations: Maybe<ReadonlyArray<VendorInvitation>>;
  /** Address of its logo. */
  readonly logoUrl: Maybe<Scalars['String']['output']>;
  /** Its team, oldest seat first; null for others than its team and operators. */
  readonly members: Maybe<VendorMemberConnection>;
  /** The store's name. */
  readonly name: Scalars['String']['output'];
  /** Whether the first owner's e-mail address is verified; null for others than its team and operators. */
  readonly ownerEmailVerified: Maybe<Scalars['Boolean']['output']>;
  /** Where its parcels are picked up; null for others than its team and operators, and where none is given. */
  readonly pickupAddress: Maybe<Address>;
  /** How many of its products anybody may see. */
  readonly productCount: Maybe<Scalars['Int']['output']>;
  /** Its products that the viewer may see, newest first. */
  readonly products: Maybe<ProductConnection>;
  /** Ratings of everything it sells. */
  readonly rating: Maybe<RatingSummary>;
  /** Published reviews of everything it sells. */
  readonly reviews: Maybe<ReviewConnection>;
  /** Roles it has made itself, by name; null for others than its team and operators. */
  readonly roles: Maybe<ReadonlyArray<VendorRole>>;
  /** How the store ships and what it costs; what a courier in its city costs is quoted for an address. */
  readonly shippingOptions: Maybe<ReadonlyArray<ShippingOption>>;
  /** The last part of its address: unique, small letters, digits and hyphens. */
  readonly slug: Scalars['String']['output'];
  /** Where it stands in its life. */
  readonly status: VendorStatus;
  /** Why it was rejected, suspended or closed; null for others than its team and operators, and where there is no reason. */
  readonly statusReason: Maybe<Scalars['String']['output']>;
  /** What the viewer may do in it as a member of its team; empty for everybody else. */
  readonly viewerPermissions: ReadonlyArray<VendorPermission>;
};


/** A store of the marketplace. */
export type VendorDashboardArgs = {
  period?: DashboardPeriod;
};


/** A store of the marketplace. */
export type VendorMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A store of the marketplace. */
export type VendorProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A store of the marketplace. */
export type VendorReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: ReviewSort;
};

/** What can be done to a vendor. */
export type VendorAction =
  /** Admit it. */
  | 'APPROVE'
  /** Close it for good. */
  | 'CLOSE'
  /** Let it go on. */
  | 'REACTIVATE'
  /** Turn it down. */
  | 'REJECT'
  /** Ask for another decision. */
  | 'RESUBMIT'
  /** Stop it. */
  | 'SUSPEND'
  /** Change what it says of itself. */
  | 'UPDATE';

/** Which vendor to admit. */
export type VendorApproveInput = {
  /** The vendor. */
  readonly id: Scalars['ID']['input'];
};

/** Outcome of `vendorApprove`. */
export type VendorApproveResult = NotFound | VendorApproveSuccess | VendorOwnerUnverified | VendorTransitionIllegal;

/** The vendor is admitted. */
export type VendorApproveSuccess = {
  readonly __typename?: 'VendorApproveSuccess';
  /** As it is now. */
  readonly vendor: Vendor;
};

/** What the marketplace owes a vendor in one currency. */
export type VendorBalance = {
  readonly __typename?: 'VendorBalance';
  /** Of delivered orders: the vendor's to have. Below zero after refunds of what was paid out. */
  readonly available: Money;
  /** Of both amounts. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Of orders that are paid and not delivered yet. */
  readonly pending: Money;
};

/** Kinds of business. */
export type VendorBusinessType =
  /** A company. */
  | 'COMPANY'
  /** A private person. */
  | 'INDIVIDUAL'
  /** A charity, cooperative or club. */
  | 'NON_PROFIT'
  /** Several persons in business together. */
  | 'PARTNERSHIP'
  /** One person in business. */
  | 'SOLE_PROPRIETOR';

/** Which vendor to close. */
export type VendorCloseInput = {
  /** The vendor. */
  readonly id: Scalars['ID']['input'];
  /** Why; its team is told. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `vendorClose`. */
export type VendorCloseResult = InvalidInput | NotAllowed | NotFound | VendorCloseSuccess | VendorTransitionIllegal;

/** The vendor is closed. */
export type VendorCloseSuccess = {
  readonly __typename?: 'VendorCloseSuccess';
  /** As it is now. */
  readonly vendor: Vendor;
};

/** A page of vendors. */
export type VendorConnection = {
  readonly __typename?: 'VendorConnection';
  /** The vendors with their cursors. */
  readonly edges: ReadonlyArray<VendorEdge>;
  /** The vendors. */
  readonly nodes: ReadonlyArray<Vendor>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** How a store is doing over some days, beside the days before them. */
export type VendorDashboard = {
  readonly __typename?: 'VendorDashboard';
  /** What an average placed order is worth; null where there was none. */
  readonly averageOrderValue: Maybe<Money>;
  /** Sales that were rejected or cancelled after they had been placed. */
  readonly cancelled: SalesFigures;
  /** How often one of its products was put into a cart, by visitors who consented. */
  readonly cartAdds: Scalars['Int']['output'];
  /** Sales whose every item has arrived or was settled otherwise. */
  readonly completed: SalesFigures;
  /** Orders in a hundred product views, in basis points (250 is 2.5 %); null without a view. */
  readonly conversionBasisPoints: Maybe<Scalars['Int']['output']>;
  /** How deliveries went that ended in these days. */
  readonly deliveries: DeliveryFigures;
  /** Begin of the first day. */
  readonly from: Scalars['DateTime']['output'];
  /** Sales that are paid. */
  readonly paid: SalesFigures;
  /** The days that were added up. */
  readonly period: DashboardPeriod;
  /** Sales whose payment was authorised or made. */
  readonly placed: SalesFigures;
  /** How often pages of the store's products were opened, by visitors who consented. */
  readonly productViews: Scalars['Int']['output'];
  /** What was given back to buyers on sales placed in these days. */
  readonly refunded: Money;
  /** Reviews published in these days. */
  readonly reviews: ReviewFigures;
  /** End of the last day. */
  readonly to: Scalars['DateTime']['output'];
  /** The products with the highest revenue, highest first. */
  readonly topProducts: ReadonlyArray<ProductFigures>;
  /** One point a day, days without a sale included. */
  readonly trend: ReadonlyArray<TrendPoint>;
  /** Items sold on placed orders, without cancelled ones. */
  readonly unitsSold: Scalars['Int']['output'];
};


/** How a store is doing over some days, beside the days before them. */
export type VendorDashboardTopProductsArgs = {
  first?: Scalars['Int']['input'];
};

/** A store's figures at one moment, and their place in the order of moments. */
export type VendorDashboardUpdate = {
  readonly __typename?: 'VendorDashboardUpdate';
  /** What made the figures change, such as `commerce.order.placed`; empty for a snapshot. */
  readonly cause: Scalars['String']['output'];
  /** The figures as they stand now. */
  readonly dashboard: Maybe<VendorDashboard>;
  /** True where events were missed that are no longer kept: what is shown is the present state. */
  readonly gap: Scalars['Boolean']['output'];
  /** Number of this event: pass the last one seen as `since` to resume behind it. */
  readonly seq: Scalars['Int']['output'];
  /** True for the present state at the begin of a subscription, false for a change. */
  readonly snapshot: Scalars['Boolean']['output'];
  /** The store's id. */
  readonly vendorId: Scalars['ID']['output'];
};


/** A store's figures at one moment, and their place in the order of moments. */
export type VendorDashboardUpdateDashboardArgs = {
  period?: DashboardPeriod;
};

/** A vendor in a page. */
export type VendorEdge = {
  readonly __typename?: 'VendorEdge';
  /** Where it stands. */
  readonly cursor: Scalars['String']['output'];
  /** The vendor. */
  readonly node: Vendor;
};

/** Which vendors a list holds. */
export type VendorFilter = {
  /** Any of these kinds. */
  readonly businessTypes?: InputMaybe<ReadonlyArray<VendorBusinessType>>;
  /** ISO 3166-1 alpha-2. */
  readonly country?: InputMaybe<Scalars['String']['input']>;
  /** What they sell in. */
  readonly currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  /** Rated at least so much, 1 to 5. */
  readonly minimumRating?: InputMaybe<Scalars['Int']['input']>;
  /** Part of the name. */
  readonly query?: InputMaybe<Scalars['String']['input']>;
};

/** How the inventory of a vendor changes. */
export type VendorInventoryChange = {
  readonly __typename?: 'VendorInventoryChange';
  /** Events were missed that are no longer kept; this is a snapshot in their place. */
  readonly gap: Scalars['Boolean']['output'];
  /** What has changed, as it is now. In a snapshot: what is low or out, newest variants first, 100 at most; `vendorInventory` lists the rest. */
  readonly inventory: ReadonlyArray<VariantInventory>;
  /** Open alerts after this change. */
  readonly openAlerts: Scalars['Int']['output'];
  /** Counts the events of the vendor: pass the last one seen as `since`. */
  readonly seq: Scalars['Int']['output'];
  /** Whether this is the present state and not a change of it. */
  readonly snapshot: Scalars['Boolean']['output'];
  /** The vendor. */
  readonly vendor: Maybe<Vendor>;
};

/** An invitation that nobody has accepted yet. */
export type VendorInvitation = {
  readonly __typename?: 'VendorInvitation';
  /** When it was mailed. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The vendor's own role where `role` is `CUSTOM`. */
  readonly customRole: Maybe<VendorRole>;
  /** Where it was mailed to. */
  readonly email: Scalars['String']['output'];
  /** When it ceases to work. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Identifies the invitation. */
  readonly id: Scalars['ID']['output'];
  /** The role that is offered. */
  readonly role: VendorMemberRole;
};

/** An invitation's token. */
export type VendorInvitationAcceptInput = {
  /** From the mail. */
  readonly token: Scalars['String']['input'];
};

/** Outcome of `vendorInvitationAccept`. */
export type VendorInvitationAcceptResult = VendorInvitationAcceptSuccess | VendorInvitationInvalid | VendorMemberExists;

/** The viewer is in the team. */
export type VendorInvitationAcceptSuccess = {
  readonly __typename?: 'VendorInvitationAcceptSuccess';
  /** The viewer's seat. */
  readonly membership: VendorMembership;
};

/** The invitation is wrong, used, withdrawn, too old, or for somebody else. */
export type VendorInvitationInvalid = UserError & {
  readonly __typename?: 'VendorInvitationInvalid';
  /** `VENDOR_INVITATION_INVALID`. */
  readonly code: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the token. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Which invitation to withdraw. */
export type VendorInvitationRevokeInput = {
  /** The invitation. */
  readonly id: Scalars['ID']['input'];
};

/** Outcome of `vendorInvitationRevoke`. */
export type VendorInvitationRevokeResult = NotAllowed | NotFound | VendorInvitationRevokeSuccess;

/** The invitation works no more. */
export type VendorInvitationRevokeSuccess = {
  readonly __typename?: 'VendorInvitationRevokeSuccess';
  /** The invitation that was withdrawn. */
  readonly invitationId: Scalars['ID']['output'];
};

/** The vendor would be left without an active owner. */
export type VendorLastOwner = UserError & {
  readonly __typename?: 'VendorLastOwner';
  /** `VENDOR_LAST_OWNER`. */
  readonly code: Scalars['String']['output'];
  /** What to do first. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the seat. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** A seat in a vendor's team. */
export type VendorMember = {
  readonly __typename?: 'VendorMember';
  /** Whether the seat counts; an inactive one allows nothing. */
  readonly active: Scalars['Boolean']['output'];
  /** The vendor's own role where `role` is `CUSTOM`. */
  readonly customRole: Maybe<VendorRole>;
  /** Address the person signs in with; null but for those who may manage the vendor's users, and for oneself. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** Identifies the seat. */
  readonly id: Scalars['ID']['output'];
  /** Since when. */
  readonly joinedAt: Scalars['DateTime']['output'];
  /** What the seat allows now. */
  readonly permissions: ReadonlyArray<VendorPermission>;
  /** The role. */
  readonly role: VendorMemberRole;
  /** Who sits in it. */
  readonly user: User;
  /** Whether the viewer may change or remove it. */
  readonly viewerCanManage: Scalars['Boolean']['output'];
};

/** A page of a team. */
export type VendorMemberConnection = {
  readonly __typename?: 'VendorMemberConnection';
  /** The seats with their cursors. */
  readonly edges: ReadonlyArray<VendorMemberEdge>;
  /** The seats. */
  readonly nodes: ReadonlyArray<VendorMember>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A seat in a page. */
export type VendorMemberEdge = {
  readonly __typename?: 'VendorMemberEdge';
  /** Where it stands. */
  readonly cursor: Scalars['String']['output'];
  /** The seat. */
  readonly node: VendorMember;
};

/** The person is in the team already. */
export type VendorMemberExists = UserError & {
  readonly __typename?: 'VendorMemberExists';
  /** `VENDOR_MEMBER_EXISTS`. */
  readonly code: Scalars['String']['output'];
  /** That it is so. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the person. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Whom to invite. */
export type VendorMemberInviteInput = {
  /** The vendor's own role, exactly where `role` is `CUSTOM`. */
  readonly customRoleId?: InputMaybe<Scalars['ID']['input']>;
  /** Where to mail it. */
  readonly email: Scalars['String']['input'];
  /** As what. */
  readonly role: VendorMemberRole;
  /** Into whose team. */
  readonly vendorId: Scalars['ID']['input'];
};

/** Outcome of `vendorMemberInvite`. */
export type VendorMemberInviteResult = InvalidInput | NotAllowed | NotFound | TooManyAttempts | VendorMemberExists | VendorMemberInviteSuccess | VendorPermissionNotHeld;

/** The invitation is on its way. */
export type VendorMemberInviteSuccess = {
  readonly __typename?: 'VendorMemberInviteSuccess';
  /** The invitation. */
  readonly invitation: VendorInvitation;
};

/** Which seat to remove. */
export type VendorMemberRemoveInput = {
  /** The seat. */
  readonly id: Scalars['ID']['input'];
};

/** Outcome of `vendorMemberRemove`. */
export type VendorMemberRemoveResult = NotAllowed | NotFound | VendorLastOwner | VendorMemberRemoveSuccess | VendorPermissionNotHeld;

/** The seat is gone. */
export type VendorMemberRemoveSuccess = {
  readonly __typename?: 'VendorMemberRemoveSuccess';
  /** The seat that was removed. */
  readonly memberId: Scalars['ID']['output'];
};

/** Roles in a vendor's team. */
export type VendorMemberRole =
  /** Products, orders, inventory, analytics and users. */
  | 'ADMIN'
  /** A role that the vendor made itself. */
  | 'CUSTOM'
  /** The same without users. */
  | 'MANAGER'
  /** May do everything. */
  | 'OWNER'
  /** Orders, and looks at products. */
  | 'STAFF';

/** What changes in a seat. */
export type VendorMemberUpdateInput = {
  /** Whether the seat counts. */
  readonly active?: InputMaybe<Scalars['Boolean']['input']>;
  /** The vendor's own role, exactly where `role` is `CUSTOM`. */
  readonly customRoleId?: InputMaybe<Scalars['ID']['input']>;
  /** The seat. */
  readonly id: Scalars['ID']['input'];
  /** Another role. */
  readonly role?: InputMaybe<VendorMemberRole>;
};

/** Outcome of `vendorMemberUpdate`. */
export type VendorMemberUpdateResult = InvalidInput | NotAllowed | NotFound | VendorLastOwner | VendorMemberUpdateSuccess | VendorPermissionNotHeld;

/** The seat is changed. */
export type VendorMemberUpdateSuccess = {
  readonly __typename?: 'VendorMemberUpdateSuccess';
  /** As it is now. */
  readonly member: VendorMember;
};

/** A seat of the viewer in a vendor's team. */
export type VendorMembership = {
  readonly __typename?: 'VendorMembership';
  /** The vendor's own role where `role` is `CUSTOM`. */
  readonly customRole: Maybe<VendorRole>;
  /** Identifies the seat. */
  readonly id: Scalars['ID']['output'];
  /** What the viewer may do there now: nothing in a suspended vendor, only `MANAGE_SETTINGS` for the owner before approval. */
  readonly permissions: ReadonlyArray<VendorPermission>;
  /** The role. */
  readonly role: VendorMemberRole;
  /** The vendor. */
  readonly vendor: Vendor;
};

/** One vendor's part of an order. */
export type VendorOrder = {
  readonly __typename?: 'VendorOrder';
  /** What the viewer may do next. */
  readonly availableActions: ReadonlyArray<VendorOrderAction>;
  /** Who buys. */
  readonly buyer: Maybe<User>;
  /** What the marketplace keeps of the gross. */
  readonly commission: Maybe<Money>;
  /** When the order was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Its parcels, oldest first. */
  readonly deliveries: Maybe<ReadonlyArray<Delivery>>;
  /** Why it was rejected or cancelled; null otherwise. */
  readonly endReason: Maybe<VendorOrderEnd>;
  /** Goods and carriage: what the buyer pays for this part. */
  readonly gross: Money;
  /** Identifies the vendor order. */
  readonly id: Scalars['ID']['output'];
  /** What was ordered. */
  readonly items: ReadonlyArray<OrderItem>;
  /** What is left for the vendor. */
  readonly net: Maybe<Money>;
  /** The order's number and the place in it: `MG-100042-1`. */
  readonly number: Scalars['String']['output'];
  /** The whole order; null for the vendor's team, who see their own part only. */
  readonly order: Maybe<Order>;
  /** When it was paid, and the vendor saw it first. */
  readonly placedAt: Maybe<Scalars['DateTime']['output']>;
  /** What has gone back to the buyer. */
  readonly refunded: Money;
  /** Refunds of this part, oldest first. */
  readonly refunds: ReadonlyArray<Refund>;
  /** Their carriage. */
  readonly shipping: Money;
  /** Where it goes, as it was at checkout. */
  readonly shippingAddress: OrderAddress;
  /** How the method is called for people. */
  readonly shippingLabel: Scalars['String']['output'];
  /** How it is sent, such as `EXPRESS`. */
  readonly shippingMethod: Scalars['String']['output'];
  /** Where it stands. */
  readonly status: VendorOrderStatus;
  /** The goods. */
  readonly subtotal: Money;
  /** What has happened to it, oldest first. */
  readonly timeline: ReadonlyArray<OrderTimelineEntry>;
  /** When it changed last. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Who sells. */
  readonly vendor: Maybe<Vendor>;
  /** The vendor's name when the order was made. */
  readonly vendorName: Scalars['String']['output'];
};

/** What the viewer may do next with a vendor order. */
export type VendorOrderAction =
  /** Take it on: `orderAccept`. */
  | 'ACCEPT'
  /** Cancel it: `vendorOrderCancel`. */
  | 'CANCEL'
  /** Say that it is packed: `orderReady`. */
  | 'READY'
  /** Give back some of the money: `vendorOrderRefund`. */
  | 'REFUND'
  /** Turn it down: `orderReject`. */
  | 'REJECT';

/** Which vendor order is cancelled. */
export type VendorOrderCancelInput = {
  /** The reason; the others are told. */
  readonly reason: OrderEndReason;
  /** The reason in words, up to 500 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** Identifies the vendor order. */
  readonly vendorOrderId: Scalars['ID']['input'];
};

/** What became of `vendorOrderCancel`. */
export type VendorOrderCancelResult = InvalidInput | NotFound | OrderIllegalTransition | VendorOrderCancelSuccess;

/** The vendor order is cancelled; its money is on its way back. */
export type VendorOrderCancelSuccess = {
  readonly __typename?: 'VendorOrderCancelSuccess';
  /** As it stands now. */
  readonly vendorOrder: VendorOrder;
};

/** A page of vendor orders. */
export type VendorOrderConnection = {
  readonly __typename?: 'VendorOrderConnection';
  /** Vendor orders with their cursors. */
  readonly edges: ReadonlyArray<VendorOrderEdge>;
  /** The vendor orders alone. */
  readonly nodes: ReadonlyArray<VendorOrder>;
  /** Where the page begins and ends. */
  readonly pageInfo: PageInfo;
};

/** A vendor order in a list. */
export type VendorOrderEdge = {
  readonly __typename?: 'VendorOrderEdge';
  /** Continues the list behind this vendor order. */
  readonly cursor: Scalars['String']['output'];
  /** The vendor order. */
  readonly node: VendorOrder;
};

/** Why a vendor order was rejected or cancelled. */
export type VendorOrderEnd = {
  readonly __typename?: 'VendorOrderEnd';
  /** In what role it was done. */
  readonly by: OrderParty;
  /** The reason. */
  readonly code: OrderEndReason;
  /** In the words of whoever did it; may be empty. */
  readonly text: Scalars['String']['output'];
};

/** Which of a vendor's orders. */
export type VendorOrderFilter = {
  /** Paid at or after this time. */
  readonly placedFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** Paid before this time. */
  readonly placedTo?: InputMaybe<Scalars['DateTime']['input']>;
  /** In one of these states. */
  readonly status?: InputMaybe<ReadonlyArray<VendorOrderStatus>>;
  /** Part of the number or of an item's title. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** How much of a vendor order goes back. */
export type VendorOrderRefundInput = {
  /** Minor units of the order's currency; no more than is left of the gross. */
  readonly amount: Scalars['MinorUnits']['input'];
  /** A new one for each new refund; the same one again answers the first result. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The reason; the buyer is told. */
  readonly reason: OrderEndReason;
  /** The reason in words, up to 500 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** Identifies the vendor order. */
  readonly vendorOrderId: Scalars['ID']['input'];
};

/** What became of `vendorOrderRefund`. */
export type VendorOrderRefundResult = IdempotencyConflict | InvalidInput | NotFound | OrderIllegalTransition | RefundExceedsPayment | VendorOrderRefundSuccess;

/** The money is on its way back. */
export type VendorOrderRefundSuccess = {
  readonly __typename?: 'VendorOrderRefundSuccess';
  /** The refund; it succeeds once the provider says so. */
  readonly refund: Refund;
  /** As it stands now. */
  readonly vendorOrder: VendorOrder;
};

/** Where one vendor's part of an order stands. */
export type VendorOrderStatus =
  /** The order is not paid yet; the vendor does not see it. */
  | 'AWAITING_PAYMENT'
  /** Cancelled; the money goes back. */
  | 'CANCELLED'
  /** Arrived. */
  | 'DELIVERED'
  /** The order was given up unpaid. */
  | 'EXPIRED'
  /** Under way. */
  | 'IN_TRANSIT'
  /** Paid; the vendor has not answered. */
  | 'PENDING'
  /** The vendor is at work. */
  | 'PROCESSING'
  /** Packed, waiting for its carrier. */
  | 'READY'
  /** The vendor did not take it on; the money goes back. */
  | 'REJECTED';

/** A change among a vendor's orders. */
export type VendorOrdersUpdate = {
  readonly __typename?: 'VendorOrdersUpdate';
  /** Whether changes before this one are lost. */
  readonly gap: Scalars['Boolean']['output'];
  /** Numbers the changes: pass the last one as `since` after a reconnect. */
  readonly seq: Scalars['Int']['output'];
  /** Whether this is the state at the beginning rather than a change. */
  readonly snapshot: Scalars['Boolean']['output'];
  /** What changed, as it stands now; the 20 newest in a snapshot. */
  readonly vendorOrders: ReadonlyArray<VendorOrder>;
};

/** The owner has not verified their e-mail address yet. */
export type VendorOwnerUnverified = UserError & {
  readonly __typename?: 'VendorOwnerUnverified';
  /** `VENDOR_OWNER_UNVERIFIED`. */
  readonly code: Scalars['String']['output'];
  /** What is missing. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the vendor. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always true, once the owner has verified it. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** What a member of a vendor's team may be allowed to do. */
export type VendorPermission =
  /** Keys of programs that act for the store. */
  | 'MANAGE_API_KEYS'
  /** Branches and their hours. */
  | 'MANAGE_BRANCHES'
  /** Talk with buyers. */
  | 'MANAGE_CHAT'
  /** Count, receive and correct stock. */
  | 'MANAGE_INVENTORY'
  /** Accept, reject, hand over and cancel orders. */
  | 'MANAGE_ORDERS'
  /** See the balance and ask for payouts. */
  | 'MANAGE_PAYOUTS'
  /** The plan the store is on. */
  | 'MANAGE_PLAN'
  /** Posts to followers. */
  | 'MANAGE_POSTS'
  /** Create, change, publish and delete products; includes seeing them. */
  | 'MANAGE_PRODUCTS'
  /** Coupons and sales. */
  | 'MANAGE_PROMOTIONS'
  /** What the store says of itself. */
  | 'MANAGE_SETTINGS'
  /** Invite, change and remove members of the team, and make roles. */
  | 'MANAGE_USERS'
  /** Endpoints that are told of events. */
  | 'MANAGE_WEBHOOKS'
  /** See figures. */
  | 'VIEW_ANALYTICS'
  /** See products that are not public. */
  | 'VIEW_PRODUCTS';

/** Nobody gives, changes or takes away what they do not hold themselves. */
export type VendorPermissionNotHeld = UserError & {
  readonly __typename?: 'VendorPermissionNotHeld';
  /** `VENDOR_PERMISSION_NOT_HELD`. */
  readonly code: Scalars['String']['output'];
  /** What is missing. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the role. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** What the viewer does not hold; empty where being an owner is what is missing. */
  readonly permissions: ReadonlyArray<VendorPermission>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Where parcels are picked up. */
export type VendorPickupAddressInput = {
  /** City. */
  readonly city: Scalars['String']['input'];
  /** ISO 3166-1 alpha-2. */
  readonly country: Scalars['String']['input'];
  /** Street and number. */
  readonly line1: Scalars['String']['input'];
  /** Floor, building, directions. */
  readonly line2?: InputMaybe<Scalars['String']['input']>;
  /** International, or national of the address's country. */
  readonly phone: Scalars['String']['input'];
  /** Postal code. */
  readonly postalCode?: InputMaybe<Scalars['String']['input']>;
  /** Who is to be asked for at the door. */
  readonly recipient: Scalars['String']['input'];
  /** State or province. */
  readonly region?: InputMaybe<Scalars['String']['input']>;
};

/** Which of a vendor's own products to list; what is left out does not matter. */
export type VendorProductFilter = {
  /** In this category or below it. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** True: something can be bought now. False: nothing can. */
  readonly inStock?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of one of these statuses. */
  readonly statuses?: InputMaybe<ReadonlyArray<ProductStatus>>;
  /** With at least one of these tags. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** With these letters in title, handle, or the SKU of a variant. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** Which vendor may go on. */
export type VendorReactivateInput = {
  /** The vendor. */
  readonly id: Scalars['ID']['input'];
};

/** Outcome of `vendorReactivate`. */
export type VendorReactivateResult = NotFound | VendorReactivateSuccess | VendorTransitionIllegal;

/** The vendor goes on. */
export type VendorReactivateSuccess = {
  readonly __typename?: 'VendorReactivateSuccess';
  /** As it is now. */
  readonly vendor: Vendor;
};

/** A store that applies. */
export type VendorRegisterInput = {
  /** For a guest: the account that will own the store. Not for a viewer who is signed in. */
  readonly account?: InputMaybe<UserRegisterInput>;
  /** https address of the picture on top of its page. */
  readonly bannerUrl?: InputMaybe<Scalars['String']['input']>;
  /** What kind of business it is. */
  readonly businessType: VendorBusinessType;
  /** Where buyers reach it; public. */
  readonly contactEmail?: InputMaybe<Scalars['String']['input']>;
  /** Where buyers reach it; international, or national of the store's country. */
  readonly contactPhone?: InputMaybe<Scalars['String']['input']>;
  /** ISO 3166-1 alpha-2. */
  readonly country: Scalars['String']['input'];
  /** What it sells in. */
  readonly currency: Scalars['CurrencyCode']['input'];
  /** What the store says of itself; plain text, at most 5,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** https address of its logo. */
  readonly logoUrl?: InputMaybe<Scalars['String']['input']>;
  /** The store's name. */
  readonly name: Scalars['String']['input'];
  /** Where its parcels are picked up; needed before anything can be delivered. */
  readonly pickupAddress?: InputMaybe<VendorPickupAddressInput>;
  /** The last part of its address; made of the name where none is given. */
  readonly slug?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `vendorRegister`. */
export type VendorRegisterResult = InvalidInput | PasswordTooWeak | TooManyAttempts | VendorRegisterSuccess | VendorSlugTaken;

/** The application is in. */
export type VendorRegisterSuccess = {
  readonly __typename?: 'VendorRegisterSuccess';
  /** Where a mail is on its way to, where an account was to be opened. */
  readonly email: Maybe<Scalars['String']['output']>;
  /** The vendor; null where an account was to be opened with it. */
  readonly vendor: Maybe<Vendor>;
};

/** Which vendor to turn down. */
export type VendorRejectInput = {
  /** The vendor. */
  readonly id: Scalars['ID']['input'];
  /** Why; its team is told. */
  readonly reason: Scalars['String']['input'];
};

/** Outcome of `vendorReject`. */
export type VendorRejectResult = InvalidInput | NotFound | VendorRejectSuccess | VendorTransitionIllegal;

/** The application is turned down. */
export type VendorRejectSuccess = {
  readonly __typename?: 'VendorRejectSuccess';
  /** As it is now. */
  readonly vendor: Vendor;
};

/** Which vendor to submit again. */
export type VendorResubmitInput = {
  /** The vendor. */
  readonly id: Scalars['ID']['input'];
};

/** Outcome of `vendorResubmit`. */
export type VendorResubmitResult = NotAllowed | NotFound | VendorResubmitSuccess | VendorTransitionIllegal;

/** The application waits for a decision again. */
export type VendorResubmitSuccess = {
  readonly __typename?: 'VendorResubmitSuccess';
  /** As it is now. */
  readonly vendor: Vendor;
};

/** A role that a vendor made itself. */
export type VendorRole = {
  readonly __typename?: 'VendorRole';
  /** Raised by every edit; `expectedVersion` of an update. */
  readonly editVersion: Scalars['Int']['output'];
  /** Identifies the role. */
  readonly id: Scalars['ID']['output'];
  /** What the vendor calls it. */
  readonly name: Scalars['String']['output'];
  /** What it allows. */
  readonly permissions: ReadonlyArray<VendorPermission>;
};

/** A role to make. */
export type VendorRoleCreateInput = {
  /** What the vendor calls it; at most 50 characters. */
  readonly name: Scalars['String']['input'];
  /** What it allows; at least one thing. */
  readonly permissions: ReadonlyArray<VendorPermission>;
  /** Whose. */
  readonly vendorId: Scalars['ID']['input'];
};

/** Outcome of `vendorRoleCreate`. */
export type VendorRoleCreateResult = InvalidInput | NotAllowed | NotFound | VendorPermissionNotHeld | VendorRoleCreateSuccess | VendorRoleNameTaken;

/** The role is made. */
export type VendorRoleCreateSuccess = {
  readonly __typename?: 'VendorRoleCreateSuccess';
  /** The role. */
  readonly role: VendorRole;
};

/** Which role to remove. */
export type VendorRoleDeleteInput = {
  /** The role. */
  readonly id: Scalars['ID']['input'];
};

/** Outcome of `vendorRoleDelete`. */
export type VendorRoleDeleteResult = NotAllowed | NotFound | VendorPermissionNotHeld | VendorRoleDeleteSuccess | VendorRoleInUse;

/** The role is gone. */
export type VendorRoleDeleteSuccess = {
  readonly __typename?: 'VendorRoleDeleteSuccess';
  /** The role that was removed. */
  readonly roleId: Scalars['ID']['output'];
};

/** Somebody holds the role or is invited to it. */
export type VendorRoleInUse = UserError & {
  readonly __typename?: 'VendorRoleInUse';
  /** `VENDOR_ROLE_IN_USE`. */
  readonly code: Scalars['String']['output'];
  /** What to do first. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the role. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** How many seats and open invitations have it. */
  readonly uses: Scalars['Int']['output'];
};

/** Another role of the vendor has this name. */
export type VendorRoleNameTaken = UserError & {
  readonly __typename?: 'VendorRoleNameTaken';
  /** `VENDOR_ROLE_NAME_TAKEN`. */
  readonly code: Scalars['String']['output'];
  /** That it is taken. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the name. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** What changes in a role. */
export type VendorRoleUpdateInput = {
  /** `editVersion` of the state that the edit began with. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** The role. */
  readonly id: Scalars['ID']['input'];
  /** What the vendor calls it; at most 50 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** What it allows; at least one thing. */
  readonly permissions?: InputMaybe<ReadonlyArray<VendorPermission>>;
};

/** Outcome of `vendorRoleUpdate`. */
export type VendorRoleUpdateResult = InvalidInput | NotAllowed | NotFound | VendorPermissionNotHeld | VendorRoleNameTaken | VendorRoleUpdateSuccess | VendorRoleVersionConflict;

/** The role is changed. */
export type VendorRoleUpdateSuccess = {
  readonly __typename?: 'VendorRoleUpdateSuccess';
  /** As it is now. */
  readonly role: VendorRole;
};

/** Somebody else changed the role in the meantime. */
export type VendorRoleVersionConflict = UserError & {
  readonly __typename?: 'VendorRoleVersionConflict';
  /** `VENDOR_ROLE_VERSION_CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** The role as it is now: merge, and send its `editVersion`. */
  readonly current: VendorRole;
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the version. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Somebody else has this address. */
export type VendorSlugTaken = UserError & {
  readonly __typename?: 'VendorSlugTaken';
  /** `VENDOR_SLUG_TAKEN`. */
  readonly code: Scalars['String']['output'];
  /** That it is taken. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the slug. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** A similar one that is free. */
  readonly suggestion: Scalars['String']['output'];
};

/** Orders of the list of vendors. */
export type VendorSort =
  /** By name, A to Z. */
  | 'NAME'
  /** Most recently approved first. */
  | 'NEWEST'
  /** Best rated first. */
  | 'RATING';

/** Life of a vendor. */
export type VendorStatus =
  /** Public, and sells. */
  | 'APPROVED'
  /** Ended for good. */
  | 'CLOSED'
  /** Applied, and waits for a decision. */
  | 'PENDING'
  /** Turned down; may be changed and submitted again. */
  | 'REJECTED'
  /** Stopped by the marketplace. */
  | 'SUSPENDED';

/** Which vendor to stop. */
export type VendorSuspendInput = {
  /** The vendor. */
  readonly id: Scalars['ID']['input'];
  /** Why; its team is told. */
  readonly reason: Scalars['String']['input'];
};

/** Outcome of `vendorSuspend`. */
export type VendorSuspendResult = InvalidInput | NotFound | VendorSuspendSuccess | VendorTransitionIllegal;

/** The vendor is stopped. */
export type VendorSuspendSuccess = {
  readonly __typename?: 'VendorSuspendSuccess';
  /** As it is now. */
  readonly vendor: Vendor;
};

/** The vendor cannot go there from where it is. */
export type VendorTransitionIllegal = UserError & {
  readonly __typename?: 'VendorTransitionIllegal';
  /** Where it can go. */
  readonly allowed: ReadonlyArray<VendorStatus>;
  /** `VENDOR_TRANSITION_ILLEGAL`. */
  readonly code: Scalars['String']['output'];
  /** Where it is. */
  readonly from: VendorStatus;
  /** What is not possible. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the vendor. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
  /** Where it was to go. */
  readonly to: VendorStatus;
};

/** What changes in a store. What is left out stays; null clears what may be empty. */
export type VendorUpdateInput = {
  /** https address of the picture on top of its page. Null removes it. */
  readonly bannerUrl?: InputMaybe<Scalars['String']['input']>;
  /** What kind of business it is. */
  readonly businessType?: InputMaybe<VendorBusinessType>;
  /** Where buyers reach it. Null removes it. */
  readonly contactEmail?: InputMaybe<Scalars['String']['input']>;
  /** Where buyers reach it. Null removes it. */
  readonly contactPhone?: InputMaybe<Scalars['String']['input']>;
  /** What the store says of itself; plain text, at most 5,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** `editVersion` of the state that the edit began with. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** Which vendor. */
  readonly id: Scalars['ID']['input'];
  /** https address of its logo. Null removes it. */
  readonly logoUrl?: InputMaybe<Scalars['String']['input']>;
  /** The store's name. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Where its parcels are picked up. */
  readonly pickupAddress?: InputMaybe<VendorPickupAddressInput>;
  /** The last part of its address. */
  readonly slug?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of `vendorUpdate`. */
export type VendorUpdateResult = InvalidInput | NotAllowed | NotFound | VendorSlugTaken | VendorUpdateSuccess | VendorVersionConflict;

/** The store is changed. */
export type VendorUpdateSuccess = {
  readonly __typename?: 'VendorUpdateSuccess';
  /** As it is now. */
  readonly vendor: Vendor;
};

/** Somebody else changed the vendor in the meantime. */
export type VendorVersionConflict = UserError & {
  readonly __typename?: 'VendorVersionConflict';
  /** `VENDOR_VERSION_CONFLICT`. */
  readonly code: Scalars['String']['output'];
  /** The vendor as it is now: merge, and send its `editVersion`. */
  readonly current: Vendor;
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Path into the input of the version. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Owners of a store cannot buy while the marketplace forbids it; members of their teams can. */
export type VendorsMayNotBuy = UserError & {
  readonly __typename?: 'VendorsMayNotBuy';
  /** `VENDORS_MAY_NOT_BUY`. */
  readonly code: Scalars['String']['output'];
  /** Why. */
  readonly message: Scalars['String']['output'];
  /** Empty. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Always false. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** The person who asks, with everything an app needs to decide what to show. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** Their seats in teams of vendors that are not closed, oldest first. */
  readonly memberships: ReadonlyArray<VendorMembership>;
  /** What that role allows. */
  readonly operatorPermissions: ReadonlyArray<OperatorPermission>;
  /** Their role in the marketplace itself; null for everybody else. */
  readonly operatorRole: Maybe<OperatorRole>;
  /** Whether they own a vendor that was approved and is not closed. */
  readonly ownsVendor: Scalars['Boolean']['output'];
  /** Their profile. */
  readonly user: User;
};

/** A place where a vendor keeps its stock. */
export type Warehouse = {
  readonly __typename?: 'Warehouse';
  /** Its id, `whs_…`. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is the one that is used where none is named. */
  readonly isDefault: Scalars['Boolean']['output'];
  /** What the vendor calls it. */
  readonly name: Scalars['String']['output'];
};
