// Which of Windows' numbers mean that a person must do something first: those have a code of ours, everything else is an update
// that failed. Whether asking again can help is the table's word (hresults.ts). Numbers decide, never texts (facts: windows-servicing
// 3.11).
import { hresultOf } from './hresults.ts';

/** The component store is damaged, or does not match what the update was made for. */
const storeCorrupt: readonly number[] = [
  0x80070002, 0x8007000d, 0x80070490, 0x8007371b, 0x80073712, 0x800736cc, 0x800f0831, 0x800f0982, 0x800f0983,
  0x800f0984, 0x800f0986, 0x800f0988,
];

export type InstallFailureCode =
  | 'INSTALL_BUSY'
  | 'INSTALL_RESTART_PENDING'
  | 'INSTALL_DISK_LOW'
  | 'INSTALL_STORE_CORRUPT'
  | 'PACKAGE_NOT_APPLICABLE'
  | 'UPDATE_SERVICE_DISABLED'
  | 'UPDATE_FAILED';

const codes: ReadonlyMap<number, InstallFailureCode> = new Map([
  [0x80240009, 'INSTALL_BUSY'],
  [0x80240016, 'INSTALL_RESTART_PENDING'],
  [0x8024201d, 'INSTALL_RESTART_PENDING'],
  [0x80070070, 'INSTALL_DISK_LOW'],
  [0x800f081e, 'PACKAGE_NOT_APPLICABLE'],
  [0x80070422, 'UPDATE_SERVICE_DISABLED'],
  ...storeCorrupt.map(code => [code, 'INSTALL_STORE_CORRUPT'] as const),
]);

/** The code of ours for an update that could not be installed. */
export function installFailureCode(hresult: number): InstallFailureCode {
  return codes.get(hresult >>> 0) ?? 'UPDATE_FAILED';
}

/** Whether asking again can help, a restart first included. */
export function canRetry(hresult: number): boolean {
  const retry = hresultOf(hresult)?.retry;
  return retry === 'soon' || retry === 'later' || retry === 'restart';
}
