// Windows Server products by build and edition. The build alone names no product: 26100 is Windows
// Server 2025 and Windows 11 24H2, with different KBs and update trains since January 2026 (facts:
// windows-servicing 1.6 rule 5).
import type { Facts } from '../model/reading.ts';

export const productNames = [
  'windows-server-2016',
  'windows-server-2019',
  'windows-server-2022',
  'windows-server-2025',
] as const;
export type ProductName = (typeof productNames)[number];

export interface Product {
  readonly name: ProductName;
  readonly build: number;
  /** Datacenter: Azure Edition. */
  readonly isAzureEdition: boolean;
}

const serverBuilds: Readonly<Record<number, ProductName>> = {
  14393: 'windows-server-2016',
  17763: 'windows-server-2019',
  20348: 'windows-server-2022',
  26100: 'windows-server-2025',
};

/** Datacenter: Azure Edition, with desktop and as Server Core. */
const azureEditions = ['ServerTurbine', 'ServerTurbineCor'];

/** The product; undefined for clients and for builds that are not in the table. */
export function productOf(facts: Pick<Facts, 'build' | 'editionId' | 'installationType'>): Product | undefined {
  const name = serverBuilds[facts.build];
  if (name === undefined || !facts.installationType.startsWith('Server')) return undefined;
  return { name, build: facts.build, isAzureEdition: azureEditions.includes(facts.editionId) };
}
