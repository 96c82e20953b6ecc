// Every rule of packages as the source of updates, with an example of what breaks it, and exactly what is said.
import type { Case } from './rule-cases.ts';

/** What is wrong, what is written, and exactly what is said. */
export const packageCases: readonly (readonly [rule: string, written: Case, lines: readonly string[]])[] = [
  [
    'an .msu for a Windows that takes none, and a package twice',
    {
      before: `updates: { source: { packages: [
  { build: 20348, kb: KB5000001, file: 'C:\\a.msu', sha256: ${'a'.repeat(64)} },
  { build: 26100, kb: KB5000001, file: 'https://x/a.msu', sha256: ${'b'.repeat(64)} },
  { build: 26100, kb: KB5000001, file: 'https://x/b.msu', sha256: ${'c'.repeat(64)} } ] } }\n`,
    },
    [
      'patchring.yml:5:40 POLICY_SOURCE_INVALID KB5000001: an .msu is installed from 26100 on, and this is for 20348: expand it and name its .cab',
      'patchring.yml:7:3 POLICY_SOURCE_INVALID KB5000001 for build 26100 stands in the list already: keep one of the entries',
    ],
  ],
  [
    'a package for a product and a build, one for neither, and one twice by the other word',
    {
      before: `updates: { source: { packages: [
  { product: windows-server-2025, build: 26100, kb: KB5000001, file: 'https://x/a.msu', sha256: ${'a'.repeat(64)} },
  { kb: KB5000002, file: 'https://x/b.msu', sha256: ${'b'.repeat(64)} },
  { build: 17763, kb: KB5000003, file: 'https://x/c.cab', sha256: ${'c'.repeat(64)} },
  { product: windows-server-2019, kb: KB5000003, file: 'https://x/d.msu', sha256: ${'d'.repeat(64)} },
  { product: windows-server-2019, kb: KB5000004, file: 'https://x/e.msu', sha256: ${'e'.repeat(64)} } ] } }\n`,
    },
    [
      'patchring.yml:5:3 POLICY_SOURCE_INVALID KB5000001 is for one product or one build: write product: windows-server-2025, or build: 26100, and not both',
      'patchring.yml:6:3 POLICY_SOURCE_INVALID KB5000002 is for one product or one build: write product: windows-server-2025, or build: 26100, and not both',
      'patchring.yml:8:3 POLICY_SOURCE_INVALID KB5000003 for windows-server-2019 stands in the list already: keep one of the entries',
      'patchring.yml:9:56 POLICY_SOURCE_INVALID KB5000004: an .msu is installed from 26100 on, and this is for 17763: expand it and name its .cab',
    ],
  ],
];
