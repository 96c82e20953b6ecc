// productUnchanged: it is the same Windows as before. A cumulative update must not become a new Windows, another edition, or a machine
// without its role of domain controller (an optional feature upgrade can carry a KB number; facts: windows-servicing 0, 3). The build
// of a product never changes by an update of it; the figure behind the dot does, and is judged by buildIsTarget.
import * as z from 'zod';
import type { Facts } from '../model/reading.ts';
import { defineGate, type Evidence, judgeWithPatience, type Look, seen } from './gate.ts';

const settings = z.strictObject({});

const kept = [
  ['productName', 'product'],
  ['editionId', 'edition'],
  ['installationType', 'installation type'],
  ['build', 'build'],
  ['architecture', 'architecture'],
  ['computerName', 'name'],
  ['domain', 'domain'],
  ['isDomainController', 'domain controller'],
] as const satisfies readonly (readonly [keyof Facts, string])[];

function look(evidence: Evidence): Look {
  const before = seen('the product before', evidence.before?.readings.facts);
  if (!before.ok) return before.look;
  const after = seen('the product', evidence.after?.readings.facts);
  if (!after.ok) return after.look;
  const measured = { before: before.value.productName, after: after.value.productName };
  const changed = kept.filter(([field]) => before.value[field] !== after.value[field]);
  if (changed.length === 0) return { verdict: 'pass', reason: `still ${after.value.productName}`, measured };
  const named = changed.map(([field, name]) => `${name} was ${before.value[field]} and is ${after.value[field]}`);
  return { verdict: 'fail', reason: named.join(', '), measured, certain: true };
}

export const productUnchanged = defineGate({
  name: 'productUnchanged',
  help: 'Product, edition, build and domain are those from before the update.',
  stages: ['after'],
  byDefault: ['after'],
  severity: 'critical',
  settings,
  probes: () => ({ machine: ['facts'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence), {}, input),
});
