// Every story in every format, byte for byte as it was when a person last looked at it. Time is virtual and dice are seeded, so nothing
// but a change of ours can differ. `PATCHRING_GOLDEN=write` writes the files anew; without it a difference is a failure, never an update.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/platforms/neutral.ts';
import { pageOf } from '../../../src/report/html/page.ts';
import { resultOf } from '../../../src/report/json.ts';
import { junitOf } from '../../../src/report/junit.ts';
import { markdownOf } from '../../../src/report/markdown.ts';
import { openMetricsOf } from '../../../src/report/open-metrics.ts';
import { resultSchema } from '../../../src/report/result-schema.ts';
import type { Summary } from '../../../src/report/summary.ts';
import { scenarios } from '../../../src/simulation/scenarios.ts';
import { summaryOfStory } from '../../support/summaries.ts';

const folder = join(import.meta.dirname, 'golden');
const isWriting = process.env.PATCHRING_GOLDEN === 'write';

/** Style and script are files of their own in the repository: a golden file that repeats them hides what it is for. */
const withoutStyleAndScript = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/s, '<style></style>')
    .replace(/<script>.*?<\/script>/s, '<script></script>')
    .replace(/sha256-[\w+/=]+/g, 'sha256-');

/** A plan's hash differs with every word of the policy's shape and every row of what is known: it says nothing about a format. */
const withoutHash = ({ planHash, rolloutId }: Summary, text: string): string =>
  text
    .replaceAll(planHash, '0'.repeat(64))
    .replaceAll(planHash.slice(0, 12), '0'.repeat(12))
    .replaceAll(rolloutId, 'windows-servers-000000');

const formats: Readonly<Record<string, (summary: Summary) => string>> = {
  'github.md': summary => markdownOf(summary, { harmless: escapeMarkdown, hasMermaid: true }),
  'azure.md': summary => markdownOf(summary, { harmless: escapeMarkdown, hasMermaid: false }),
  'result.json': summary => `${JSON.stringify(resultOf(summary), undefined, 2)}\n`,
  'TEST.xml': junitOf,
  prom: openMetricsOf,
  'report.html': summary => withoutStyleAndScript(pageOf(summary)),
};

describe.each(scenarios.map(({ name }) => name))('the report of %s', name => {
  it('is in every format what it was when somebody last looked at it', async () => {
    const summary = await summaryOfStory(name, 8);
    const now = Object.entries(formats).map(
      ([ending, render]) => [`${name}.${ending}`, withoutHash(summary, render(summary))] as const,
    );
    if (isWriting) {
      mkdirSync(folder, { recursive: true });
      for (const [file, text] of now) writeFileSync(join(folder, file), text);
    }
    for (const [file, text] of now) {
      const path = join(folder, file);
      expect(existsSync(path) ? readFileSync(path, 'utf8') : '', file).toBe(text);
    }
  });

  it('has a result.json that the published schema reads', () => {
    const text = readFileSync(join(folder, `${name}.result.json`), 'utf8');
    expect(resultSchema.safeParse(JSON.parse(text)).error?.issues).toBeUndefined();
  });
});

it('the schema of result.json refuses a field that it does not know and one that is missing', () => {
  const text = readFileSync(join(folder, 'calm.result.json'), 'utf8');
  const { reason, ...rest } = JSON.parse(text);
  expect(resultSchema.safeParse({ ...rest, reason, more: 1 }).success).toBe(false);
  expect(resultSchema.safeParse(rest).success).toBe(false);
});
