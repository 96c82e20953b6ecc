// Rules of updates, holds and gates: nothing is wanted and refused at once, no
// hold leads in a circle, no gate is asked twice or against what the policy
// says elsewhere.
import { stages } from '../../gates/gate.ts';
import { matchesTitle, titlePatternOf } from '../../knowledge/wanted.ts';
import { formatDuration } from '../../model/duration.ts';
import { buildOfPackage, type Package, whatItIsFor } from '../../model/source.ts';
import { restartWhen } from '../restart.ts';
import { fault, type Rule } from './rule.ts';

const wantedOrNot: Rule = ({ policy: { updates } }) =>
  updates.include.flatMap((kb, index) => {
    if (!updates.exclude.includes(kb)) return [];
    return [
      fault(
        'POLICY_HOLD_INVALID',
        ['updates', 'include', index],
        `${kb} is included and excluded: keep one of the two`,
      ),
    ];
  });

const wsusOverridden: Rule = ({ policy: { updates } }) => {
  if (!updates.overrideWsus || updates.source === 'windows-update' || updates.source === 'microsoft-update') return [];
  const message =
    'overrideWsus goes around what the machine’s own policy says, and this source asks nobody else: write windows-update or microsoft-update, or take overrideWsus out';
  return [fault('POLICY_SOURCE_INVALID', ['updates', 'overrideWsus'], message)];
};

const somethingDone: Rule = ({ policy }) => {
  if (policy.updates.source !== 'none' || restartWhen(policy) !== 'never') return [];
  const message = 'source: none does nothing but restart, and restart: never forbids that: take one of them out';
  return [fault('POLICY_SOURCE_INVALID', ['updates', 'source'], message)];
};

/** DISM takes .msu files of the running system since Windows Server 2025 (facts: windows-servicing 3.7). */
const takesMsu = 26_100;

const packagesFit: Rule = ({ policy: { updates } }) => {
  if (typeof updates.source !== 'object' || !('packages' in updates.source)) return [];
  const { packages } = updates.source;
  return packages.flatMap((one, index) => {
    const { product, build, kb, file, sha256 } = one;
    const path = ['updates', 'source', 'packages', index];
    const before = packages.slice(0, index);
    const takes = buildOfPackage(one);
    if ((product === undefined) === (build === undefined)) {
      const message = `${kb} is for one product or one build: write product: windows-server-2025, or build: 26100, and not both`;
      return [fault('POLICY_SOURCE_INVALID', path, message)];
    }
    const isSame = (other: Package) => buildOfPackage(other) === takes;
    if (before.some(other => isSame(other) && (other.kb === kb || other.sha256 === sha256))) {
      const message = `${kb} for ${whatItIsFor(one)} stands in the list already: keep one of the entries`;
      return [fault('POLICY_SOURCE_INVALID', path, message)];
    }
    const other = before.find(one => one.sha256 === sha256 && one.kb !== kb);
    if (other !== undefined) {
      const message = `this is the file of ${other.kb}, and one file is one KB: correct sha256 or kb`;
      return [fault('POLICY_SOURCE_INVALID', [...path, 'sha256'], message)];
    }
    if (!/\.msu$/i.test(file) || takes === undefined || takes >= takesMsu) return [];
    const message = `${kb}: an .msu is installed from ${takesMsu} on, and this is for ${takes}: expand it and name its .cab`;
    return [fault('POLICY_SOURCE_INVALID', [...path, 'file'], message)];
  });
};

const scriptsCanBeRun: Rule = ({ policy }) => {
  const { updates, rings, connection } = policy;
  const { source } = updates;
  if (typeof source !== 'object' || !('script' in source)) return [];
  const faults = (connection.for ?? []).flatMap(({ configuration }, index) =>
    configuration === undefined
      ? []
      : [fault('POLICY_SOURCE_INVALID', ['connection', 'for', index, 'configuration'], ownOnly)],
  );
  if (connection.configuration !== undefined)
    faults.push(fault('POLICY_SOURCE_INVALID', ['connection', 'configuration'], ownOnly));
  if (restartWhen(policy) === 'never') {
    const message =
      'a script may ask for a restart by its exit code, and restart: never leaves out what may: take one of them out';
    faults.push(fault('POLICY_SOURCE_INVALID', ['updates', 'source'], message));
  }
  if (source.uninstall !== undefined) return faults;
  const undone = rings.findIndex(({ onRegression }) => onRegression === 'rollback');
  if (undone === -1) return faults;
  const message = `ring ${rings[undone]?.name ?? ''} rolls back, and nothing takes this script’s work away: write updates.source.uninstall, or onRegression: halt`;
  return [...faults, fault('POLICY_SOURCE_INVALID', ['rings', undone, 'onRegression'], message)];
};

const ownOnly =
  'a session configuration with installed functions runs nothing but those, and updates.source is a script: take one of them out';

const probesCanBeRun: Rule = ({ policy: { gates, connection } }) => {
  if ([connection, ...connection.for].every(({ configuration }) => configuration === undefined)) return [];
  return stages.flatMap(stage =>
    (gates[stage] ?? []).flatMap(({ gate }, index) => {
      if (gate !== 'script') return [];
      const message =
        'a session configuration with installed functions runs nothing but those, and this gate runs a script: take one of them out, or ask by exec, http or tcp';
      return [fault('POLICY_GATE_INVALID', ['gates', stage, index], message)];
    }),
  );
};

const somethingLeft: Rule = ({ policy: { updates } }) =>
  updates.exclude.flatMap((entry, index) => {
    const pattern = titlePatternOf(entry);
    if (pattern === undefined || !everyTitle.every(title => matchesTitle(pattern, title))) return [];
    const message = `${entry} excludes every update of Windows: nothing would ever be installed`;
    return [fault('POLICY_UPDATES_EXCLUDED', ['updates', 'exclude', index], message)];
  });

/** Titles with nothing in common but that they are updates of Windows (facts: windows-servicing 1.12). */
const everyTitle = [
  '2025-10 Cumulative Update for Microsoft server operating system version 24H2 for x64-based Systems (KB5066835) (26100.6899)',
  '2025-06 Hotpatch Cumulative Update for Microsoft server operating system version 24H2 (KB5060841) (26100.4270)',
  '2026-09 Security Update (KB5122871) (26100.33438)',
];

const holdsLeadSomewhere: Rule = ({ policy: { holds, updates } }) =>
  holds.flatMap(({ kb, use }, index) => {
    if (use === undefined) return [];
    if (use === kb) {
      return [
        fault(
          'POLICY_HOLD_INVALID',
          ['holds', index, 'use'],
          `${kb} cannot stand in for itself: name another update, or take use out`,
        ),
      ];
    }
    if (updates.exclude.includes(use)) {
      return [
        fault(
          'POLICY_HOLD_INVALID',
          ['holds', index, 'use'],
          `${use} is to stand in for ${kb} and is excluded: take it out of updates.exclude`,
        ),
      ];
    }
    if (holds.some(other => other.kb === use && Object.keys(other.when).length === 0)) {
      return [
        fault(
          'POLICY_HOLD_INVALID',
          ['holds', index, 'use'],
          `${use} is to stand in for ${kb} and is held itself: name another update`,
        ),
      ];
    }
    return [];
  });

const gatesOnce: Rule = ({ policy: { gates } }) =>
  stages.flatMap(stage =>
    (gates[stage] ?? []).flatMap((choice, index, all) => {
      const asked = JSON.stringify([choice.gate, choice.settings]);
      const isRepeated = all.slice(0, index).some(other => JSON.stringify([other.gate, other.settings]) === asked);
      const message = `gate ${choice.gate} stands here already with the same settings: take one of them out`;
      return isRepeated ? [fault('POLICY_GATE_INVALID', ['gates', stage, index], message)] : [];
    }),
  );

const hotpatchAsked: Rule = ({ policy: { gates, hotpatch } }) =>
  stages.flatMap(stage =>
    (gates[stage] ?? []).flatMap((choice, index) => {
      if (hotpatch !== 'ignore' || choice.gate !== 'hotpatch' || choice.settings.requireEnrolled !== true) return [];
      const message =
        'this gate requires enrolment and the policy says hotpatch: ignore: write hotpatch: protect, or take requireEnrolled out';
      return [fault('POLICY_GATE_INVALID', ['gates', stage, index], message)];
    }),
  );

/** Planned at that age at the earliest, so an earlier opening would never come, and the rings after it would follow at once. */
const oldEnoughToOpen: Rule = ({ policy: { updates, rings } }) => {
  const [first] = rings;
  const { minAge, source } = updates;
  // What the owner brings has no age.
  if (first === undefined || minAge <= first.opens || typeof source === 'object' || source === 'none') return [];
  const age = formatDuration(minAge);
  const [opens, instead] =
    first.opens === 0
      ? ['at once', 'take minAge out']
      : [`after ${formatDuration(first.opens)}`, `minAge: ${formatDuration(first.opens)}`];
  const message = `minAge is ${age} and the first ring, ${first.name}, opens ${opens}: no update is old enough to be planned by then; write opens: +${age} there, or ${instead}`;
  return [fault('POLICY_AGE_INVALID', ['updates', 'minAge'], message)];
};

export const updateRules: readonly Rule[] = [
  wantedOrNot,
  wsusOverridden,
  somethingDone,
  packagesFit,
  scriptsCanBeRun,
  probesCanBeRun,
  somethingLeft,
  oldEnoughToOpen,
  holdsLeadSomewhere,
  gatesOnce,
  hotpatchAsked,
];
