// Whether a machine bears the traces of a Hotpatch enrolment, and nothing more: who asks what kind of
// machine it is needs no grade. Whether it stands on the train is for knowledge/hotpatch.ts.
// What could not be read is not known.
import type { HotpatchReading } from '../model/reading.ts';

/** A licence, or the package of an enrolment; null: could not be read. */
export function isEnrolledBy({ enrollmentPackage, arcSubscription }: HotpatchReading): boolean | null {
  if (enrollmentPackage === true || arcSubscription === 1) return true;
  return enrollmentPackage === null ? null : false;
}
