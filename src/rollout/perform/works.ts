// Which job does an effect, given where the updates of the plan come from: what is offered, what installs it,
// what takes it away. Pure: the same effect of the same plan is the same work, so that a run which begins in the
// middle asks for what was asked before.
import { failureOf } from '../../model/failure.ts';
import type { Asking, Work } from '../../model/job.ts';
import type { Facts } from '../../model/reading.ts';
import { identityOfPackage, type Source } from '../../model/source.ts';
import { identityOf } from '../../model/update.ts';
import type { EffectOf } from '../effects.ts';
import { fits } from '../offers.ts';
import type { OutcomeOf } from '../outcomes.ts';
import type { Plan } from '../plan.ts';

/** What is asked on the machine to know what it is offered; undefined: nobody has to ask there. */
export function scanWork(source: Source): Work | undefined {
  switch (source.kind) {
    case 'agent':
      return { kind: 'scan', ...askingOf(source) };
    case 'script':
      return { kind: 'detect', detect: source.detect };
    case 'none':
    case 'packages':
      return undefined;
  }
}

/** Whom the update agent asks; a plan without it never comes here. */
export function askingOf(source: Source): Asking {
  if (source.kind !== 'agent') throw new RangeError(`nobody is asked for updates from ${source.kind}`);
  return { source: source.from, overrideWsus: source.overrideWsus };
}

/** Undefined: there is nothing to install. */
export function installWork({ source }: Plan, { updates }: EffectOf<'install'>): Work | undefined {
  switch (source.kind) {
    case 'agent':
      return { kind: 'install', ...askingOf(source), updates };
    case 'none':
      return undefined;
    case 'packages': {
      // One file may stand in the list for several builds, and is installed once.
      const files = new Map(source.packages.map(one => [identityOf(identityOfPackage(one)), one]));
      const packages = updates.flatMap(update => files.get(identityOf(update)) ?? []);
      return { kind: 'packages', packages };
    }
    case 'script':
      return {
        kind: 'script',
        update: identityOfPackage({ sha256: source.digest }),
        run: source.script,
        detect: source.detect,
      };
  }
}

/** Undefined: nothing of it is for this Windows. @param facts who the machine is, where files have to fit it */
export function stageWork(
  { source }: Plan,
  { updates }: EffectOf<'stage'>,
  facts: Facts | undefined,
): Work | undefined {
  if (source.kind !== 'packages') return { kind: 'stage', ...askingOf(source), updates };
  const wanted = new Set(updates.map(identityOf));
  const packages = source.packages.filter(
    one => facts !== undefined && fits(one, facts) && wanted.has(identityOf(identityOfPackage(one))),
  );
  return packages.length === 0 ? undefined : { kind: 'stage', packages };
}

/** Undefined: a restart leaves nothing that could be taken away. Where nothing can be taken away, the outcome that says so. */
export function undoWork(
  { source }: Plan,
  { machine, packagesBefore, packagesAdded, kbs }: EffectOf<'uninstall'>,
): Work | OutcomeOf<'failed'> | undefined {
  if (source.kind === 'none') return undefined;
  const added = packagesAdded === undefined ? {} : { packagesAdded };
  if (source.kind !== 'script') return { kind: 'uninstall', packagesBefore, ...added, kbs };
  const { name, digest, uninstall: run, detect } = source;
  if (run !== null) return { kind: 'removal', update: identityOfPackage({ sha256: digest }), run, detect };
  const message = `nothing takes ${name} away: the policy names no uninstall script`;
  return { kind: 'failed', failure: failureOf('SCRIPT_UNINSTALL_MISSING', message, { machine, phase: 'uninstall' }) };
}
