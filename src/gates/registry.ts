// The list of gates. Nothing else names the siblings: the policy's schema, its help and the default lists come from here.
// Adding a gate is one file and one line below; the order is the order of judging and of the default lists.
import * as z from 'zod';
import { type Gate, type GateChoice, gateChoiceSchema, type Stage } from './gate.ts';
import { reachable } from './reachable.ts';

export const gates: readonly Gate[] = [reachable];

/** The gate of that name; undefined when there is none. */
export function gateNamed(name: string): Gate | undefined {
  return gates.find(gate => gate.name === name);
}

/** Names of the gates that can judge at a stage. */
export function gatesAt(stage: Stage): string[] {
  return gates.filter(gate => gate.stages.includes(stage)).map(gate => gate.name);
}

/** Names of the gates that judge at a stage when the policy names none. */
export function defaultGates(stage: Stage): string[] {
  return gates.filter(gate => gate.byDefault.includes(stage)).map(gate => gate.name);
}

/** One entry of `gates.before` or `gates.after`: a name, or `{ gate: name, … }` with settings. Comes out with every default filled in. */
export function gateEntrySchema(stage: Stage) {
  const names = gatesAt(stage);
  const written = gates
    .filter(gate => gate.stages.includes(stage))
    .map(gate => gate.settings.extend({ gate: z.literal(gate.name).describe(gate.help) }));
  const [first, ...rest] = written;
  if (first === undefined) throw new RangeError(`no gate judges at stage ${stage}`);
  return z
    .union([z.enum(names), z.discriminatedUnion('gate', [first, ...rest])])
    .transform((entry, context): GateChoice => {
      if (typeof entry !== 'string') return choiceOf(entry);
      const settings = gateNamed(entry)?.settings.safeParse({});
      if (settings?.success === true) return choiceOf({ ...settings.data, gate: entry });
      const needed = settings?.error.issues.map(issue => issue.path.join('.')).join(', ');
      const message = `gate ${entry} has settings that must be written (${needed}): write { gate: ${entry}, ${needed}: … }`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
}

function choiceOf(entry: Record<string, unknown>): GateChoice {
  const { gate, severity, ...settings } = entry;
  return gateChoiceSchema.parse({ gate, severity, settings });
}
