// The report of 5,000 machines, all of them updated and most of them with something to say, in every format, from the state of a real
// rollout.
import { escapeMarkdown } from '../../src/platforms/neutral.ts';
import { pageOf } from '../../src/report/html/page.ts';
import { resultOf } from '../../src/report/json.ts';
import { junitOf } from '../../src/report/junit.ts';
import { markdownOf } from '../../src/report/markdown.ts';
import { openMetricsOf } from '../../src/report/open-metrics.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { conclusionOf } from '../../src/rollout/conclusion.ts';
import { fold } from '../../src/rollout/fold/index.ts';
import { playLarge, playUntil } from './engine.ts';
import { costOf, repeat, row, title } from './harness.ts';

const machines = 5_000;
const kibibyte = 1_024;

type Story = Parameters<typeof summaryOf>[0];

async function measure(name: string, story: Story): Promise<void> {
  const files = { github: '', azure: '', 'result.json': '', 'report.html': '', junit: '', metrics: '' };
  const costs = await repeat(5, () =>
    costOf(() => {
      const summary = summaryOf(story, { program: 'patchring', options: [] });
      files.github = markdownOf(summary, { harmless: escapeMarkdown, hasMermaid: true });
      files.azure = markdownOf(summary, { harmless: escapeMarkdown, hasMermaid: false });
      files['result.json'] = JSON.stringify(resultOf(summary), undefined, 2);
      files['report.html'] = pageOf(summary);
      files.junit = junitOf(summary);
      files.metrics = openMetricsOf(summary);
    }),
  );
  row({
    what: `${name}: all six formats`,
    values: costs.map(({ wall }) => wall),
    unit: 'ms',
    budget: 1_000,
  });
  for (const [file, text] of Object.entries(files)) {
    const isPage = file === 'github' || file === 'azure';
    const values = [Buffer.byteLength(text) / kibibyte];
    row({ what: `${name}: ${file}`, values, unit: 'KiB', ...(isPage ? { budget: 900 } : {}) });
  }
}

title(`report: ${machines} machines`);
const { stage, driven } = await playLarge(machines);
const ended = { plan: stage.plan, events: stage.events, now: stage.clock.now() };
await measure('succeeded', { ...ended, ...driven });
const torn = await playUntil(machines, 60_000);
const state = fold(torn.events)?.state;
if (state === undefined) throw new Error('there is no rollout');
const now = state.lastAt;
const standing = conclusionOf(torn.plan, state, now, true);
await measure('cancelled', { plan: torn.plan, events: torn.events, state, standing, now });
