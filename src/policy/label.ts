// Labels as a policy writes them, `key=value`: what rings, credentials and connections choose machines by.
// A label is compared as it is written; a machine bears it when its inventory
// entry has exactly this value under this key.
import * as z from 'zod';
import type { MachineEntry } from '../model/machine.ts';

export const labelSchema = z.string().regex(/^[^=\s]+=.+$/, 'write a label as key=value, for example ring=pilot');

/** Whether a machine bears the label `key=value`. */
export function hasLabel(machine: MachineEntry, label: string): boolean {
  const split = label.indexOf('=');
  return machine.labels[label.slice(0, split)] === label.slice(split + 1);
}
