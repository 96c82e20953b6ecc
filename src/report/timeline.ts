// When what was done, as bars: one a wave, one a soak, one for an undo, taken from the
// journal's own instants. Formats draw them as they can; where a bar has not ended, it ends
// now.
import type { Event } from '../rollout/events.ts';

export interface Bar {
  readonly ring: string;
  readonly what: string;
  readonly from: number;
  readonly to: number;
  readonly look: 'done' | 'active' | 'bad';
}

type Open = Omit<Bar, 'to' | 'look'>;

/** In the order in which they began. @param now epoch ms */
export function timelineOf(events: readonly Event[], now: number): Bar[] {
  const bars: Bar[] = [];
  let open: Open | undefined;
  const close = (at: number, look: Bar['look'] = 'done'): void => {
    if (open !== undefined) bars.push({ ...open, to: at, look });
    open = undefined;
  };
  for (const event of events) {
    switch (event.kind) {
      case 'waveOpened':
        close(event.at);
        open = { ring: event.ring, what: `wave ${event.wave} (${event.size})`, from: event.at };
        break;
      case 'ringSoaking':
        close(event.at);
        open = { ring: event.ring, what: 'soak', from: event.at };
        break;
      case 'ringJudging':
      case 'ringPassed':
        close(event.at);
        break;
      case 'halted':
        close(event.at, 'bad');
        break;
      case 'undoBegan':
        close(event.at);
        open = { ring: 'roll back', what: `${event.machines.length} back`, from: event.at };
        break;
      case 'undoEnded':
        close(event.at, event.stranded > 0 ? 'bad' : 'done');
        break;
      default:
        break;
    }
  }
  close(now, 'active');
  return bars;
}
