// WS-Man as a machine serves it, above HTTP and authentication: one request of somebody logged on goes in, one SOAP answer
// comes out. Every way to fail is a fault with the number that Windows uses (facts: winrm 1.13); nothing that a client can send
// throws out of here.

import { guidFromRandom } from '../psrp/guid.ts';
import { readRequest, responseAction, writeResponse } from '../wsman/envelope.ts';
import { type FaultInput, writeFault } from '../wsman/fault.ts';
import { isIdentify, writeIdentity } from '../wsman/messages.ts';
import { actions } from '../wsman/names.ts';
import type { PeerHandler, PeerUser, ShellBackend } from './contract.ts';
import { type Asked, programs, type Surroundings, shellOperations } from './operations.ts';
import { programBackend } from './programs.ts';
import { createReadings } from './readings.ts';
import { Refusal } from './refusal.ts';
import { createShellTable } from './shells.ts';

export interface ServiceOptions {
  readonly handler: PeerHandler;
  readonly backend: ShellBackend;
  readonly configurations: readonly string[];
  readonly maxEnvelopeSize: number;
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly after: (milliseconds: number, callback: () => void) => () => void;
}

/** `drop`: end the connection without an answer. */
export type Served = { readonly status: number; readonly soap: Uint8Array } | 'drop';

export interface Service {
  serve(soap: Uint8Array, user: PeerUser, closed: AbortSignal): Promise<Served>;
  /** Identify of a stranger: no versions; undefined when it asks for anything else. */
  identify(soap: Uint8Array): Uint8Array | undefined;
  /** The machine goes down: every shell is gone. */
  reset(): void;
}

const nothing = new Uint8Array(0);

export function createService(options: ServiceOptions): Service {
  const { handler } = options;
  const forPrograms = programBackend(handler);
  const backend: ShellBackend = {
    open: (shell, sink) => (shell.configurationName === programs ? forPrograms : options.backend).open(shell, sink),
  };
  const table = createShellTable(backend, options.now);
  const newId = (): string => guidFromRandom(options.randomBytes(16));
  const { configurations, after } = options;
  const hasPrograms = handler.program !== undefined;
  const around: Surroundings = { table, configurations, hasPrograms, newId, after };
  const readings = createReadings({ handler, table, newId, maxEnvelopeSize: options.maxEnvelopeSize });

  const faulty = (fault: FaultInput, relatesTo?: string): Served => ({
    status: 500,
    soap: writeResponse({ action: actions.fault, messageId: newId(), relatesTo }, writeFault(fault)),
  });

  const identity = (version: string): Uint8Array =>
    writeIdentity({
      protocolVersion: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
      vendor: 'Microsoft Corporation',
      productVersion: `OS: ${version} SP: 0.0 Stack: 3.0`,
    });

  const perform = async (asked: Asked): Promise<Served> => {
    const { header } = asked.request;
    const action = header.action.slice(header.action.lastIndexOf('/') + 1);
    const no = handler.intercept?.({ action, resourceUri: header.resourceUri ?? '', user: asked.user });
    if (no === 'drop') return 'drop';
    if (no !== undefined && 'status' in no) return { status: no.status, soap: nothing };
    if (no !== undefined) {
      const { fault: number, ...more } = no;
      throw new Refusal({ number, ...more });
    }
    const operation = shellOperations.get(header.action);
    const body = await (operation === undefined ? readings.answer(asked) : Promise.resolve(operation(asked, around)));
    if (body === undefined) throw new Refusal({ number: 2150858789, blame: 'Sender', subcode: 'ActionNotSupported' });
    const answer = { action: responseAction(header.action), messageId: newId(), relatesTo: header.messageId };
    return { status: 200, soap: writeResponse(answer, body) };
  };

  return {
    async serve(soap, user, closed) {
      let relatesTo: string | undefined;
      try {
        const request = readRequest(soap);
        relatesTo = request.header.messageId;
        if (isIdentify(request.body)) return { status: 200, soap: identity(handler.osVersion?.() ?? '10.0.26100') };
        return await perform({ request, user, closed });
      } catch (cause) {
        // Windows gives that shape without RelatesTo.
        if (cause instanceof Refusal) return faulty(cause.fault, cause.fault.shape === 'wmi' ? undefined : relatesTo);
        return faulty({ number: 2147549183, text: cause instanceof Error ? cause.message : 'unexpected' }, relatesTo);
      }
    },
    identify(soap) {
      try {
        return isIdentify(readRequest(soap).body) ? identity('0.0.0') : undefined;
      } catch {
        return undefined;
      }
    },
    reset() {
      table.clear();
    },
  };
}
