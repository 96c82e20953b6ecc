// Whether the services of a boot are still starting, read in one request and without a shell: a machine that has just come back is
// short of everything, and a pool opened there takes longer than the look. The query is that of functions/boot-state.ps1. It only ever
// says "not yet": that Windows has settled is for the function to say, which also knows of servicing and of services that hang.
import { type Session, WinrmError } from '../winrm/index.ts';

const automatic =
  "SELECT Name, State, StartMode FROM Win32_Service WHERE StartMode = 'Auto' AND State = 'Start Pending'";

/** False too where the machine does not say: then the function is asked. */
export async function areServicesStarting(session: Session): Promise<boolean> {
  try {
    const rows = await session.readCim(
      {
        namespace: 'root/cimv2',
        className: 'Win32_Service',
        query: automatic,
        properties: { State: 'string', StartMode: 'string' },
      },
      { timeout: 60_000 },
    );
    return rows.some(({ State, StartMode }) => State === 'Start Pending' && StartMode === 'Auto');
  } catch (error) {
    if (!(error instanceof WinrmError)) throw error;
    if (error.detail.fault === undefined && error.code !== 'WINRM_PROTOCOL_VIOLATED') throw error;
    return false;
  }
}
