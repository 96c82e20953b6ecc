// What every gate said about a machine, before and after its update. For machines that need eyes it stands in the page; for all others
// it travels as data, each sentence once, and is laid out when somebody asks: five thousand tables would make the page too heavy for
// a phone.
import type { JudgedGate } from '../../rollout/events.ts';
import type { MachineRow } from '../machine-row.ts';
import { escapeMarkup, plain } from '../markup.ts';
import { table } from './rings.ts';

/** Machines that have their evidence in the page. */
const mostOpen = 100;

/** Machines that need eyes, the worst first, each with why and with its gates. */
export function attentionList(machines: readonly MachineRow[]): string {
  const shown = machines.slice(0, mostOpen).map(card);
  const more = machines.length - mostOpen;
  return [...shown, ...(more > 0 ? [`<p>${more} more stand in the table of all machines.</p>`] : [])].join('');
}

function card(machine: MachineRow): string {
  const { name, ring, phase, why = '', build, hotpatch, took, left } = machine;
  const facts = [build, hotpatch, took].filter(text => text !== undefined);
  const lines = [
    ...(facts.length === 0 ? [] : [`<p class="facts">${escapeMarkup(facts.join(' · '))}</p>`]),
    ...left.map(text => `<p class="facts">Left out: ${escapeMarkup(text)}</p>`),
  ];
  const gates = rowsOf(machine);
  return [
    `<details class="eyes"><summary><strong>${escapeMarkup(name)}</strong> <span class="chip chip-${phase}">${phase}</span> `,
    `<span class="why">${escapeMarkup(why)}</span> <span class="quiet">ring ${escapeMarkup(ring)}</span></summary>`,
    ...lines,
    gates.length === 0
      ? '<p class="facts">No gate has looked at it.</p>'
      : table(`Gates of ${name}`, ['Gate', 'Before', 'After', 'Weight'], gates),
    '</details>',
  ].join('');
}

/** One row a gate: what it said before and what it said after. */
function rowsOf({ gates: { before, after } }: MachineRow): readonly (readonly string[])[] {
  const names = [...new Set([...before, ...after].map(({ gate }) => gate))];
  const said = (list: readonly JudgedGate[], name: string): string =>
    list
      .filter(({ gate }) => gate === name)
      .map(({ verdict, reason }) => `${verdict}: ${reason}`)
      .join('; ');
  return names.map(name => {
    const weight = [...after, ...before].find(({ gate }) => gate === name)?.severity ?? '';
    return [name, said(before, name), said(after, name), weight];
  });
}

/** The same for every machine, in the order of the table: the index of each text, four to a gate. */
export function evidenceData(machines: readonly MachineRow[]): string {
  const places = new Map<string, number>();
  const texts: string[] = [];
  const place = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, texts.length);
    return texts.push(plain(text)) - 1;
  };
  const rows = machines.map(machine => rowsOf(machine).map(cells => cells.map(place)));
  // Inside a script element only `<` could end it.
  return JSON.stringify({ texts, rows }).replaceAll('<', '\\u003c');
}
