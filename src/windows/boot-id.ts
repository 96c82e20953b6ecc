// Which boot a machine is on, read in one request and without a shell: the creation time of the System process, written exactly as
// functions/boot-state.ps1 writes it among its words. A Date has no microseconds, and two spellings of one boot would be two boots: text becomes text.
// Where the texts should differ after all, nothing is lost but a request: only the function may say that a boot is a new one.
import { type Session, WinrmError } from '../winrm/index.ts';

const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
const dmtf = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3})$/;
/** Digits of a .NET DateTime: it counts in 100 ns. */
const digits = 7;

/** The identity for an instant as CIM writes it; undefined where it has no zone, or is none. */
export function bootIdOf(text: string): string | undefined {
  const found = iso.exec(text) ?? dmtf.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, first = '0', rest] = found;
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const offset = rest === undefined ? Number(first) : Number(first) * 60 + Number(rest);
  const utc = new Date(local - (sign === '-' ? -1 : 1) * offset * 60_000);
  if (Number.isNaN(utc.getTime())) return undefined;
  return `process-${utc.toISOString().slice(0, -'.000Z'.length)}.${fraction.slice(0, digits).padEnd(digits, '0')}Z`;
}

/** `refused`: this machine does not say it without a shell, now or later. `unclear`: not this time. */
export async function readBootId(session: Session): Promise<string> {
  try {
    const [system] = await session.readCim(
      {
        namespace: 'root/cimv2',
        className: 'Win32_Process',
        keys: { Handle: '4' },
        properties: { CreationDate: 'instant' },
      },
      { timeout: 60_000 },
    );
    return bootIdOf(system?.CreationDate ?? '') ?? 'unclear';
  } catch (error) {
    if (!(error instanceof WinrmError)) throw error;
    if (error.detail.fault === undefined && error.code !== 'WINRM_PROTOCOL_VIOLATED') throw error;
    return error.code === 'WINRM_ACCESS_DENIED' ? 'refused' : 'unclear';
  }
}
