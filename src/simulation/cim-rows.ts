// What a simulated machine answers to a CIM read, which wakes no shell: classes that are read for a boot, a service and a task. The shapes
// are those of Windows; whatever class is not here does not exist.
// Nothing is written here.
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

/** Classes that are read without a shell. The filter of a query is the caller's: rows that it would leave out may come too. */
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
      return model.health(now).services.map(({ name, startMode, state }) => ({
        Name: name,
        StartMode: startMode.startsWith('automatic') ? 'Auto' : 'Manual',
        State: statesInWmi[state] ?? 'Unknown',
      }));
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
