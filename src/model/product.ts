// The Windows Servers that we have a name for, and the build by which each is known: words for a policy to write. Which of them a machine
// is says knowledge/products.ts, since the build alone does not tell a server from a client.
// A new one is a line in each of the two tables.
export const productNames = [
  'windows-server-2016',
  'windows-server-2019',
  'windows-server-2022',
  'windows-server-2025',
] as const;
export type ProductName = (typeof productNames)[number];

export const buildOfProduct: Readonly<Record<ProductName, number>> = {
  'windows-server-2016': 14393,
  'windows-server-2019': 17763,
  'windows-server-2022': 20348,
  'windows-server-2025': 26100,
};
