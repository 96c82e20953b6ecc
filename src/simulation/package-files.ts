// The files that a simulated machine copies from elsewhere: nothing is ever copied, a fault says what is wrong with them, and the codes
// are those of the real checks (windows/functions/package-files.ps1). What a file holds is the catalogue's to say.
// Staged and installed files are checked by the same words, as they are on a real machine.
import type { PackagesWork } from '../model/job.ts';
import type { StageResult } from '../model/reading.ts';
import { identityOfPackage } from '../model/source.ts';
import { type Fault, faultsOf } from './faults.ts';
import type { JobFailure } from './refusals.ts';

type Packages = PackagesWork['packages'];

const codes = { missing: 'PACKAGE_NOT_FOUND', changed: 'PACKAGE_HASH_MISMATCHED', unsigned: 'PACKAGE_UNSIGNED' };

/** Undefined: all are there, as planned and signed. */
export function whyBad([first]: Packages, faults: readonly Fault[]): JobFailure | undefined {
  const bad = faultsOf(faults, 'packageBad')[0];
  if (bad === undefined) return undefined;
  return { code: codes[bad.how], hresult: 0, message: `${first?.file ?? 'the package'} is ${bad.how}.` };
}

export function copied(packages: Packages): StageResult {
  return {
    updates: packages.map(one => ({
      ...identityOfPackage(one),
      kbs: [one.kb],
      outcome: 'downloaded',
      hresult: 0,
    })),
  };
}
