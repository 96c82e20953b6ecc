// A WinRM session that does what a test says, for what no machine on loopback does at will: pools that vanish, answers that make no
// sense, connections that are refused. Everything that is asked of it is written down in order.
import {
  type ConnectOptions,
  type connect,
  type Pool,
  type PsValue,
  type Session,
  WinrmError,
  type WinrmErrorCode,
} from '../../src/winrm/index.ts';

type Reply = PsValue | Error;
type Spec = Parameters<Pool['run']>[0];
const nothing = { text: '', isScript: false, arguments: [] };
type Row = Readonly<Record<string, unknown>>;

export interface Script {
  /** Command → what it gives; a list is one reply a call, the last one for all further ones. */
  readonly calls?: Readonly<Record<string, Reply | readonly Reply[]>>;
  readonly open?: readonly (Error | undefined)[];
  readonly identify?: Error;
  /** What CIM says; a list like that of a command. */
  readonly cim?: Row | Error | readonly (Row | Error)[];
  /** What CIM says of services; none that starts unless told. */
  readonly services?: readonly (Row | Error | undefined)[];
}

export function winrmError(code: WinrmErrorCode, detail: Readonly<Record<string, unknown>> = {}): WinrmError {
  return new WinrmError(code, code.toLowerCase(), detail);
}

export interface ScriptedSession {
  readonly connect: typeof connect;
  /** `connect`, `open`, `define 5`, `call Get-X {"A":1}`, `cim`, `cim services`, `close pool`, `close`. */
  readonly log: string[];
}

const said = (output: readonly PsValue[]) => ({
  output,
  errors: [],
  warnings: [],
  verbose: [],
  debug: [],
  information: [],
});

export function scriptedSession({ calls = {}, open = [], identify, cim, services = [] }: Script): ScriptedSession {
  const log: string[] = [];
  const counts = new Map<string, number>();
  const next = <T>(name: string, replies: readonly T[]): T | undefined => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return replies[Math.min(count, replies.length - 1)];
  };
  const replyTo = (name: string, parameters: unknown): Reply | undefined => {
    log.push(`call ${name} ${JSON.stringify(parameters)}`);
    const replies = calls[name];
    return next(name, Array.isArray(replies) ? (replies as readonly Reply[]) : [replies as Reply]);
  };
  const visit = (asked: unknown): Reply => {
    const answers: PsValue[] = [];
    for (const { Name, Given } of asked as readonly { readonly Name: string; readonly Given: unknown }[]) {
      const reply = replyTo(Name, Given);
      const hasFailed = reply instanceof WinrmError && reply.code === 'WINRM_PIPELINE_FAILED';
      if (reply instanceof Error && !hasFailed) return reply;
      const record = { message: 'no', errorId: 'X', category: 'NotSpecified', hresult: 0 };
      const told = hasFailed ? (reply.detail.error as typeof record | undefined) : undefined;
      if (hasFailed) answers.push({ output: [], failure: { ...record, ...told } });
      else answers.push({ output: reply === undefined ? [] : [reply as PsValue], failure: null });
    }
    return { answers };
  };
  const pool = {
    id: 'A',
    psVersion: '5.1',
    /** As a real engine: statements in order, up to the first that fails; the calls of a visit all, each with what came of it. */
    run({ statements }: Spec) {
      const output: PsValue[] = [];
      for (const [{ text, isScript, arguments: named } = nothing] of statements) {
        if (isScript) {
          const { length = 0 } = text.match(/^function /gm) ?? [];
          if (length > 0) log.push(`define ${length}`);
          continue;
        }
        const parameters = Object.fromEntries(named.map(({ name, value }) => [name, value]));
        const reply = text === 'Invoke-PatchringVisit' ? visit(parameters.Call) : replyTo(text, parameters);
        if (reply instanceof WinrmError)
          return Promise.reject(new WinrmError(reply.code, reply.message, { ...reply.detail, result: said(output) }));
        if (reply instanceof Error) return Promise.reject(reply);
        if (reply !== undefined) output.push(reply);
      }
      return Promise.resolve(said(output));
    },
    close() {
      log.push('close pool');
      return Promise.resolve();
    },
  };
  const session = {
    identify: () => {
      log.push('identify');
      return identify === undefined ? Promise.resolve({ productVersion: 'OS: 10.0.26100' }) : Promise.reject(identify);
    },
    openPool: (options: { name: string }) => {
      log.push(`open ${options.name}`);
      const fault = next('open', open);
      return fault === undefined ? Promise.resolve(pool) : Promise.reject(fault);
    },
    readCim: ({ className }: { className: string }) => {
      const isOfServices = className === 'Win32_Service';
      log.push(isOfServices ? 'cim services' : 'cim');
      const reply = isOfServices
        ? next('services', services)
        : next('cim', Array.isArray(cim) ? (cim as readonly (Row | Error)[]) : [cim as Row | undefined]);
      return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply === undefined ? [] : [reply]);
    },
    peerCertificate: undefined,
    close: () => {
      log.push('close');
      return Promise.resolve();
    },
  };
  const dial = (_: ConnectOptions): Session => {
    log.push('connect');
    return session as unknown as Session;
  };
  return { connect: dial, log };
}
