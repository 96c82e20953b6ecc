// Functions that are installed on a machine instead of being sent (JEA): are they there, and are they ours?
// Asked before anything else is called. A machine with another version is not asked to do anything: names, parameters or results
// may mean something else there.
import type { Answer } from '../model/ports.ts';
import type { Pool } from '../winrm/index.ts';
import { windowsFailure } from './failures.ts';
import { version } from './operations/version.ts';
import { scriptVersion } from './script.ts';
import { runTogether } from './together.ts';

/** The version, if it is ours. */
export async function readVersion(pool: Pool): Promise<Answer<number>> {
  const [answer] = await runTogether(pool, [{ stated: version, parameters: {} }], '');
  if (answer === undefined) throw new RangeError('one call has one answer');
  if (!answer.ok) {
    const { failure } = answer;
    if (failure.code !== 'WINDOWS_COMMAND_MISSING') return answer;
    return {
      ...answer,
      failure: windowsFailure('WINDOWS_JEA_FUNCTIONS_MISSING', { cause: failure.cause ?? failure.message }),
    };
  }
  const found = (answer.value as { readonly version: number }).version;
  if (found === scriptVersion) return { ok: true, value: found };
  const cause = `installed is version ${found}, called is version ${scriptVersion}`;
  return { ok: false, failure: windowsFailure('WINDOWS_JEA_VERSION_MISMATCHED', { cause }), arrived: 'no' };
}
