import type { Viewer } from '@marketgraph/contracts';
import type { BaseContext } from '@marketgraph/server';
import { createCategoryLoaders, type CategoryLoaders } from './categories/category.loaders.ts';
import type { CatalogDeps } from './deps.ts';
import { createImageLoaders, type ImageLoaders } from './images/image.loaders.ts';
import { createImportLoaders, type ImportLoaders } from './imports/import.loaders.ts';
import type { ImportRunner } from './imports/run/import-runner.ts';
import { createProductLoaders, type ProductLoaders } from './products/product.loaders.ts';
import type { SearchEngine } from './search/find/search-engine.ts';
import { createInventoryLoaders, type InventoryLoaders } from './stock/inventory.loaders.ts';
import { createVariantLoaders, type VariantLoaders } from './variants/variant.loaders.ts';
import { createVendorLoaders, type VendorLoaders } from './vendors/vendor.loaders.ts';

export interface CatalogLoaders {
  readonly products: ProductLoaders;
  readonly variants: VariantLoaders;
  readonly categories: CategoryLoaders;
  readonly vendors: VendorLoaders;
  readonly stock: InventoryLoaders;
  readonly images: ImageLoaders;
  readonly imports: ImportLoaders;
}

export interface CatalogContext extends BaseContext, CatalogParts {
  readonly deps: CatalogDeps;
  readonly loaders: CatalogLoaders;
}

/** Of the process, unlike the loaders. */
export interface CatalogParts {
  readonly search: SearchEngine;
  readonly imports: Pick<ImportRunner, 'wake'>;
}

/** Once per request, and per event of a subscription: loaders remember nothing from one to the next. */
export function createContext(deps: CatalogDeps, viewer: Viewer, parts: CatalogParts): CatalogContext {
  const { reader } = deps.db;
  return {
    viewer,
    log: deps.log,
    deps,
    ...parts,
    loaders: {
      products: createProductLoaders(reader, viewer),
      variants: createVariantLoaders(reader, viewer),
      categories: createCategoryLoaders(reader),
      vendors: createVendorLoaders(reader),
      stock: createInventoryLoaders(reader, viewer),
      images: createImageLoaders(reader),
      imports: createImportLoaders(reader, viewer),
    },
  };
}
