// In which phase a machine is while something is asked of it. What stands beside a machine's own story (downloads, the logs, a step around
// a wave) changes no phase; whoever is made ready to be undone is on its way back already, because it costs the budget from then on.
// Pure data in the form of a switch: a new effect does not compile before it stands here.
import type { Effect } from '../effects.ts';
import { type MachinePhase, undoPhases } from '../phases.ts';

/** Whoever is made ready to be undone is on its way back, and counts so. */
function towardsUndo(now: MachinePhase): MachinePhase | undefined {
  return undoPhases.some(phase => phase === now) ? undefined : 'uninstalling';
}

/** The phase in which an effect is in flight; undefined: it changes no phase. */
export function phaseOf(effect: Effect, now: MachinePhase): MachinePhase | undefined {
  switch (effect.kind) {
    case 'drain':
      return effect.purpose === 'undo' ? towardsUndo(now) : undefined;
    case 'step':
      return effect.per === 'machine' && effect.purpose === 'undo' && effect.side === 'before'
        ? towardsUndo(now)
        : undefined;
    case 'check':
      return 'checking';
    case 'install':
      return 'installing';
    case 'stage':
      return undefined;
    case 'restart':
      return ({ update: 'restarting', clear: 'clearing', undo: 'undoRestarting' } as const)[effect.purpose];
    case 'verify':
      return ({ update: 'verifying', soak: 'watching', undo: 'undoVerifying' } as const)[effect.purpose];
    case 'inspect':
      return 'undoChecking';
    case 'uninstall':
      return 'uninstalling';
    case 'look':
    case 'resume':
    case 'control':
    case 'diagnose':
    case 'hide':
    case 'show':
    case 'poll':
    case 'acknowledge':
      return undefined;
  }
}
