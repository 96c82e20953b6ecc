// Why a simulated machine begins no work, with the codes and the words of the real scripts
// (windows/functions/install-checks.ps1 and update-agent.ps1): what a real machine refuses, this
// one refuses.
import type { Asking, JobStatus } from '../model/job.ts';
import type { UpdateSource } from '../model/update.ts';
import type { MachineProfile } from './profile.ts';

export type JobFailure = Extract<JobStatus, { state: 'failed' }>['failure'];

/** As windows/functions/update-agent.ps1 says it. */
export const sourceNames: Readonly<Record<UpdateSource, string>> = {
  machine: 'policy (Windows Update)',
  'windows-update': 'Windows Update',
  'microsoft-update': 'Microsoft Update',
};

/** WU_E_OPERATIONINPROGRESS: Windows lets one installation run at a time. */
export const installBusy: JobFailure = {
  code: 'INSTALL_BUSY',
  hresult: 0x80240009,
  message: 'Another installation has been running for ten minutes.',
};

/** WU_E_INSTALL_NOT_ALLOWED; a pending file rename only informs. */
export function whyPending(pendingRestart: readonly string[]): JobFailure | undefined {
  const signals = pendingRestart.filter(signal => signal !== 'fileRename');
  if (signals.length === 0) return undefined;
  const message = `Nothing was installed: a restart is pending (${signals.join(', ')}).`;
  return { code: 'INSTALL_RESTART_PENDING', hresult: 0x80240016, message };
}

/** Going around the WSUS of the machine's own policy is refused unless it is asked for outright. */
export function whyBypassed({ source, overrideWsus }: Asking, { wsus }: MachineProfile): JobFailure | undefined {
  if (wsus === undefined || source === 'machine' || overrideWsus === true) return undefined;
  const message = `Policy sends this machine to WSUS (${wsus}), and ${sourceNames[source]} was asked for.`;
  return { code: 'SCAN_WSUS_BYPASSED', hresult: 0, message };
}

/** As Confirm-DiskRoom reckons: what is to be fetched, up to four gigabytes, twice, and one more. */
export function whyNoRoom(bytes: number, { disk }: MachineProfile): JobFailure | undefined {
  const needed = 2 ** 30 + 2 * Math.min(bytes, 2 ** 32);
  if (bytes === 0 || disk.free >= needed) return undefined;
  const [has, needs] = [disk.free, needed].map(size => (size / 2 ** 30).toFixed(1));
  const message = `The system drive has ${has} GB free, and ${needs} GB are needed.`;
  return { code: 'INSTALL_DISK_LOW', hresult: 0x80070070, message };
}
