import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// PowerShell files are text in the bundle and here alike: the bytes that the tests see are the bytes that are shipped.
const ps1AsText = {
  name: 'ps1',
  enforce: 'pre' as const,
  load: (id: string) =>
    id.endsWith('.ps1') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : undefined,
};

// GitHub's own parsers import JSON without an attribute, so Vite must load them; they name source maps that they do not publish.
const githubParsers = /@actions\/(?:workflow-parser|languageservice|expressions)\//;
const withoutMaps = {
  name: 'without-maps',
  enforce: 'pre' as const,
  load: (id: string) =>
    githubParsers.test(id) && id.endsWith('.js')
      ? readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
      : undefined,
};

const folders = (...names: readonly string[]): string[] => names.map(name => `__tests__/${name}/**/*.test.ts`);

export default defineConfig({
  plugins: [ps1AsText, withoutMaps],
  test: {
    projects: [
      // Pure or with everything of their own: files of these folders share the modules that a worker has read, which is half of their CPU.
      { extends: true, test: { name: 'shared', include: folders('unit', 'property', 'contract'), isolate: false } },
      { extends: true, test: { name: 'apart', include: folders('wire', 'fleet', 'peers', 'e2e') } },
    ],
    reporters: ['default', './__tests__/support/reporter.ts'],
    // Most of the long tests wait for processes: two at a time on the smallest machines, too.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000, // some build the doors first
    coverage: { include: ['src/**/*.ts'] },
    server: { deps: { inline: [githubParsers] } },
  },
});
