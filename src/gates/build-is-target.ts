// buildIsTarget: the build is the one that the installed updates promised. The target comes from an update's title, else from the
// lineage rows, else, provisionally, from the first machine that passed with the same updates; without any of them no build is
// expected, and it must only not have gone back. Equality, never "at least":
// a hotpatch's build is lower than the same month's cumulative update (facts: windows-servicing 1.6 rule 3).
import * as z from 'zod';
import { type LineageRow, lineageOf, rowOfKbs } from '../knowledge/lineage.ts';
import { productOf } from '../knowledge/products.ts';
import { type Build, buildOfTitle, formatBuild, isForWindows } from '../knowledge/titles.ts';
import type { Facts } from '../model/reading.ts';
import {
  type ChosenUpdate,
  defineGate,
  type Evidence,
  judgeWithPatience,
  type Landing,
  type Look,
  seen,
} from './gate.ts';

const settings = z.strictObject({});

/** The highest build that the updates promise for this product. */
function targetOf(updates: readonly ChosenUpdate[], facts: Facts, rows: readonly LineageRow[]): Build | undefined {
  const product = productOf(facts);
  const lineage = product === undefined ? [] : lineageOf(product.name, rows);
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
  const named = targetOf(installedOf(evidence), before.value, evidence.lineage);
  const { landing } = evidence;
  const target = named ?? (landing !== undefined && expectsLanding(landing, before.value) ? landing : undefined);
  if (target === undefined) {
    const measured = { before: was, after: is };
    const isBack = facts.value.build !== before.value.build || facts.value.ubr < before.value.ubr;
    if (isBack)
      return { verdict: 'fail', reason: `the build went from ${was} to ${is}, and no update asked for it`, measured };
    return { verdict: 'pass', reason: `no update names a build; ${was} before, ${is} after`, measured };
  }
  const wanted = formatBuild(target);
  const who = named === undefined && landing !== undefined ? landing.machine : undefined;
  const measured = {
    before: was,
    after: is,
    target: wanted,
    ...(who === undefined ? {} : { provisional: `from ${who}` }),
  };
  const says = who === undefined ? 'the update says' : `the same updates took ${who} to`;
  if (is === wanted && who === undefined)
    return { verdict: 'pass', reason: `the build is ${is}, as the update says`, measured };
  if (is === wanted) return { verdict: 'pass', reason: `the build is ${is}, as on ${who} (provisional)`, measured };
  return { verdict: 'fail', reason: `the build is ${is}, and ${says} ${wanted} (${was} before)`, measured };
}

/** A machine that was past it already is not taken back by it. */
function expectsLanding({ isSame, build, ubr }: Landing, before: Facts): boolean {
  return !isSame && before.build === build && before.ubr < ubr;
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
