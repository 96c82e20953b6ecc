// The report folder at the end of a run: page, summary, result, test results, figures, and what an auditor asks for: the journal as it is
// kept, the plan, and a manifest of all of it. Every file is masked on its way out. A folder that cannot be written never changes how
// a run ended: it is said, and that is all. The page and the other formats are loaded here, when there is something to write.
import { hash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from '../platforms/platform.ts';
import type { Summary } from '../report/summary.ts';
import type { Plan } from '../rollout/plan.ts';
import { journalEndOf } from '../world.ts';
import {
  diagnosticsName,
  filesIn,
  journalName,
  type Manifest,
  manifestName,
  planName,
  preflightName,
  sealOf,
  sealsOf,
} from './manifest-file.ts';

export interface Report {
  readonly platform: Pick<Platform, 'mask' | 'annotate'>;
  /** Absolute. */
  readonly directory: string;
  readonly summary: Summary;
  readonly plan: Plan;
  readonly markdown: string;
  readonly result: Readonly<Record<string, unknown>>;
  /** The journal as it is kept. */
  readonly journal: () => Promise<string>;
}

export interface WrittenReport {
  readonly directory: string;
  /** SHA-256 of the manifest. */
  readonly seal: string;
  /** The file with test results, absolute. */
  readonly testResults: string;
}

/** Undefined when not all of it could be written. */
export async function writeReport(report: Report): Promise<WrittenReport | undefined> {
  try {
    return await write(report);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    report.platform.annotate('warning', `The report could not be written: ${why}`);
    return undefined;
  }
}

async function write({
  platform,
  directory,
  summary,
  plan,
  markdown,
  result,
  journal,
}: Report): Promise<WrittenReport> {
  const [{ pageOf }, { junitFile, junitOf }, { metricsFile, openMetricsOf }] = await Promise.all([
    import('../report/html/page.ts'),
    import('../report/junit.ts'),
    import('../report/open-metrics.ts'),
  ]);
  const kept = await journal();
  const texts: Readonly<Record<string, string>> = {
    'summary.md': markdown,
    'report.html': pageOf(summary),
    'result.json': jsonOf(result),
    [junitFile]: junitOf(summary),
    [metricsFile]: openMetricsOf(summary),
    [planName]: jsonOf(plan),
    [journalName]: kept,
  };
  await mkdir(directory, { recursive: true });
  await rm(join(directory, manifestName), { force: true });
  const files: Manifest['files'] = {};
  for (const [name, text] of Object.entries(texts)) {
    const bytes = Buffer.from(platform.mask(text));
    await writeFile(join(directory, name), bytes);
    files[name] = sealOf(bytes);
  }
  const others = await othersIn(directory);
  Object.assign(files, await sealsOf(directory, others));
  const { sequence: records, digest: head } = journalEndOf(kept);
  const manifest: Manifest = {
    format: 1,
    rolloutId: plan.rolloutId,
    planHash: plan.hash,
    at: new Date(summary.at).toISOString(),
    journal: { records, head, isMasked: platform.mask(kept) !== kept },
    files: Object.fromEntries(Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))),
  };
  const text = platform.mask(jsonOf(manifest));
  await writeFile(join(directory, manifestName), text);
  return { directory, seal: hash('sha256', text), testResults: join(directory, junitFile) };
}

/** What other commands and the run itself have put there. */
async function othersIn(directory: string): Promise<readonly string[]> {
  const present = await filesIn(directory);
  return present.filter(path => path === preflightName || path.startsWith(`${diagnosticsName}/`));
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
