/**
 * What vendors call the kinds of their goods, by the slug of the root category that takes them when no category has that
 * name. Words and phrases in the singular; matched from the end of a type, since the last word says what a thing is
 * (`Trail Running Shoes`).
 */
const WORDS = {
  electronics: `electronic, computer, laptop, tablet, phone, smartphone, camera, headphone, earbud, speaker, radio, television, tv, monitor, printer,
    charger, cable, battery, console, keyboard, mouse, drone, recorder, gadget, usb charger, video recorder`,
  clothing: `clothing, clothe, apparel, fashion, shirt, t shirt, tee, top, blouse, sweater, jumper, hoodie, cardigan, jacket, coat, vest, dress, skirt,
    trouser, pant, jean, short, legging, sock, underwear, lingerie, swimwear, shoe, boot, sneaker, sandal, footwear, hat, cap, beanie, scarf, glove,
    belt, tie, bag, backpack, handbag, purse, wallet, luggage, jewelry, jewellery, necklace, bracelet, earring, ring, watch, sunglass, men, women,
    menswear, womenswear, outerwear, activewear, accessory`,
  'home-garden': `home, garden, house, furniture, chair, table, sofa, bed, bedding, pillow, blanket, towel, linen, textile, curtain, rug, lamp, light,
    lighting, lantern, candle, decor, decoration, vase, kitchen, kitchenware, cookware, tableware, mug, plate, bowl, knife, plant, planter, pot, tool,
    hardware, storage, basket, indoor, bathroom, appliance`,
  sports: `sport, sporting, sporting good, outdoor, fitness, gym, yoga, running, cycling, bicycle, bike, bicycle part, bike accessory, helmet, saddle,
    pedal, handlebar, wheelset, camping, hiking, climbing, tent, fishing, hunting, swimming, surf, ski, snowboard, skateboard, scooter, football,
    soccer, basketball, tennis, golf, ball, water bottle, outdoor tool`,
  books: 'book, novel, magazine, comic, diary, calendar, notebook, journal, stationery, ebook, textbook',
  beauty: `beauty, cosmetic, makeup, skincare, skin care, haircare, hair care, fragrance, perfume, soap, shampoo, lotion, cream, nail, shaving, grooming,
    bath, personal care, health beauty`,
  automotive: 'automotive, car, car care, auto, vehicle, motorcycle, truck, tire, tyre, motor',
  toys: 'toy, game, puzzle, doll, lego, plush, board game, baby toy, kid toy',
  health: 'health, wellness, vitamin, supplement, medicine, medical, pharmacy, first aid, nutrition',
  food: `food, grocery, beverage, drink, coffee, tea, wine, beer, chocolate, candy, sweet, snack, spice, sauce, oil, honey, jam, bread, cheese, meat, fish,
    fruit, vegetable, pasta, preserve`,
} as const;

export const CATEGORY_WORDS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(WORDS).map(([slug, words]) => [slug, words.split(/,\s*/)]));
