// Before a machine is undone, or left as it failed: what its logs say goes into a file, its digest and one line into the journal. It is
// for people only, so nothing that goes wrong here is worth more than a note: no machine is undone later, or not at all, because
// its logs could not be read.
import type { Diagnosis, diagnosisParts } from '../../model/diagnosis.ts';
import { failureOf } from '../../model/failure.ts';
import { type EffectOf, isOurs } from '../effects.ts';
import type { OutcomeOf } from '../outcomes.ts';
import { Detached, letGoIf, type Visit } from './visit.ts';

const names: Readonly<Record<(typeof diagnosisParts)[number], string>> = {
  pending: 'pending operations',
  minidumps: 'minidumps',
  system: 'System events',
  application: 'Application events',
  cbs: 'CBS.log',
  dism: 'dism.log',
  windowsUpdate: 'ReportingEvents.log',
  updateTraces: 'traces of Windows Update',
};

export async function diagnose(visit: Visit, { eventsSince }: EffectOf<'diagnose'>): Promise<OutcomeOf<'diagnosed'>> {
  const { machine, entry, evidence, signal, about } = visit;
  letGoIf(signal);
  const { diagnosis } = await machine.probe(['diagnosis'], eventsSince === null ? {} : { eventsSince });
  const nothing = { kind: 'diagnosed', file: null, sha256: null } as const;
  if (!diagnosis.ok) {
    // Our password is no answer of the machine's, and is not tried again on the next one.
    if (isOurs(diagnosis.failure)) throw new Detached(diagnosis.failure);
    return { ...nothing, summary: 'nothing could be gathered', failure: diagnosis.failure };
  }
  const summary = summaryOf(diagnosis.value);
  if (evidence === undefined) {
    const failure = failureOf('EVIDENCE_NOT_KEPT', 'There is no folder for the logs that were gathered.', {
      ...about,
      next: 'name one with --report-dir',
    });
    return { ...nothing, summary, failure };
  }
  const kept = await evidence.put(`diagnostics/${entry.name}.txt`, textOf(entry.name, diagnosis.value));
  if (!kept.ok) return { ...nothing, summary, failure: { ...kept.failure, ...about } };
  return { kind: 'diagnosed', summary, file: kept.file, sha256: kept.sha256 };
}

function lines(text: string | null): number {
  return text === null || text === '' ? 0 : text.trimEnd().split('\n').length;
}

/** `System events 3 lines, CBS.log 120 lines; not read: dism.log`. */
function summaryOf({ parts }: Diagnosis): string {
  const found = parts.filter(({ text }) => lines(text) > 0);
  const unread = parts.filter(({ text }) => text === null).map(({ part }) => names[part]);
  const told = found.map(({ part, text }) => `${names[part]} ${lines(text)}`).join(', ');
  const inLines = told === '' ? 'no lines' : `lines: ${told}`;
  return unread.length === 0 ? inLines : `${inLines}; not read: ${unread.join(', ')}`;
}

function textOf(name: string, { at, parts }: Diagnosis): string {
  const sections = parts.map(({ part, text, trouble, isCut }) => {
    const more = isCut ? ' (there is more on the machine)' : '';
    return `==== ${names[part]}${more} ====\n${text === null ? `not read: ${trouble ?? 'unknown'}` : text.trimEnd()}\n`;
  });
  return [`${name}, gathered at ${at}\n`, ...sections].join('\n');
}
