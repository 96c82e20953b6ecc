// What a pipeline has said so far, stream by stream, and the verdict when it ends. One per pipeline.
// The rule it keeps: what was said before a failure is never lost, it travels in the error's detail; and a pipeline that ends
// without saying how has broken the protocol, it has not succeeded.

import { WinrmError } from './errors.ts';
import type { PsValue } from './psrp/clixml/values.ts';
import type { PipelineEvent } from './psrp/pipeline.ts';
import type { ErrorRecord, InformationRecord, ProgressRecord } from './psrp/records.ts';

/** Everything that a pipeline said. */
export interface InvokeResult {
  /** Objects as they came; `toPlain` makes plain data of them. */
  readonly output: readonly PsValue[];
  /** Errors that did not end the pipeline. */
  readonly errors: readonly ErrorRecord[];
  readonly warnings: readonly string[];
  readonly verbose: readonly string[];
  readonly debug: readonly string[];
  readonly information: readonly InformationRecord[];
}

export interface Listeners {
  readonly onProgress?: ((record: ProgressRecord) => void) | undefined;
  /** Called for every output object as it comes. */
  readonly onOutput?: ((value: PsValue) => void) | undefined;
}

export interface Collector {
  readonly result: InvokeResult;
  readonly ended: boolean;
  take(event: PipelineEvent): void;
  /** @returns the result. Throws WINRM_PIPELINE_FAILED or WINRM_PIPELINE_STOPPED, with what was said in `detail.result`. */
  finish(what: string): InvokeResult;
}

export function createCollector(listeners: Listeners): Collector {
  const output: PsValue[] = [];
  const errors: ErrorRecord[] = [];
  const texts: Record<'warning' | 'verbose' | 'debug', string[]> = { warning: [], verbose: [], debug: [] };
  const information: InformationRecord[] = [];
  const result: InvokeResult = {
    output,
    errors,
    warnings: texts.warning,
    verbose: texts.verbose,
    debug: texts.debug,
    information,
  };
  let ending: Extract<PipelineEvent, { kind: 'ended' }> | undefined;

  return {
    result,
    get ended() {
      return ending !== undefined;
    },
    take(event) {
      if (event.kind === 'output') {
        output.push(event.value);
        listeners.onOutput?.(event.value);
      } else if (event.kind === 'error') errors.push(event.record);
      else if (event.kind === 'information') information.push(event.record);
      else if (event.kind === 'progress') listeners.onProgress?.(event.record);
      else if (event.kind === 'ended') ending = event;
      else if ('text' in event) texts[event.kind].push(event.text);
    },
    finish(what) {
      if (ending?.how === 'completed') return result;
      if (ending?.how === 'stopped') throw new WinrmError('WINRM_PIPELINE_STOPPED', `${what} was stopped`, { result });
      if (ending === undefined) {
        throw new WinrmError('WINRM_PROTOCOL_VIOLATED', `${what} ended without saying how`, { result });
      }
      const error = ending.error ?? errors.at(-1);
      throw new WinrmError(
        'WINRM_PIPELINE_FAILED',
        `${what} failed${error === undefined ? '' : `: ${error.errorId}`}`,
        {
          result,
          ...(error === undefined ? {} : { error, peerText: error.message }),
        },
      );
    },
  };
}
