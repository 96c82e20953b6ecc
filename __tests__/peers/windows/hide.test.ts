// Hiding what was taken back, run by the real engine: exactly these updates by identity and revision, safe to repeat, and one that
// cannot be hidden is told by its number.
import { describe, expect, it } from 'vitest';
import { hideResultSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience } from '../../support/windows.ts';
import { type AgentState, updateAgent } from '../../support/windows-update-agent.ts';

const idOf = (digit: string): string => `${digit.repeat(8)}-1111-4111-8111-111111111111`;

async function hide(state: AgentState, wanted: readonly string[], more = '') {
  const functions = `${updateAgent(state)}
function Get-Hidden { param([hashtable] $Parameters)
  $said = Get-Told -Command 'Invoke-PatchringHide' -Parameters $Parameters
  $hidden = @($global:Offered | Where-Object { $_.IsHidden } | ForEach-Object { $_.Data.id })
  [pscustomobject]@{ result = $said.result; asked = $said.asked; hidden = [string[]]$hidden } }
${more}`;
  const scripts = machineScripts(['Start-PatchringJob'], { functions });
  const parameters = { Parameters: { Directory: '/job', Source: 'machine', Update: wanted } };
  const { output, failure } = await runScript(scripts, { name: 'Get-Hidden', parameters }, patience);
  expect(failure).toBeUndefined();
  const { result, asked, hidden } = output[0] as { result: unknown; asked: string[]; hidden: string[] };
  return { ...hideResultSchema.parse(result), asked, hidden };
}

describe.skipIf(!engineAvailable)(`Invoke-PatchringHide${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('hides exactly what was asked for, by identity and revision', async () => {
    const updates = [
      { id: idOf('a'), revision: 1 },
      { id: idOf('b'), revision: 7 },
    ];
    const said = await hide({ updates, isSloppy: true }, [`${idOf('a')}@1`, `${idOf('b')}@8`]);
    expect(said.hidden).toEqual([idOf('a')]);
    expect(said.updates).toEqual([
      { updateId: idOf('a'), revision: 1, outcome: 'hidden', hresult: 0 },
      { updateId: idOf('b'), revision: 8, outcome: 'notOffered', hresult: 0 },
    ]);
  });

  it('is safe to repeat: what is hidden is found, and stays hidden', async () => {
    const updates = [{ id: idOf('a'), revision: 1, properties: { IsHidden: true } }];
    const said = await hide({ updates }, [`${idOf('a')}@1`]);
    expect(said.hidden).toEqual([idOf('a')]);
    expect(said.updates).toMatchObject([{ outcome: 'hidden' }]);
  });

  it('tells by its number what cannot be hidden, and hides the others', async () => {
    const updates = [
      { id: idOf('a'), revision: 1 },
      { id: idOf('b'), revision: 1 },
    ];
    const refusing = `function Set-UpdateHidden { param($Update)
      if ($Update.Data.id -like 'a*') { Stop-Fake -2145124316 } $Update.IsHidden = $true }`;
    const said = await hide({ updates }, [`${idOf('a')}@1`, `${idOf('b')}@1`], refusing);
    expect(said.hidden).toEqual([idOf('b')]);
    expect(said.updates).toMatchObject([{ outcome: 'failed', hresult: 0x80240024 }, { outcome: 'hidden' }]);
  });
});
