// What a simulated machine answers without a shell: rows of the few classes that we read, by the model as it is now.
// As on a machine, what the equalities of a query leave out does not come; a condition that is no equality lets everything through:
// whoever asks must judge the rows for itself.
import type { CimRequest, CimRows } from '../winrm/peer.ts';
import type { SimulatedMachine } from './machine.ts';

const statesInWmi: Readonly<Record<string, string>> = {
  running: 'Running',
  stopped: 'Stopped',
  startPending: 'Start Pending',
  stopPending: 'Stop Pending',
  paused: 'Paused',
};

/** Key of the System process. */
const systemProcess = '4';

/** What the equalities of a query let through. */
function filtered<R extends Readonly<Record<string, unknown>>>(rows: readonly R[], query = ''): readonly R[] {
  const where = /\bwhere\b(.*)$/is.exec(query)?.[1] ?? '';
  const conditions = where.split(/\band\b/i).map(text => /^\s*(\w+)\s*=\s*'([^']*)'\s*$/.exec(text));
  return rows.filter(row => conditions.every(found => found === null || row[found[1] ?? ''] === found[2]));
}

/** Rows of a class; undefined: no such class. */
export function readCim(model: SimulatedMachine, now: number, request: CimRequest): CimRows | undefined {
  const { namespace, className, query, keys } = request;
  const wanted = /\bfrom\s+(\w+)/i.exec(query ?? '')?.[1] ?? className;
  const bootedAt = new Date(model.boot(now).bootedAt);
  const { build } = model.profile;
  switch (`${namespace.replaceAll('\\', '/')}/${wanted}`.toLowerCase()) {
    case 'root/cimv2/win32_operatingsystem':
      return [{ LastBootUpTime: bootedAt, BuildNumber: build, Version: `10.0.${build}`, LocalDateTime: new Date(now) }];
    case 'root/cimv2/win32_process':
      if ((keys?.Handle ?? systemProcess) !== systemProcess) return [];
      return [{ Handle: systemProcess, ProcessId: 4, Name: 'System', CreationDate: bootedAt }];
    case 'root/cimv2/win32_service':
      return filtered(
        model.health(now).services.map(({ name, startMode, state }) => ({
          Name: name,
          StartMode: startMode.startsWith('automatic') ? 'Auto' : 'Manual',
          State: statesInWmi[state] ?? 'Unknown',
        })),
        query,
      );
    case 'root/microsoft/windows/taskscheduler/msft_scheduledtask':
      return readTask(model, now, keys?.TaskName ?? '');
    default:
      return undefined;
  }
}

/** The task of a job: 2 queued, 4 running, 3 ready, which says nothing about how the job ended. */
function readTask(model: SimulatedMachine, now: number, name: string): CimRows {
  const { state } = model.pollJob(name, now);
  if (state === 'absent') return [];
  return [{ TaskName: name, TaskPath: '\\patchring\\', State: state === 'queued' ? 2 : state === 'running' ? 4 : 3 }];
}
