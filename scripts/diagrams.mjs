// README's diagrams of the phases, drawn from the very tables that the engine moves by (src/rollout/phases.ts): one state diagram a
// table, one arrow a pair. A phase that nothing follows is an end; the first one of a table is its beginning.
import { evaluate } from './bundle.mjs';
import { folded } from './markdown.mjs';

/** @typedef {Readonly<Record<string, readonly string[]>>} Table */

/** @param {Table} table */
export function stateDiagram(table) {
  const [first] = Object.keys(table);
  const lines = Object.entries(table).flatMap(([from, follows]) =>
    follows.length === 0 ? [`${from} --> [*]`] : follows.map(to => `${from} --> ${to}`),
  );
  return ['```mermaid', 'stateDiagram-v2', ...[`[*] --> ${first}`, ...lines].map(line => `  ${line}`), '```'].join(
    '\n',
  );
}

/** @returns {Promise<string>} */
export async function diagrams() {
  const source = /** @type {{ rolloutPhases: Table, ringPhases: Table, machinePhases: Table }} */ (
    /** @type {unknown} */ (
      await evaluate("export { rolloutPhases, ringPhases, machinePhases } from './src/rollout/phases.ts';")
    )
  );
  return [
    'A rollout:',
    stateDiagram(source.rolloutPhases),
    'A ring:',
    stateDiagram(source.ringPhases),
    folded('A machine', stateDiagram(source.machinePhases)),
  ].join('\n\n');
}
