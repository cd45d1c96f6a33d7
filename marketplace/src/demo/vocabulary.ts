/** What the demo marketplace sells, by root category: enough words for products that read like products. */
export interface Assortment {
  readonly categorySlug: string;
  readonly nouns: readonly string[];
  readonly qualities: readonly string[];
  readonly materials: readonly string[];
  /** Option name and its values; the first two make the variants. */
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** In minor units. */
  readonly price: readonly [low: number, high: number];
  readonly weightGrams: readonly [low: number, high: number];
}

const COLOURS = { name: 'Colour', values: ['Black', 'Sand', 'Forest', 'Sky'] } as const;
const SIZES = { name: 'Size', values: ['S', 'M', 'L', 'XL'] } as const;

export const ASSORTMENTS: readonly Assortment[] = [
  {
    categorySlug: 'electronics',
    nouns: ['Headphones', 'Desk Lamp', 'Keyboard', 'Power Bank', 'Speaker', 'Webcam', 'E-Reader', 'Charging Dock', 'Radio', 'Smart Plug'],
    qualities: ['Wireless', 'Compact', 'Quiet', 'Foldable', 'Solar', 'Studio', 'Travel'],
    materials: ['Aluminium', 'Bamboo', 'Recycled Plastic', 'Glass'],
    options: [{ name: 'Colour', values: ['Graphite', 'Silver', 'White'] }, { name: 'Plug', values: ['EU', 'US', 'UK'] }],
    price: [1_900, 24_900],
    weightGrams: [120, 2_400],
  },
  {
    categorySlug: 'clothing',
    nouns: ['T-Shirt', 'Rain Jacket', 'Cardigan', 'Jeans', 'Dress', 'Socks', 'Scarf', 'Hoodie', 'Linen Shirt', 'Beanie'],
    qualities: ['Everyday', 'Relaxed', 'Fitted', 'Warm', 'Light', 'Striped', 'Classic'],
    materials: ['Organic Cotton', 'Merino', 'Linen', 'Hemp'],
    options: [SIZES, COLOURS],
    price: [900, 14_900],
    weightGrams: [60, 1_100],
  },
  {
    categorySlug: 'home-garden',
    nouns: ['Vase', 'Watering Can', 'Cushion', 'Plant Pot', 'Blanket', 'Candle Holder', 'Shelf', 'Garden Fork', 'Doormat', 'Tea Towel'],
    qualities: ['Handmade', 'Nordic', 'Rustic', 'Slim', 'Large', 'Woven', 'Round'],
    materials: ['Terracotta', 'Oak', 'Wool', 'Stoneware'],
    options: [COLOURS, { name: 'Size', values: ['Small', 'Large'] }],
    price: [800, 18_900],
    weightGrams: [150, 6_000],
  },
  {
    categorySlug: 'sports',
    nouns: ['Running Shoes', 'Yoga Mat', 'Water Bottle', 'Bicycle Bell', 'Climbing Chalk', 'Jump Rope', 'Kettlebell', 'Swim Goggles', 'Trail Backpack', 'Cycling Gloves'],
    qualities: ['Light', 'Grippy', 'Race', 'Trail', 'Foldable', 'Pro', 'Starter'],
    materials: ['Cork', 'Steel', 'Natural Rubber', 'Recycled Nylon'],
    options: [{ name: 'Colour', values: ['Red', 'Black', 'Ocean'] }, { name: 'Size', values: ['38', '40', '42', '44'] }],
    price: [700, 15_900],
    weightGrams: [80, 8_000],
  },
  {
    categorySlug: 'books',
    nouns: ['Atlas of Rivers', 'Baking Primer', 'Night Trains', 'Sketchbook', 'Field Guide to Moss', 'Lighthouse Stories', 'Chess Openings', 'Letters from Home', 'Garden Diary', 'Map Puzzles'],
    qualities: ['Illustrated', 'Pocket', 'Signed', 'Annotated', 'New', 'Collected'],
    materials: ['Edition', 'Classic', 'Journal', 'Reader'],
    options: [{ name: 'Binding', values: ['Paperback', 'Hardcover'] }],
    price: [900, 5_900],
    weightGrams: [180, 1_600],
  },
  {
    categorySlug: 'beauty',
    nouns: ['Hand Cream', 'Shampoo Bar', 'Face Oil', 'Lip Balm', 'Body Scrub', 'Hair Brush', 'Soap', 'Night Cream', 'Beard Oil', 'Bath Salt'],
    qualities: ['Gentle', 'Fresh', 'Unscented', 'Calming', 'Rich', 'Daily'],
    materials: ['Almond', 'Rosemary', 'Oat', 'Calendula'],
    options: [{ name: 'Size', values: ['50 ml', '100 ml', '250 ml'] }],
    price: [500, 6_900],
    weightGrams: [40, 420],
  },
  {
    categorySlug: 'automotive',
    nouns: ['Phone Mount', 'Floor Mats', 'Tyre Gauge', 'Roof Box Strap', 'Seat Organiser', 'Jump Starter', 'Ice Scraper', 'Dash Camera', 'Car Blanket', 'Tool Roll'],
    qualities: ['Universal', 'Heavy Duty', 'Slim', 'All-Weather', 'Magnetic'],
    materials: ['Rubber', 'Canvas', 'Carbon', 'Steel'],
    options: [{ name: 'Fit', values: ['Small car', 'Estate', 'Van'] }],
    price: [900, 19_900],
    weightGrams: [150, 5_000],
  },
  {
    categorySlug: 'toys',
    nouns: ['Building Blocks', 'Train Set', 'Puzzle', 'Kite', 'Stuffed Fox', 'Marble Run', 'Doll House', 'Spinning Top', 'Memory Game', 'Paint Box'],
    qualities: ['Wooden', 'Colourful', 'Giant', 'First', 'Magnetic', 'Little'],
    materials: ['Beech', 'Felt', 'Maple', 'Cardboard'],
    options: [{ name: 'Pieces', values: ['24', '48', '96'] }],
    price: [900, 9_900],
    weightGrams: [150, 3_000],
  },
  {
    categorySlug: 'health',
    nouns: ['Massage Ball', 'Thermometer', 'Sleep Mask', 'Herbal Tea', 'Posture Strap', 'Heat Pad', 'First Aid Kit', 'Pill Box', 'Foam Roller', 'Air Humidifier'],
    qualities: ['Soothing', 'Portable', 'Silent', 'Soft', 'Family'],
    materials: ['Silk', 'Cork', 'Lavender', 'Silicone'],
    options: [{ name: 'Pack', values: ['Single', 'Double'] }],
    price: [700, 8_900],
    weightGrams: [60, 1_800],
  },
  {
    categorySlug: 'food',
    nouns: ['Olive Oil', 'Coffee Beans', 'Chocolate', 'Honey', 'Granola', 'Pasta', 'Chutney', 'Sea Salt', 'Green Tea', 'Dried Mango'],
    qualities: ['Single-Estate', 'Dark', 'Raw', 'Toasted', 'Small-Batch', 'Mild'],
    materials: ['Mountain', 'Coastal', 'Orchard', 'Heirloom'],
    options: [{ name: 'Weight', values: ['250 g', '500 g', '1 kg'] }],
    price: [400, 4_900],
    weightGrams: [250, 1_000],
  },
  {
    categorySlug: 'other',
    nouns: ['Gift Card Holder', 'Luggage Tag', 'Notebook', 'Umbrella', 'Key Ring', 'Wall Calendar', 'Wrapping Paper', 'Postcard Set', 'Desk Clock', 'Sewing Kit'],
    qualities: ['Minimal', 'Bright', 'Vintage', 'Sturdy', 'Tiny'],
    materials: ['Brass', 'Leather', 'Paper', 'Cotton'],
    options: [COLOURS],
    price: [400, 5_900],
    weightGrams: [20, 900],
  },
];

export interface StoreIdea {
  readonly name: string;
  readonly about: string;
  /** Slugs of what it sells, most of it first. */
  readonly sells: readonly string[];
  readonly city: string;
  readonly country: string;
  readonly postalCode: string;
  readonly street: string;
}

export const STORES: readonly StoreIdea[] = [
  { name: 'Aurora Audio', about: 'Sound and light for desks and journeys, repaired rather than replaced.', sells: ['electronics', 'automotive'], city: 'Portland', country: 'US', postalCode: '97205', street: '14 Alder Street' },
  { name: 'Birch & Bobbin', about: 'Clothes for every day, sewn in small runs.', sells: ['clothing', 'other'], city: 'Seattle', country: 'US', postalCode: '98101', street: '220 Pike Lane' },
  { name: 'Copper Kettle', about: 'Kitchen and table, from people who cook.', sells: ['home-garden', 'food'], city: 'Denver', country: 'US', postalCode: '80202', street: '9 Market Row' },
  { name: 'Driftwood Outdoors', about: 'Gear for trails, water and the ride home.', sells: ['sports', 'clothing'], city: 'Boulder', country: 'US', postalCode: '80301', street: '77 Canyon Road' },
  { name: 'Ember Books', about: 'New and second-hand books, picked by hand.', sells: ['books', 'toys'], city: 'Boston', country: 'US', postalCode: '02108', street: '3 Beacon Court' },
  { name: 'Fern & Flora', about: 'Soap, oil and cream from plants we know by name.', sells: ['beauty', 'health'], city: 'Austin', country: 'US', postalCode: '78701', street: '51 Congress Walk' },
  { name: 'Gearbox Garage', about: 'Everything the car manual forgot.', sells: ['automotive', 'electronics'], city: 'Detroit', country: 'US', postalCode: '48226', street: '600 Woodward Yard' },
  { name: 'Hopscotch Toys', about: 'Toys that outlast the birthday.', sells: ['toys', 'books'], city: 'Chicago', country: 'US', postalCode: '60601', street: '18 Lake Place' },
  { name: 'Ivy Apothecary', about: 'Simple things for sleeping, resting and getting well.', sells: ['health', 'beauty'], city: 'Nashville', country: 'US', postalCode: '37201', street: '40 Church Alley' },
  { name: 'Juniper Pantry', about: 'Good food that keeps, from growers we visit.', sells: ['food', 'home-garden'], city: 'San Francisco', country: 'US', postalCode: '94103', street: '811 Mission Mews' },
  { name: 'Kite & Compass', about: 'Presents, paper and small useful things.', sells: ['other', 'toys'], city: 'New York', country: 'US', postalCode: '10013', street: '26 Canal Passage' },
  { name: 'Lantern Living', about: 'Homeware made slowly, meant to stay.', sells: ['home-garden', 'other'], city: 'Los Angeles', country: 'US', postalCode: '90012', street: '5 Spring Terrace' },
];

export const FIRST_NAMES = ['Ada', 'Bruno', 'Chiara', 'Dmitri', 'Elif', 'Femi', 'Grace', 'Hugo', 'Ines', 'Jonas', 'Keiko', 'Liam', 'Maya', 'Noah', 'Olga', 'Pablo', 'Quinn', 'Rosa', 'Sami', 'Tara'];
export const LAST_NAMES = ['Abbott', 'Bauer', 'Costa', 'Duval', 'Eriksen', 'Fontaine', 'Garcia', 'Hansen', 'Ito', 'Jensen', 'Keller', 'Lopez', 'Moreau', 'Novak', 'Okafor', 'Petrov', 'Rossi', 'Schmidt', 'Tanaka', 'Weber'];

export const OPINIONS: Readonly<Record<1 | 2 | 3 | 4 | 5, readonly (readonly [title: string, text: string])[]>> = {
  5: [['Exactly right', 'Arrived quickly and is better than the pictures.'], ['Bought a second one', 'The first has been in use every day since spring.'], ['Lovely', 'A present for my sister, who will not give it back.']],
  4: [['Very good', 'Does what it should. The box was a little large for it.'], ['Happy with it', 'Good quality for the price.']],
  3: [['It is all right', 'Works, though I expected a nicer finish.'], ['Fine', 'The colour is darker than on my screen.']],
  2: [['Not for me', 'Smaller than I thought; the sizes should be clearer.']],
  1: [['Disappointed', 'It broke in the first week. The store took it back.']],
};

export const ANSWERS = ['Thank you for writing, we are glad it found a good home.', 'Thanks for telling us, we have passed it on to the workshop.', 'We are sorry about that and have sent you a message.'];
