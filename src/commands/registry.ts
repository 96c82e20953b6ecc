// The list of commands, in the order in which a newcomer meets them. A new command is a file beside this one and a line here; where a
// pipeline may run it, its name also stands in the choices of `command` in `inputs.ts`. Commands do not import each other: what two of
// them need lies below. Each is loaded when it is called.
import type { CommandEntry } from './command.ts';

export const commands: readonly CommandEntry[] = [
  { name: 'demo', load: async () => (await import('./demo.ts')).demo },
  { name: 'simulate', load: async () => (await import('./simulate.ts')).simulate },
  { name: 'fleet', load: async () => (await import('./fleet.ts')).fleet },
  { name: 'validate', load: async () => (await import('./validate.ts')).validate },
  { name: 'preflight', load: async () => (await import('./preflight.ts')).preflight },
  { name: 'plan', load: async () => (await import('./plan.ts')).plan },
  { name: 'apply', load: async () => (await import('./apply.ts')).apply },
  { name: 'due', load: async () => (await import('./due.ts')).due },
  { name: 'status', load: async () => (await import('./status.ts')).status },
  { name: 'halt', load: async () => (await import('./halt.ts')).halt },
  { name: 'hold', load: async () => (await import('./hold.ts')).hold },
  { name: 'resume', load: async () => (await import('./resume.ts')).resume },
  { name: 'retry', load: async () => (await import('./retry.ts')).retry },
  { name: 'supersede', load: async () => (await import('./supersede.ts')).supersede },
  { name: 'fix-forward', load: async () => (await import('./fix-forward.ts')).fixForward },
  { name: 'approve', load: async () => (await import('./approve.ts')).approve },
  { name: 'rollback', load: async () => (await import('./rollback.ts')).rollback },
  { name: 'verify', load: async () => (await import('./verify.ts')).verify },
  { name: 'jea', load: async () => (await import('./jea.ts')).jea },
  { name: 'schema', load: async () => (await import('./schema.ts')).schema },
];
