// Gates that watch a service and no machine: asked when a wave is done, and when a ring has soaked. They are gates like others, in the same
// words, among those that ask from the runner alone. Nothing is filled in: whatever stands for a machine belongs to a gate of machines.
// They always measure: what was measured too seldom or not at all never passes (invariant I6).
import * as z from 'zod';
import { type GateChoice, measuringFields, oneMeasurement } from './choice.ts';
import { severities } from './gate.ts';
import { choiceOf, gateNamed } from './registry.ts';

/** What such a gate judges: a wave whose machines are done, or a ring that has soaked. */
export const serviceScopes = ['wave', 'ring'] as const;
export type ServiceScope = (typeof serviceScopes)[number];

/** Before the ring's first machine is begun with, or when the wave or the ring is through. */
export const serviceSides = ['before', 'after'] as const;

const watchers = ['http', 'exec', 'metric'];

const severityHelp =
  'critical and hard halt, soft holds the ring until it passes, observe only reports what it would have done.';

/** One entry of `gates.wave` or `gates.ring`. Comes out with every default filled in. */
export function serviceEntrySchema(scope: ServiceScope) {
  const written = watchers.flatMap(name => {
    const gate = gateNamed(name);
    if (gate === undefined) return [];
    const severity = z.enum(severities).default(gate.severity).describe(severityHelp);
    const named = z.literal(name).describe(gate.help);
    return [gate.settings.extend({ gate: named, severity, ...measuringFields })];
  });
  const [first, ...rest] = written;
  if (first === undefined) throw new RangeError('no gate watches a service');
  const error = ({ input }: { readonly input?: unknown }): string | undefined => ofMachines(input, scope);
  return z
    .union([z.enum(watchers, { error }), z.discriminatedUnion('gate', [first, ...rest], { error })])
    .transform((entry, context): GateChoice => {
      const choice = choiceOf(entry);
      const wrong = typeof choice === 'string' ? choice : namesMachine(choice, scope);
      if (typeof choice !== 'string' && wrong === undefined) return { measuring: oneMeasurement, ...choice };
      context.addIssue({ code: 'custom', message: wrong ?? 'this gate cannot stand here' });
      return z.NEVER;
    });
}

/** Says where a gate stands that judges machines; undefined leaves the sentence to others. */
function ofMachines(entry: unknown, scope: ServiceScope): string | undefined {
  const name = typeof entry === 'object' && entry !== null && 'gate' in entry ? entry.gate : entry;
  const gate = typeof name === 'string' ? gateNamed(name) : undefined;
  if (gate === undefined || watchers.includes(gate.name)) return undefined;
  const others = `here stand ${watchers.slice(0, -1).join(', ')} and ${watchers.at(-1)}`;
  return `gate ${gate.name} judges a machine, and gates.${scope} watches a service: move it to gates.${gate.stages[0]}; ${others}`;
}

function namesMachine({ settings }: GateChoice, scope: ServiceScope): string | undefined {
  const word = /\{(?:machine|address|ring|wave)\}/.exec(JSON.stringify(settings))?.[0];
  if (word === undefined) return undefined;
  return `${word} stands for nothing in gates.${scope}, which watches a service and no machine: write the service’s own address, or move the gate to gates.after`;
}
