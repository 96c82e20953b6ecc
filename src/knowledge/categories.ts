// What Windows Update calls its kinds of updates and the software they are for. Names are localised and
// identifiers are not, so a scan may give either; both are known here. Used to filter a scan by the policy's
// words.
import type { Update } from '../model/update.ts';

interface Category {
  /** Identifier of the Windows Update classification, lower case. */
  readonly id: string;
  readonly title: string;
}

const categories = {
  security: { id: '0fa1201d-4330-4fa8-8ae9-b877473b6441', title: 'Security Updates' },
  critical: { id: 'e6cf1350-c01b-414d-a61f-263d14d133b4', title: 'Critical Updates' },
  rollups: { id: '28bc880e-0592-4cbf-8f95-c79b17911d5f', title: 'Update Rollups' },
  updates: { id: 'cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83', title: 'Updates' },
  definitions: { id: 'e0789628-ce08-4437-be74-2495b842f43b', title: 'Definition Updates' },
  features: { id: 'b54e7d24-7add-428f-8b75-90a396fa584f', title: 'Feature Packs' },
  servicePacks: { id: '68c5b0a3-d1a6-4553-ae49-01d3a7827828', title: 'Service Packs' },
  tools: { id: 'b4832bd8-e735-4761-8daf-37f882276dab', title: 'Tools' },
  drivers: { id: 'ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0', title: 'Drivers' },
  upgrades: { id: '3689bdc8-b205-4af4-8d4a-a63924c5e9d5', title: 'Upgrades' },
} as const satisfies Record<string, Category>;
export type CategoryName = keyof typeof categories;
export const categoryNames = Object.keys(categories) as [CategoryName, ...CategoryName[]];

/** Begins of the product categories, lower case: products come in many versions, their first words stay. */
const software = {
  windows: ['windows server', 'microsoft server operating system', 'windows 1'],
  'sql-server': ['microsoft sql server', 'sql server'],
  exchange: ['exchange server', 'microsoft exchange'],
  sharepoint: ['sharepoint', 'microsoft sharepoint'],
  office: ['office', 'microsoft office', 'microsoft 365'],
  dotnet: ['.net', 'asp.net'],
  'visual-studio': ['visual studio', 'developer tools'],
  defender: ['microsoft defender', 'windows defender'],
} as const satisfies Record<string, readonly string[]>;
export type SoftwareName = keyof typeof software;
export const softwareNames = Object.keys(software) as [SoftwareName, ...SoftwareName[]];

/** What comes and goes every day says nothing about a machine. */
const fleeting: readonly CategoryName[] = ['definitions', 'tools', 'drivers'];

/** Whether it stays offered until somebody installs it, or something else takes its place. */
export function isLasting(update: Pick<Update, 'categories'>): boolean {
  return !hasCategory(update, fleeting);
}

function hasCategory(update: Pick<Update, 'categories'>, names: readonly CategoryName[]): boolean {
  const words = update.categories.map(category => category.toLowerCase());
  return names.some(
    name => words.includes(categories[name].id) || words.includes(categories[name].title.toLowerCase()),
  );
}

/** Whether an update is of one of these kinds and for one of these products; its categories are names or identifiers. */
export function isOfKind(
  update: Pick<Update, 'categories'>,
  wanted: { readonly products: readonly SoftwareName[]; readonly categories: readonly CategoryName[] },
): boolean {
  const words = update.categories.map(category => category.toLowerCase());
  return (
    hasCategory(update, wanted.categories) &&
    wanted.products.some(name => software[name].some(begin => words.some(word => word.startsWith(begin))))
  );
}
