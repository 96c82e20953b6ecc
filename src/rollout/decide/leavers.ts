// Who would leave our hands now, and is held back because it owes something first. Whoever answers its news finds that out, and whoever asks
// for the next thing has to know it in the same look: a view is one look, and forgotten after it.
// Nothing here decides; leaving.ts does.
import type { MachineState } from '../state.ts';
import type { View } from './view.ts';

const leavers = new WeakMap<View, Set<string>>();

export function isLeaving(view: View, { name }: MachineState): boolean {
  return leavers.get(view)?.has(name) === true;
}

export function markLeaving(view: View, { name }: MachineState): void {
  const names = leavers.get(view) ?? new Set();
  leavers.set(view, names.add(name));
}
