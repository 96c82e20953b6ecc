// How an operation of the peer says no: with the fault number that Windows would send (facts: winrm 1.13).
// It is thrown by operations and caught in service.ts, which makes a SOAP fault of it; nobody outside ever sees it.
// The text is for people: clients decide by the number.

import type { FaultInput } from '../wsman/fault.ts';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly fault: FaultInput;

  constructor(fault: FaultInput) {
    super(fault.text ?? `fault ${fault.number}`);
    this.fault = fault;
  }
}

export function refuse(number: number, text: string, more: Partial<FaultInput> = {}): never {
  throw new Refusal({ number, text, ...more });
}

/** The shell or command is not there (any more). */
export function refuseUnknown(what: 'shell' | 'command'): never {
  refuse(2150858843, `The request contained an unknown ${what} identifier.`, {
    blame: 'Sender',
    subcode: 'InvalidSelectors',
    detail: 'UnexpectedSelectors',
  });
}
