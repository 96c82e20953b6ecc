// What a machine gets from a source that its update agent knows nothing of. Nobody has to ask the machine for it: who it is says enough.
// A restart is offered once: after it, nothing is.
import type { ScanResult } from '../model/reading.ts';
import { restartOnly, type Source } from '../model/source.ts';

/** `before` anything was done, or once more `after` the restart. */
export type When = 'before' | 'after';

/** What the source offers; undefined: only a scan on the machine can tell. */
export function offerOf(source: Source, when: When): ScanResult | undefined {
  switch (source.kind) {
    case 'agent':
      return undefined;
    case 'none':
      return { updates: when === 'before' ? [restartOnly] : [], source: 'none (restart only)' };
  }
}
