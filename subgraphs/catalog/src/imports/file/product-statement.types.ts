import type { CurrencyCode } from '@marketgraph/kernel';
import type { ProductColumns } from '../../products/product-input.ts';
import type { IssueCode } from './issues.rules.ts';
import type { FieldName, Fields, Layout } from './layout.rules.ts';

export interface ReadOptions {
  readonly layout: Layout;
  /** Of the prices in the file. */
  readonly currency: CurrencyCode;
}

/** Notes an issue about a row; the column is named as the file names it. */
export type Say = (code: IssueCode, row: number, field: FieldName | null, message: string) => void;

/** Why a row could not be read; its fields are empty then. */
export interface RowProblem {
  readonly code: IssueCode;
  readonly column: FieldName | null;
  readonly message: string;
}

/** A row of the file as it lies between reading and writing. */
export interface FileRow {
  readonly rowNumber: number;
  readonly handle: string | null;
  readonly fields: Fields;
  readonly problem: RowProblem | null;
  /** The first row of the file that has this row's SKU. */
  readonly firstRowOfSku: number | null;
}

/** What a file says of one product. What it has no column for it says nothing of: undefined. */
export interface ProductStatement {
  readonly handle: string;
  /** Where to point when the product as a whole is meant. */
  readonly row: number;
  /** Of the row with the title; null where no row has one: then only variants and pictures are spoken of. */
  readonly about: AboutProduct | null;
  readonly variants: readonly VariantStatement[];
  /** In order, each address once; empty where the file names none. */
  readonly images: readonly ImageStatement[];
}

export interface AboutProduct {
  readonly columns: ProductColumns & { readonly title: string };
  readonly kind: ProductKind;
  readonly wanted: WantedStatus | undefined;
  readonly isGiftCard: boolean;
  readonly optionNames: readonly string[] | undefined;
}

/** What the file says of where a product belongs. */
export interface ProductKind {
  readonly type: string;
  readonly productCategory: string;
  readonly googleCategory: string;
}

export type WantedStatus = 'ON_SALE' | 'DRAFT' | 'ARCHIVED';

export interface VariantStatement {
  readonly row: number;
  /** Of the three option columns, empty where nothing stands there. */
  readonly values: readonly [string, string, string];
  readonly price: bigint;
  readonly compareAtPrice: bigint | null | undefined;
  readonly sku: string | null | undefined;
  readonly barcode: string | null | undefined;
  readonly weightGrams: number | null | undefined;
  /** Available for sale, as the vendor counts; undefined where nothing is said. */
  readonly quantity: number | undefined;
  readonly imageUrl: string | undefined;
  /** Another row before this one has the same SKU. */
  readonly repeatsSku: boolean;
}

export interface ImageStatement {
  readonly row: number;
  readonly url: string;
  /** Undefined where the file has no column for it. */
  readonly altText: string | undefined;
}
