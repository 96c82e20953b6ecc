// What is gathered on a simulated machine before it is undone: what its own logs would say of what has happened to it, and of a log
// that somebody else holds shut that it could not be read.
// Shapes are those of windows/operations/diagnosis.ps1.
import { type Diagnosis, diagnosisParts } from '../model/diagnosis.ts';
import { faultOf } from './faults.ts';
import { isoOf } from './iso.ts';
import { type MachineView, readBoot, readHealth } from './readings.ts';

function textOf(
  part: (typeof diagnosisParts)[number],
  view: MachineView,
  now: number,
  since: number | undefined,
): string {
  const { installed, staged } = view.software;
  switch (part) {
    case 'pending':
      return readBoot(view, now)
        .pendingRestart.map(signal => `asks for a restart: ${signal}`)
        .join('\n');
    case 'minidumps':
      return view.crashedAt.map((at, index) => `${isoOf(at)} 2097152 ${index + 1}-01.dmp`).join('\n');
    case 'system':
      return readHealth(view, now, since)
        .events.map(({ provider, id, sample }) => `${provider} ${id}: ${sample}`)
        .join('\n');
    case 'cbs':
      return [...installed.map(({ item }) => item), ...staged]
        .flatMap(({ packages }) => packages.map(name => `Info CBS Appl: Package: ${name}, Update: installed`))
        .join('\n');
    case 'application':
    case 'dism':
    case 'windowsUpdate':
    case 'updateTraces':
      return '';
  }
}

/** @param eventsSince epoch ms */
export function readDiagnosis(view: MachineView, now: number, eventsSince?: number): Diagnosis {
  const locked = faultOf(view.faults, 'logLocked')?.part;
  const parts = diagnosisParts.map(part =>
    part === locked
      ? { part, text: null, trouble: 'The process cannot access the file.', isCut: false }
      : { part, text: textOf(part, view, now, eventsSince), trouble: null, isCut: false },
  );
  return { at: isoOf(now), parts };
}
