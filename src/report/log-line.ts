// One line of the live log: its tone and its text. The platform chooses colours and neutralises the text,
// machines' own words included; what begins a group can be folded there. Lines about the whole rollout
// bear the time and no machine.
import { timeText } from './words.ts';

export type LineTone = 'plain' | 'quiet' | 'good' | 'warning' | 'bad' | 'heading';

export interface Line {
  readonly tone: LineTone;
  readonly text: string;
  /** Begins a foldable part of the log with this title; the text is then its title. */
  readonly isGroup?: boolean;
}

export function rolloutLine(at: number, tone: LineTone, text: string): readonly Line[] {
  return [{ tone, text: `${timeText(at)}  ${text}` }];
}
