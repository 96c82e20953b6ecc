// A lapsed Hotpatch licence has the symptom of a wrong update, next month's cumulative update with its restart, and another cure (facts:
// windows-servicing 1.6 rule 9). Here is how it is recognised, what is done about it, and what it means for a deadline. The Azure
// Edition needs no licence from Azure Arc (facts: windows-servicing 1.1).
import type { HotpatchReading } from '../model/reading.ts';

type Traces = Pick<HotpatchReading, 'arcSubscription' | 'licenceTrouble' | 'licenceMitigation'>;

/** Why hotpatches are not served for want of a licence; undefined: nothing says so. */
export function whyUnlicensed({ arcSubscription, licenceTrouble }: Traces): string | undefined {
  if (arcSubscription !== null && arcSubscription !== 1) return notActive(arcSubscription);
  return licenceTrouble.length > 0 ? `licence trouble: ${licenceTrouble.join('; ')}` : undefined;
}

export function notActive(arcSubscription: number): string {
  return `the Azure Arc licence for Hotpatch is not active (${arcSubscription})`;
}

/** Microsoft's cure for the bug since KB5066835, less what of it the machine shows to be done. */
export function licenceRemedy({ licenceMitigation, licenceTrouble }: Traces): string {
  const look = 'no update is wrong, and taking one back cures nothing: look at the machine’s licence in Azure Arc';
  if (licenceMitigation !== 1) {
    return `${look}; for the known bug stop the service himds, delete DeviceLicensingServiceCommandMutex, set the override 4264695439 to 1 and restart`;
  }
  return licenceTrouble.includes('licenceCommandStuck')
    ? `${look}; the override 4264695439 is set already, so for the known bug stop the service himds, delete DeviceLicensingServiceCommandMutex and restart`
    : `${look}, disable it there and enable it again; the known bug is not the cause, for its override 4264695439 is set and no command is stuck`;
}

/** What it means for the policy's deadline; empty without one. */
export function licenceAgainst(due: string | null): string {
  return due === null
    ? ''
    : `; until it is mended, meeting the deadline of ${due} takes cumulative updates with a restart`;
}

export function mitigationText({ licenceMitigation }: Traces): string {
  if (licenceMitigation === null) return 'absent or not read';
  return licenceMitigation === 1 ? 'set' : String(licenceMitigation);
}
