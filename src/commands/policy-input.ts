// The policy, the machines and the world for a command: what the user gave, read and judged before anything is
// asked of anybody. All faults of the files are told at once; a credential that is missing is told before the
// first machine is asked, and a command for credentials runs when a machine is logged on to and not before.
import { resolve } from 'node:path';
import type { InputName, inputs } from '../inputs.ts';
import { inputs as table } from '../inputs.ts';
import type { Platform } from '../platforms/platform.ts';
import { type Loaded, loadPolicy } from '../policy/load.ts';
import { type Fallback, openWorld, runnerName, type World, type WorldOptions } from '../world.ts';
import type { Context } from './command.ts';
import { fromHere, pathFrom } from './paths.ts';

/** A row of the one table, for commands of the terminal that take what pipelines do not offer them. */
export function inputNamed<N extends InputName>(name: N): Extract<(typeof inputs)[number], { name: N }> {
  return table.find(input => input.name === name) as Extract<(typeof inputs)[number], { name: N }>;
}

export interface PolicyOptions {
  readonly policy: string;
  readonly inventory?: string | undefined;
}

/** Throws a FailureError with all faults of policy and inventory. */
export function readPolicy(platform: Platform, { policy, inventory }: PolicyOptions): Promise<Loaded> {
  return loadPolicy({
    policy: fromHere(pathFrom(platform, policy)),
    inventory: inventory === undefined ? undefined : fromHere(pathFrom(platform, inventory)),
    runner: runnerName(),
  });
}

/** What these inputs say in place of the policy. */
export interface ReachOptions {
  readonly auth: WorldOptions['overrides']['auth'];
  readonly configuration: string | undefined;
  readonly transport: 'https' | 'http-sealed' | undefined;
  readonly port: number | undefined;
  readonly ca: string | undefined;
  readonly pin: string | undefined;
}

/**
 * The world for these machines. Throws a FailureError when an account is missing or the connection cannot be meant.
 * @param given `clock` where it is not the wall's
 */
export function enterWorld(
  { platform, options, env, signal }: Context<ReachOptions>,
  { policy, machines, directory }: Loaded,
  given: Pick<WorldOptions, 'clock'> = {},
): World {
  const { ca, auth, configuration, transport, port, pin } = options;
  const authority = ca === undefined ? undefined : pathFrom(platform, ca);
  const told = new Set<string>();
  // Once a machine: it is logged on to many times.
  const onFallback = (fallback: Fallback): void => {
    if (!told.has(fallback.machine)) platform.log(fallbackText(fallback), 'warning');
    told.add(fallback.machine);
  };
  return openWorld({
    policy,
    machines,
    directory: resolve(directory),
    env,
    secret: value => platform.secret(value),
    overrides: { auth, configuration, transport, port, pin, ca: authority },
    onFallback,
    name: `patchring ${policy.name}`,
    signal,
    ...given,
  });
}

/** `web01: logged on by NTLM and not by Kerberos (…)` */
function fallbackText({ machine, mechanism, code, message }: Fallback): string {
  return `${machine}: logged on by ${mechanism.toUpperCase()} and not by Kerberos (${code}: ${message})`;
}
