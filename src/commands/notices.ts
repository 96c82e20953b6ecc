// Tells people while a run goes on, in the background and in order: a channel gets one notice after another, and nothing that fails there
// fails or delays the run. At the end what is still under way gets a few seconds; of a run that was asked to stop, less, because a
// pipeline kills it soon (facts: pipeline-hosts 1.5).
import { setTimeout as sleep } from 'node:timers/promises';
import { rowOfCode } from '../knowledge/errors.ts';
import { stopping, timeLeft } from '../model/stopping.ts';
import { oneLine } from '../platforms/neutral.ts';
import type { Platform } from '../platforms/platform.ts';
import type { Channel } from '../policy/notify.ts';
import type { Notice } from '../report/notice.ts';
import { payloadOf } from '../report/payloads.ts';
import { type Messenger, openMessenger } from '../world.ts';
import type { Context } from './command.ts';
import { untilAborted } from './live.ts';

export interface Notifier {
  tell(notice: Notice | undefined): void;
  /** Waits, within a bound, until everything is told. Never rejects. */
  close(): Promise<void>;
}

const usualPatience = 8_000;

interface Line {
  readonly channel: Channel;
  readonly messenger: Messenger;
  tail: Promise<void>;
}

function warn(platform: Platform, messenger: Messenger, why: string): void {
  const next = rowOfCode('NOTICE_UNDELIVERED')?.next ?? '';
  platform.log(`NOTICE_UNDELIVERED: ${messenger.name}: ${why}. The rollout goes on. ${next}`, 'warning');
}

export function openNotifier(
  { platform, env, signal }: Pick<Context<unknown>, 'platform' | 'env' | 'signal'>,
  channels: readonly Channel[],
  directory: string,
): Notifier {
  const end = new AbortController();
  const secret = (value: string): void => platform.secret(value);
  const lines = channels.map((channel): Line => {
    const messenger = openMessenger(channel, { directory, env, secret, signal: end.signal });
    if (messenger.unready !== undefined) warn(platform, messenger, messenger.unready);
    return { channel, messenger, tail: Promise.resolve() };
  });
  const clean = (text: string): string => oneLine(platform.mask(text));
  const deliver = async ({ channel, messenger }: Line, notice: Notice): Promise<void> => {
    const format = 'format' in channel ? channel.format : 'json';
    const why = await messenger.deliver(payloadOf(format, notice, clean));
    if (why !== undefined && !end.signal.aborted) warn(platform, messenger, why);
  };
  return {
    tell(notice) {
      if (notice === undefined) return;
      for (const line of lines) {
        if (line.messenger.unready === undefined && line.channel.on.includes(notice.on))
          line.tail = line.tail.then(() => deliver(line, notice));
      }
    },
    async close() {
      const limit = new AbortController();
      const late = sleep(usualPatience, 'late', { signal: limit.signal }).catch(() => 'late');
      const stopped = untilAborted(new Promise<never>(() => {}), signal).then(() =>
        sleep(timeLeft(signal, stopping.notices, performance.now()), 'late', { signal: limit.signal }).catch(
          () => 'late',
        ),
      );
      const all = Promise.all(lines.map(({ tail }) => tail));
      const first = await Promise.race([late, stopped, all]);
      limit.abort();
      end.abort();
      if (first === 'late')
        platform.log('Some notices were not told in time; the log and the report have all of it.', 'warning');
    },
  };
}
