// One digest for plans and policies: SHA-256 over JSON with sorted keys, so that the same content has the same name whoever wrote
// it and in whatever order. Keys whose value is undefined do not exist. There is no clock in any digest: identity is by content,
// which is how a later run finds its own rollout again (facts: rollout 2.7).
import { createHash } from 'node:crypto';

/** JSON with sorted keys and no spaces; what JSON cannot say (functions, dates, NaN) must not be in it. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** SHA-256 in hex over the canonical JSON. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
