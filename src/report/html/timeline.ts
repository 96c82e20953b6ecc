// The timeline of the page, drawn as SVG: a lane each ring, a bar each wave, soak and undo, all on one scale. Only rectangles are drawn,
// so that they can be stretched to any width; names and instants are text beside them and stay readable on a phone. The table below
// has every bar in words.
import { escapeMarkup } from '../markup.ts';
import type { Bar } from '../timeline.ts';
import { instantText } from '../words.ts';
import { table } from './rings.ts';

const width = 1_000;
/** A wave of minutes beside a soak of days must still be seen. */
const narrowest = 5;
const ticks = 4;

/** Empty where nothing has begun. */
export function timelineOf(bars: readonly Bar[]): string {
  if (bars.length === 0) return '';
  const from = Math.min(...bars.map(bar => bar.from));
  const to = Math.max(from + 1, ...bars.map(bar => bar.to));
  const names = [...new Set(bars.map(({ ring }) => ring))];
  const drawn = names.map(name =>
    lane(
      name,
      bars.filter(({ ring }) => ring === name),
      { from, to },
    ),
  );
  const rows = bars.map(({ ring, what, from: begin, to: end, look }) => [
    ring,
    what,
    instantText(begin),
    instantText(end),
    words[look],
  ]);
  return [
    `<div class="lanes">${drawn.join('')}<div class="axis" aria-hidden="true">${axis(from, to)}</div></div>`,
    '<details><summary>The timeline in words</summary>',
    table('Every wave, soak and undo', ['Ring', 'What', 'From', 'To', 'How it ended'], rows),
    '</details>',
  ].join('');
}

const words: Readonly<Record<Bar['look'], string>> = { done: 'done', active: 'still going on', bad: 'stopped' };

function lane(
  ring: string,
  bars: readonly Bar[],
  { from, to }: { readonly from: number; readonly to: number },
): string {
  const scale = width / (to - from);
  const rects = bars.map(({ what, from: begin, to: end, look }) => {
    const long = Math.max(narrowest, (end - begin) * scale);
    const x = Math.min((begin - from) * scale, width - long);
    const kind = look === 'done' && what === 'soak' ? 'soak' : look;
    const title = escapeMarkup(`${what}: ${instantText(begin)} to ${instantText(end)}`);
    return `<rect class="fill-${kind}" x="${x.toFixed(1)}" y="0" width="${long.toFixed(1)}" height="10" rx="1"><title>${title}</title></rect>`;
  });
  const told = bars.map(({ what, look }) => `${what} ${words[look]}`).join('; ');
  const name = escapeMarkup(ring);
  return [
    `<div class="lane"><span class="lane-name">${name}</span>`,
    `<svg class="bar" viewBox="0 0 ${width} 10" preserveAspectRatio="none" role="img" aria-label="${name}: ${escapeMarkup(told)}">`,
    `${rects.join('')}</svg></div>`,
  ].join('');
}

function axis(from: number, to: number): string {
  const marks = Array.from({ length: ticks }, (_, index) => from + ((to - from) * index) / (ticks - 1));
  return marks.map(at => `<span>${escapeMarkup(instantText(Math.round(at)).slice(5, 16))}</span>`).join('');
}
