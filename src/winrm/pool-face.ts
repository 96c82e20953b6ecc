// A pool as callers see it: commands and scripts become pipelines, and a pool that the machine has forgotten or worn out is opened
// anew when that is safe. Safe means: the command was refused, so nothing has run, and no call has left anything behind in the pool
// that the next one may count on (facts: winrm 1.13, 4 row 7). Everything else is the caller's to decide.

import type { InvokeResult } from './collected.ts';
import type { Limits } from './conversation.ts';
import { WinrmError } from './errors.ts';
import type { Call, CallOptions, InvokeOptions, Pool, ScriptOptions } from './face.ts';
import type { PsValue } from './psrp/clixml/values.ts';
import type { PipelineSpec, PsArgument, PsCommand } from './psrp/pipeline-spec.ts';
import type { RunspacePool } from './runspace-pool.ts';
import { wornOut } from './wsman/fault-numbers.ts';

function namedArguments(parameters: Call['parameters']): PsArgument[] {
  return Object.entries(parameters ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

function single(command: PsCommand, input: InvokeOptions['input']): PipelineSpec {
  return { statements: [[command]], noInput: input === undefined };
}

export interface PoolFaceOptions {
  readonly limits: (options: CallOptions) => Limits;
  /** Opens one more pool of the same kind; undefined where that cannot be. */
  readonly reopen?: (limits: Limits) => Promise<RunspacePool>;
}

export class PoolFace implements Pool {
  #pool: RunspacePool;
  #reopening: Promise<RunspacePool> | undefined;
  /** Something lives in the pool that a new one would not have. */
  #isFurnished = false;
  readonly #limits: (options: CallOptions) => Limits;
  readonly #reopen: PoolFaceOptions['reopen'];

  constructor(pool: RunspacePool, { limits, reopen }: PoolFaceOptions) {
    this.#pool = pool;
    this.#limits = limits;
    this.#reopen = reopen;
  }

  get id(): string {
    return this.#pool.id;
  }

  get psVersion(): string {
    return this.#pool.psVersion;
  }

  invoke({ command, parameters }: Call, options: InvokeOptions = {}): Promise<InvokeResult> {
    const spec = single({ text: command, isScript: false, arguments: namedArguments(parameters) }, options.input);
    return this.#run(spec, options, command);
  }

  runScript(text: string, options: ScriptOptions = {}): Promise<InvokeResult> {
    const { useLocalScope } = options;
    const command: PsCommand = {
      text,
      isScript: true,
      arguments: (options.arguments ?? []).map(value => ({ value })),
      ...(useLocalScope === undefined ? {} : { useLocalScope }),
    };
    return this.#run(single(command, options.input), options, 'a script');
  }

  run(spec: PipelineSpec, options: InvokeOptions = {}): Promise<InvokeResult> {
    return this.#run(
      spec,
      options,
      spec.statements[0]?.[0]?.isScript === false ? spec.statements[0][0].text : 'a script',
    );
  }

  async secureString(text: string, options: CallOptions = {}): Promise<PsValue> {
    return (await this.#pool.sessionKey(this.#limits(options))).seal(text);
  }

  stop(options: CallOptions = {}): Promise<void> {
    return this.#pool.stop(this.#limits(options));
  }

  disconnect(options: CallOptions = {}): Promise<void> {
    return this.#pool.disconnect(this.#limits(options));
  }

  async attach(commandId: string, options: InvokeOptions = {}): Promise<InvokeResult> {
    const { onProgress, onOutput } = options;
    const limits = this.#limits(options);
    await this.#pool.connectCommand(commandId, limits);
    return await this.#pool.attach(commandId, { ...limits, what: 'a command', onProgress, onOutput });
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #run(spec: PipelineSpec, options: InvokeOptions, what: string): Promise<InvokeResult> {
    const { onProgress, onOutput, input } = options;
    const given = { ...this.#limits(options), what, onProgress, onOutput, input };
    const pool = this.#pool;
    const leavesSomething = spec.statements.flat().some(({ useLocalScope }) => useLocalScope === false);
    try {
      const result = await pool.run(spec, given);
      this.#isFurnished ||= leavesSomething;
      return result;
    } catch (error) {
      const next = await this.#another(pool, error, given);
      if (next === undefined) {
        this.#isFurnished ||= leavesSomething;
        throw error;
      }
      return await next.run(spec, given);
    }
  }

  /** The pool to try once more on; undefined: it is not safe, or would not help. */
  async #another(pool: RunspacePool, error: unknown, limits: Limits): Promise<RunspacePool | undefined> {
    if (!(error instanceof WinrmError) || error.detail.began !== false) return undefined;
    if (this.#pool !== pool) return this.#pool;
    const { fault } = error.detail;
    const isWornOut = fault !== undefined && wornOut.has(fault);
    if (this.#reopen === undefined || this.#isFurnished || pool.hasKey || !isWornOut) return undefined;
    this.#reopening ??= this.#reopen(limits);
    try {
      this.#pool = await this.#reopening;
    } finally {
      this.#reopening = undefined;
    }
    return this.#pool;
  }
}
