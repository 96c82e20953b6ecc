// Where a notice goes: an address that a variable holds, or a command of the runner. The address is known as a secret before anything
// else sees it, and a variable that is not set is told when the run begins, not when the night has gone wrong.
// Here policy meets runner; what is written and to whom is decided above.
import type { Channel } from '../policy/notify.ts';
import { type Environment, expand, variableOf } from '../policy/variable.ts';
import { post, runHook, type Undelivered } from '../runner/messenger.ts';

export interface MessengerOptions {
  /** Folder of the policy's file. */
  readonly directory: string;
  readonly env: Environment;
  /** Makes a value known as a secret, at once. */
  readonly secret: (value: string) => void;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

export interface Messenger {
  /** How the channel is called in the log. */
  readonly name: string;
  /** Why nothing can be sent at all; undefined: it can. */
  readonly unready: string | undefined;
  /** @param body JSON text */
  deliver(body: string): Promise<Undelivered>;
}

const webhookTimeout = 5_000;
const hookTimeout = 30_000;

export function openMessenger(channel: Channel, { directory, env, secret, signal }: MessengerOptions): Messenger {
  if ('exec' in channel) {
    const hook = { command: channel.exec, directory, timeout: hookTimeout, signal };
    return { name: channel.exec[0] ?? '', unready: undefined, deliver: body => runHook({ ...hook, body }) };
  }
  const variable = variableOf(channel.url) ?? '';
  const url = expand(channel.url, env);
  if (url !== '') secret(url);
  return {
    name: `the webhook of ${variable}`,
    unready: url === '' ? `${variable} is not set` : undefined,
    deliver: body => post({ url, body, timeout: webhookTimeout, signal }),
  };
}
