// Windows Server products by build and edition. The build alone names no product: 26100 is Windows
// Server 2025 and Windows 11 24H2, with different KBs and update trains since January 2026 (facts:
// windows-servicing 1.6 rule 5).
import { buildOfProduct, type ProductName, productNames } from '../model/product.ts';
import type { Facts } from '../model/reading.ts';

export { type ProductName, productNames } from '../model/product.ts';

export interface Product {
  readonly name: ProductName;
  readonly build: number;
  /** Datacenter: Azure Edition. */
  readonly isAzureEdition: boolean;
}

const serverBuilds: ReadonlyMap<number, ProductName> = new Map(productNames.map(name => [buildOfProduct[name], name]));

/** Datacenter: Azure Edition, with desktop and as Server Core. */
const azureEditions = ['ServerTurbine', 'ServerTurbineCor'];

/** The product; undefined for clients and for builds that are not in the table. */
export function productOf(facts: Pick<Facts, 'build' | 'editionId' | 'installationType'>): Product | undefined {
  const name = serverBuilds.get(facts.build);
  if (name === undefined || !facts.installationType.startsWith('Server')) return undefined;
  return { name, build: facts.build, isAzureEdition: azureEditions.includes(facts.editionId) };
}
