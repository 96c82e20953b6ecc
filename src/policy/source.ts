// The source of updates as the plan says it, from what the policy writes: a word, and beside it whether WSUS may
// be gone around, or the files themselves. Only a source that the update agent asks can be downloaded from before
// the window.
import type { Source } from '../model/source.ts';
import type { Policy } from './schema.ts';

export function sourceOf({ updates: { source, overrideWsus }, scripts }: Pick<Policy, 'updates' | 'scripts'>): Source {
  if (typeof source === 'object' && 'script' in source) {
    if (scripts === undefined) throw new RangeError('scripts are read when the policy is loaded');
    return { kind: 'script', ...scripts };
  }
  if (typeof source === 'object') return { kind: 'packages', packages: source.packages };
  return source === 'none' ? { kind: 'none' } : { kind: 'agent', from: source, overrideWsus };
}
