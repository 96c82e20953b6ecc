// The second source for installed KBs: the update agent's own history, read in a job under SYSTEM, because current Windows refuses it to
// network logons (facts: windows-servicing 3.1). What was read there goes before what a session was told. It is compared with the list of
// installed updates and never replaces it: a removal by DISM leaves no word in the history (facts: windows-servicing 4.6).
import type { HotpatchReading, UpdateHistory } from '../model/reading.ts';

/** The evidence of Hotpatch with both sources beside each other. */
export interface Joined extends HotpatchReading {
  /** KBs whose last success in the history was their removal. */
  readonly removed: readonly string[];
  /** Why the history is no witness; undefined: it was read. */
  readonly gap?: string;
}

/** How a reading names the source. */
const prefix = 'update history';

/** @param history what a job read; undefined: no job was asked. */
export function joined(reading: HotpatchReading, history: UpdateHistory | undefined): Joined {
  const { installedKbs, unreadable } = reading;
  // What a session may not read is no doubt about the rest: a gap is told, and decides nothing by itself.
  const others = unreadable.filter(sentence => !sentence.startsWith(prefix));
  if (history === undefined || history.words === null) {
    const why =
      history?.unreadable ?? unreadable.find(sentence => sentence.startsWith(prefix))?.slice(prefix.length + 2);
    const gap = installedKbs.history === null ? { gap: why ?? 'it was not read' } : {};
    return { ...reading, unreadable: others, removed: [], ...gap };
  }
  const last = new Map<string, 'install' | 'uninstall'>();
  for (const { kb, operation, result } of history.words) {
    if (isSuccess(result) && !last.has(kb)) last.set(kb, operation);
  }
  const having = (wanted: string): string[] => [...last].flatMap(([kb, operation]) => (operation === wanted ? kb : []));
  return {
    ...reading,
    unreadable: others,
    installedKbs: { ...installedKbs, history: having('install') },
    removed: having('uninstall'),
  };
}

function isSuccess(result: NonNullable<UpdateHistory['words']>[number]['result']): boolean {
  return result === 'succeeded' || result === 'succeededWithErrors';
}
