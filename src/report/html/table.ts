// All machines, with search and filters. The rows stand in the page: without the script all of them are there, to be read, searched by
// the browser and printed.
// The script only hides what was not asked for.
import { machinePhaseNames } from '../../rollout/phases.ts';
import type { MachineRow } from '../machine-row.ts';
import { escapeMarkup } from '../markup.ts';
import type { RingRow } from '../ring-row.ts';

/** @param rings in the order of the plan */
export function machineTable(machines: readonly MachineRow[], rings: readonly RingRow[]): string {
  const names = rings.map(({ name }) => name);
  const places = new Map(names.map((name, index) => [name, index]));
  const phases = new Set<string>(machines.map(({ phase }) => phase));
  const heads = ['Machine', 'Ring', 'State', 'Build', 'Hotpatch', 'Took', 'What to know'];
  return [
    controls(
      names,
      machinePhaseNames.filter(phase => phases.has(phase)),
    ),
    '<table id="all" class="machines"><caption class="hidden">All machines</caption>',
    `<thead><tr>${heads.map(word => `<th scope="col">${word}</th>`).join('')}</tr></thead><tbody>`,
    ...machines.map(machine => row(machine, places.get(machine.ring) ?? 0)),
    '</tbody></table><p class="script-only"><button type="button" id="more">Show more</button></p>',
  ].join('\n');
}

function controls(rings: readonly string[], phases: readonly string[]): string {
  const options = (words: readonly (readonly [string, string])[]): string =>
    words.map(([value, word]) => `<option value="${escapeMarkup(value)}">${escapeMarkup(word)}</option>`).join('');
  const ofRings = options([['', 'all rings'], ...rings.map((name, index) => [String(index), name] as const)]);
  const ofPhases = options([['', 'all states'], ['!', 'needs eyes'], ...phases.map(phase => [phase, phase] as const)]);
  return [
    '<form class="controls script-only" role="search" aria-label="Machines">',
    '<label>Search <input id="search" type="search" autocomplete="off" spellcheck="false"></label>',
    `<label>Ring <select id="ring">${ofRings}</select></label>`,
    `<label>State <select id="state">${ofPhases}</select></label>`,
    '<output id="count" for="search ring state"></output></form>',
  ].join('');
}

function row(machine: MachineRow, ring: number): string {
  const { name, phase, build = '', hotpatch = '', took = '', why, left } = machine;
  const marks = `${why === undefined ? '' : ' data-eyes'} data-ring="${ring}" data-state="${phase}"`;
  const cells = [
    escapeMarkup(machine.ring),
    `<span class="chip chip-${phase}">${phase}</span>`,
    ...[build, hotpatch, took, [...(why === undefined ? [] : [why]), ...left].join('; ')].map(escapeMarkup),
  ];
  return `<tr${marks}><th scope="row">${escapeMarkup(name)}</th>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`;
}
