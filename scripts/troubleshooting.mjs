// README's tables of what can fail, made of the very tables that the code tells its failures by: the client's codes and fault numbers, those
// of our functions on a machine, and those above them. One row a code; a code that gets a row in its table appears here by itself.
import { evaluate } from './bundle.mjs';
import { folded, markdownTable } from './markdown.mjs';

/** @typedef {{ readonly meaning: string, readonly next: string, readonly retryable?: boolean }} Row */
/**
 * @typedef {object} Tables
 * @property {readonly string[]} errorHeads
 * @property {() => string} errorTable
 * @property {() => string} faultTable
 * @property {Readonly<Record<string, Omit<Row, 'meaning'> & { readonly message: string }>>} windowsErrors
 * @property {Readonly<Record<string, Row>>} machineCodes
 * @property {Readonly<Record<string, Row>>} updateCodes
 * @property {Readonly<Record<string, Row>>} rolloutCodes
 * @property {Readonly<Record<string, Row>>} inputCodes
 * @property {Readonly<Record<string, Row>>} dataCodes
 */

const tables = `
  export { errorHeads, errorTable, faultTable } from './src/winrm/troubleshooting.ts';
  export { windowsErrors } from './src/windows/failures.ts';
  export { machineCodes } from './src/knowledge/errors/machine.ts';
  export { updateCodes } from './src/knowledge/errors/updates.ts';
  export { rolloutCodes } from './src/knowledge/errors/rollout.ts';
  export { inputCodes } from './src/knowledge/errors/input.ts';
  export { dataCodes } from './src/knowledge/errors/data.ts';`;

/** @returns {Promise<string>} */
export async function troubleshooting() {
  const source = /** @type {Tables} */ (/** @type {unknown} */ (await evaluate(tables)));
  const {
    errorHeads,
    errorTable,
    faultTable,
    windowsErrors,
    machineCodes,
    updateCodes,
    rolloutCodes,
    inputCodes,
    dataCodes,
  } = source;
  const rowsOf = (/** @type {Readonly<Record<string, Row>>} */ codes) =>
    markdownTable([
      errorHeads,
      ...Object.entries(codes).map(([code, { meaning, next, retryable }]) => [
        `\`${code}\``,
        meaning,
        retryable === true ? 'yes' : 'no',
        next,
      ]),
    ]);
  const onMachine = Object.entries(windowsErrors).map(([code, { message, ...row }]) => [
    code,
    { meaning: message, ...row },
  ]);
  return [
    folded('Reaching a machine: connection, TLS, logon, WinRM (<code>WINRM_…</code>)', errorTable()),
    folded('On a machine: PowerShell, rights, jobs', rowsOf(Object.fromEntries(onMachine))),
    folded('What became of a machine: updates, restarts, undoing', rowsOf({ ...machineCodes, ...updateCodes })),
    folded('The rollout: plan, journal, rings, gates, approvals', rowsOf(rolloutCodes)),
    folded('What was written: policy, inventory, arguments', rowsOf(inputCodes)),
    folded('What is known: lineage, holes, their files', rowsOf(dataCodes)),
    folded('Fault numbers of WinRM and the code that each becomes', faultTable()),
  ].join('\n\n');
}
