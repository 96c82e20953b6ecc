// The list of commands, in the order in which a newcomer meets them. A new command is a file beside this one and a line here; where a
// pipeline may run it, its name also stands in the choices of `command` in `inputs.ts`. Commands do not import each other: what two of
// them need lies below.
import type { Command } from './command.ts';
import { fleet } from './fleet.ts';
import { schema } from './schema.ts';

export const commands: readonly Command[] = [fleet, schema];
