// plan.json: what a person reads and approves, and what `apply --plan`
// takes. A file that was edited no longer has the hash of its own
// content and is refused.
import { readFile } from 'node:fs/promises';
import { FailureError, failureOf } from '../model/failure.ts';
import type { Platform } from '../platforms/platform.ts';
import { type Plan, planSchema } from '../rollout/plan.ts';
import { pathFrom, shownPath } from './paths.ts';

/** Throws PLAN_MISSING or PLAN_UNREADABLE. */
export async function readPlan(platform: Platform, given: string): Promise<Plan> {
  const path = pathFrom(platform, given);
  const place = { file: shownPath(platform, path) };
  const next = 'Make it again with plan.';
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const code = isMissing ? 'PLAN_MISSING' : 'PLAN_UNREADABLE';
    const message = isMissing ? 'the plan file is not there' : 'the plan file cannot be read';
    throw new FailureError([
      failureOf(code, message, { place, next: 'Make it with plan; give its path with --plan.' }),
    ]);
  }
  const parsed = planSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const isEdited = parsed.error.issues.some(({ code, path: at }) => code === 'custom' && at[0] === 'hash');
  const message = isEdited
    ? 'the plan file was edited: its hash is not the hash of its content'
    : 'this file is not a plan that this version reads';
  throw new FailureError([failureOf('PLAN_UNREADABLE', message, { place, next })]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
