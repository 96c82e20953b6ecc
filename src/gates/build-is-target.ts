// buildIsTarget: the build is the one that the installed updates promised. The target comes from an update's title, else from the
// lineage rows; without either no build is expected and the build must only not have gone back. Equality, never "at least":
// a hotpatch's build is lower than the same month's cumulative update (facts: windows-servicing 1.6 rule 3).
import * as z from 'zod';
import { lineageOf, rowOfKbs } from '../knowledge/lineage.ts';
import { productOf } from '../knowledge/products.ts';
import { type Build, buildOfTitle, formatBuild, isForWindows } from '../knowledge/titles.ts';
import type { Facts } from '../model/reading.ts';
import { type ChosenUpdate, defineGate, type Evidence, judgeWithPatience, type Look, seen } from './gate.ts';

const settings = z.strictObject({});

/** The highest build that the updates promise for this product. */
function targetOf(updates: readonly ChosenUpdate[], facts: Facts): Build | undefined {
  const product = productOf(facts);
  const lineage = product === undefined ? [] : lineageOf(product.name);
  const builds = updates.filter(isForWindows).flatMap((update): Build[] => {
    const build = buildOfTitle(update.title);
    if (build !== undefined) return [build];
    const ubr = rowOfKbs(lineage, update.kbs)?.ubr;
    return ubr == null ? [] : [{ build: facts.build, ubr }];
  });
  return builds.sort((a, b) => a.build - b.build || a.ubr - b.ubr).at(-1);
}

/** Chosen updates that are on the machine now, as far as the installation said so. */
function installedOf({ updates, install }: Evidence): readonly ChosenUpdate[] {
  if (install === undefined) return updates;
  const there = install.updates.filter(({ outcome }) => outcome === 'installed' || outcome === 'alreadyInstalled');
  return updates.filter(update =>
    there.some(one => one.updateId === update.updateId && one.revision === update.revision),
  );
}

function look(evidence: Evidence): Look {
  const facts = seen('the build', evidence.after?.readings.facts);
  if (!facts.ok) return facts.look;
  const before = seen('the build before', evidence.before?.readings.facts);
  if (!before.ok) return before.look;
  const [was, is] = [formatBuild(before.value), formatBuild(facts.value)];
  const target = targetOf(installedOf(evidence), before.value);
  if (target === undefined) {
    const measured = { before: was, after: is };
    const isBack = facts.value.build !== before.value.build || facts.value.ubr < before.value.ubr;
    if (isBack)
      return { verdict: 'fail', reason: `the build went from ${was} to ${is}, and no update asked for it`, measured };
    return { verdict: 'pass', reason: `no update names a build; ${was} before, ${is} after`, measured };
  }
  const wanted = formatBuild(target);
  const measured = { before: was, after: is, target: wanted };
  if (is === wanted) return { verdict: 'pass', reason: `the build is ${is}, as the update says`, measured };
  return { verdict: 'fail', reason: `the build is ${is}, and the update says ${wanted} (${was} before)`, measured };
}

export const buildIsTarget = defineGate({
  name: 'buildIsTarget',
  help: 'The build is the one that the installed updates promised.',
  stages: ['after'],
  byDefault: ['after'],
  severity: 'hard',
  settings,
  probes: () => ({ machine: ['facts'], runner: [] }),
  judge: input => judgeWithPatience(look(input.evidence), {}, input),
});
