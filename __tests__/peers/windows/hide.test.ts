// Hiding what was taken back, and showing it again, run by the real engine: exactly these updates by identity and revision, safe to
// repeat, and one that cannot be hidden or shown is told by its number.
import { describe, expect, it } from 'vitest';
import { hideResultSchema, showResultSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience } from '../../support/windows.ts';
import { type AgentState, updateAgent } from '../../support/windows-update-agent.ts';

const idOf = (digit: string): string => `${digit.repeat(8)}-1111-4111-8111-111111111111`;

type Direction = 'Hide' | 'Show';

async function turn(direction: Direction, state: AgentState, wanted: readonly string[], more = '') {
  const functions = `${updateAgent(state)}
function Get-Hidden { param([hashtable] $Parameters)
  $said = Get-Told -Command 'Invoke-PatchringVisibility' -Parameters $Parameters
  $hidden = @($global:Offered | Where-Object { $_.IsHidden } | ForEach-Object { $_.Data.id })
  [pscustomobject]@{ result = $said.result; asked = $said.asked; hidden = [string[]]$hidden } }
${more}`;
  const scripts = machineScripts(['Start-PatchringJob'], { functions });
  const parameters = {
    Parameters: { Directory: '/job', Source: 'machine', Update: wanted, Hidden: direction === 'Hide' },
  };
  const { output, failure } = await runScript(scripts, { name: 'Get-Hidden', parameters }, patience);
  expect(failure).toBeUndefined();
  const { result, asked, hidden } = output[0] as { result: unknown; asked: string[]; hidden: string[] };
  return { result, asked, hidden };
}

async function hide(state: AgentState, wanted: readonly string[], more = '') {
  const { result, ...said } = await turn('Hide', state, wanted, more);
  return { ...hideResultSchema.parse(result), ...said };
}

async function show(state: AgentState, wanted: readonly string[], more = '') {
  const { result, ...said } = await turn('Show', state, wanted, more);
  return { ...showResultSchema.parse(result), ...said };
}

describe.skipIf(!engineAvailable)(
  `Invoke-PatchringVisibility -Hidden${engineMissing && `: skipped: ${engineMissing}`}`,
  () => {
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
      const refusing = `function Set-UpdateHidden { param($Update, $Hidden)
      if ($Update.Data.id -like 'a*') { Stop-Fake -2145124316 } $Update.IsHidden = $Hidden }`;
      const said = await hide({ updates }, [`${idOf('a')}@1`, `${idOf('b')}@1`], refusing);
      expect(said.hidden).toEqual([idOf('b')]);
      expect(said.updates).toMatchObject([{ outcome: 'failed', hresult: 0x80240024 }, { outcome: 'hidden' }]);
    });
  },
);

describe.skipIf(!engineAvailable)(`Invoke-PatchringVisibility${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const hidden = { properties: { IsHidden: true } };

  it('shows exactly what was asked for, and leaves hidden what others have hidden', async () => {
    const updates = [
      { id: idOf('a'), revision: 1, ...hidden },
      { id: idOf('b'), revision: 7, ...hidden },
      { id: idOf('c'), revision: 1, ...hidden },
    ];
    const said = await show({ updates, isSloppy: true }, [`${idOf('a')}@1`, `${idOf('b')}@8`]);
    expect(said.hidden).toEqual([idOf('b'), idOf('c')]);
    expect(said.updates).toEqual([
      { updateId: idOf('a'), revision: 1, outcome: 'shown', hresult: 0 },
      { updateId: idOf('b'), revision: 8, outcome: 'notOffered', hresult: 0 },
    ]);
  });

  it('names what it wants in its search: only the default criteria leave out what is hidden', async () => {
    const { asked } = await show({ updates: [{ id: idOf('a'), revision: 1, ...hidden }] }, [`${idOf('a')}@1`]);
    expect(asked.filter(line => line.includes(idOf('a')))).not.toEqual([]);
    expect(asked.join(' ')).not.toContain('IsHidden');
  });

  it('is safe to repeat, and tells by its number what cannot be shown', async () => {
    const updates = [
      { id: idOf('a'), revision: 1, ...hidden },
      { id: idOf('b'), revision: 1 },
    ];
    const refusing = `function Set-UpdateHidden { param($Update, $Hidden)
      if ($Update.Data.id -like 'a*') { Stop-Fake -2145124316 } $Update.IsHidden = $Hidden }`;
    const said = await show({ updates }, [`${idOf('a')}@1`, `${idOf('b')}@1`], refusing);
    expect(said.hidden).toEqual([idOf('a')]);
    expect(said.updates).toMatchObject([{ outcome: 'failed', hresult: 0x80240024 }, { outcome: 'shown' }]);
  });
});
