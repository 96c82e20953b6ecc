// What stands behind the server face: the one who answers (a model of a machine, or a real PowerShell engine) and the words
// that pass between. No sockets here: the listener carries bytes, the peer speaks, the handler knows.
// Types only, so that a model of a machine is written against a promise and not against an implementation.

import type { PlainValue } from '../psrp/clixml/plain.ts';
import type { PsValue } from '../psrp/clixml/values.ts';
import type { PipelineSpec } from '../psrp/pipeline-spec.ts';
import type { ErrorRecordInput, ProgressRecord } from '../psrp/records.ts';
import type { CimOutput, CimRow } from '../wsman/cim.ts';

/** One HTTP request as the listener read it; header names in lower case. */
export interface PeerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** One HTTP answer; the listener adds Content-Length. An empty body is really empty. */
export interface PeerReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Who is logged on, as the NTLM exchange said it. */
export interface PeerUser {
  readonly username: string;
  readonly domain: string;
}

/** One statement of a PowerShell pipeline that a client asks for; mostly it is the only one. */
export interface PeerCall {
  /** Name of the first command; undefined when it is a script. */
  readonly command?: string;
  /** Text of the first command when it is a script. */
  readonly script?: string;
  /** Its named parameters as plain data (`toPlain`); a switch is `true`, a SecureString its text. */
  readonly parameters: Readonly<Record<string, PlainValue>>;
  /** The whole statement as it arrived: further commands, positional arguments, typed values. */
  readonly spec: PipelineSpec;
  /** Objects piped in. */
  readonly input: readonly PsValue[];
  readonly shell: PeerShell;
  /** Aborted when the client signals, deletes the shell, or the shell is dropped with the machine. */
  readonly signal: AbortSignal;
  /** Sends a progress record at once. */
  progress(record: Partial<ProgressRecord>): void;
  /** Sends one output object at once, before those of the result. */
  write(value: PsValue): void;
}

export interface PeerShell {
  readonly id: string;
  readonly name?: string;
  /** Last part of the resource URI, e.g. `Microsoft.PowerShell`. */
  readonly configurationName: string;
  readonly user: PeerUser;
}

/** What became of a pipeline. Plain objects in `output` become hashtables; `psCustomObject` makes the usual kind of object. */
export interface PeerResult {
  readonly output?: readonly PsValue[];
  /** Non-terminating errors. */
  readonly errors?: readonly ErrorRecordInput[];
  readonly warnings?: readonly string[];
  readonly verbose?: readonly string[];
  /** A terminating error: the pipeline ends as Failed. */
  readonly failed?: ErrorRecordInput;
}

/** A command line as the client sent it; empty for a pipeline. */
export interface PeerCommandLine {
  readonly command: string;
  readonly arguments: readonly string[];
}

/** One program that a client starts in a cmd shell. */
export interface PeerProgram extends PeerCommandLine {
  /** Its standard input, once that has ended; empty for a program that never asks. */
  stdin(): Promise<Uint8Array>;
  /** Says something at once. */
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
  readonly shell: PeerShell;
  /** Aborted when the client signals, deletes the shell, or the shell is dropped with the machine. */
  readonly signal: AbortSignal;
}

/** Instances by property name, exactly as the class spells them. */
export type CimRows = readonly Readonly<Record<string, CimOutput>>[];

export type CimResult = Readonly<Record<string, CimOutput>>;

export interface CimRequest {
  /** e.g. `root/cimv2`. */
  readonly namespace: string;
  readonly className: string;
  /** Keys of a Get; undefined for an enumeration. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Query text where a filter was sent. */
  readonly query?: string;
}

export interface CimMethodCall {
  readonly namespace: string;
  readonly className: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly method: string;
  /** As the wire has them: text, instants, nothing, several. */
  readonly parameters: CimRow;
}

/** The machine behind the peer. Everything it throws becomes a WS-Man fault or a failed pipeline, never a crash. */
export interface PeerHandler {
  invoke(call: PeerCall): Promise<PeerResult>;
  /** Runs a program in a cmd shell; @returns its exit code. Without it there are no cmd shells (fault 2150858811). */
  program?(program: PeerProgram): Promise<number>;
  /** Rows of a class; undefined: no such class (fault 2150858752). */
  cim?(request: CimRequest): Promise<CimRows | undefined> | CimRows | undefined;
  /** Calls a method: `ReturnValue` and out-parameters; undefined: no such method. */
  cimMethod?(call: CimMethodCall): Promise<CimResult | undefined> | CimResult | undefined;
  /** Version that Identify tells who is logged on, e.g. `10.0.26100`. */
  osVersion?(): string;
  /** `PSVersionTable.PSVersion`, `5.1.26100.1` unless told. */
  psVersion?(): string;
  /**
   * Asked before every authenticated operation: lets a model refuse it. `drop`: the connection ends without an answer;
   * a number: a fault with that number; a status: an HTTP error without body.
   */
  intercept?(operation: PeerOperation): PeerRefusal | undefined;
}

export interface PeerOperation {
  /** Last part of the action URI: `Create`, `Command`, `Send`, `Receive`, `Signal`, `Delete`, `Get`, `Enumerate`, … */
  readonly action: string;
  readonly resourceUri: string;
  readonly user: PeerUser;
}

export type PeerRefusal =
  | 'drop'
  /** `wmi`: in the shape of MSFT_WmiError, which does not say to which request it belongs (facts: winrm 1.13). */
  | { readonly fault: number; readonly text?: string; readonly shape?: 'wsman' | 'wmi' }
  | { readonly status: number };

/**
 * A shell of raw PSRP fragments: lets a real PowerShell engine's own PSRP server stand behind the peer.
 * Ids are upper-case GUIDs; `pipeline` undefined means the pool itself.
 */
export interface ShellBackend {
  open(shell: PeerShell, sink: ShellSink): ShellConnection;
}

export interface ShellSink {
  /** Whole fragments for the client. @param apart not in the same answer as what is already waiting. */
  data(pipeline: string | undefined, fragments: Uint8Array, apart?: boolean): void;
  /** What a program of a cmd shell says. @param name `stdout` or `stderr`. */
  text(command: string, name: string, bytes: Uint8Array): void;
  /** No more data will come for this pipeline (or, without an id, for the whole shell). @param exitCode of a program. */
  done(pipeline?: string, exitCode?: number): void;
}

export interface ShellConnection {
  /** Fragments of creationXml, of Command and of Send. @param stream `stdin`, or `pr` for answers to host calls. Throws on what is no PSRP. */
  data(pipeline: string | undefined, fragments: Uint8Array, stream: string): void;
  /** The end of a program's standard input. */
  end?(command: string): void;
  /** Fragments of connectXml; @returns those of connectResponseXml. Undefined: shells cannot be taken over. */
  connect?(fragments: Uint8Array): Uint8Array;
  /** A Command: its first fragments come as `data` afterwards. Resolves when data may flow. */
  command(pipeline: string, line: PeerCommandLine): Promise<void> | void;
  signal(pipeline: string, code: string): void;
  close(): void;
}
