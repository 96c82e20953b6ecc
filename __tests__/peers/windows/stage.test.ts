// Downloading before the window, run by the real engine: exactly the planned updates, and nothing of them is installed.
import { describe, expect, it } from 'vitest';
import { stageResultSchema } from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience, type WindowsState } from '../../support/windows.ts';
import { type AgentState, type AgentUpdate, updateAgent } from '../../support/windows-update-agent.ts';

const update = (digit: string, more: Partial<AgentUpdate> = {}): AgentUpdate => ({
  id: `${digit.repeat(8)}-1111-4222-8333-444455556666`,
  revision: 7,
  properties: { KBArticleIDs: [`50000${digit}0`] },
  ...more,
});
const [one, two] = [update('1'), update('2')];
const planned = (...updates: readonly AgentUpdate[]) => updates.map(({ id, revision }) => `${id}@${revision}`);

async function stage(agent: AgentState, updates: readonly string[], machine: WindowsState = {}) {
  const scripts = machineScripts(['Start-PatchringJob'], { ...machine, functions: updateAgent(agent) });
  const parameters = { Directory: '/job', Source: 'machine', Update: updates };
  const call = { name: 'Get-Told', parameters: { Command: 'Invoke-PatchringStage', Parameters: parameters } };
  const { output, failure } = await runScript(scripts, call, patience);
  const told = output[0] as { readonly result: unknown; readonly asked: readonly string[] } | undefined;
  return { failure, result: told?.result, asked: told?.asked ?? [] };
}

describe.skipIf(!engineAvailable)(`Invoke-PatchringStage${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('downloads what is planned and offered, says of each how it went, and installs nothing', async () => {
    const there = { ...two, properties: { ...two.properties, IsInstalled: true } };
    const bad = update('4', { download: { code: 4, hresult: -2145107924 } });
    const { result, asked } = await stage(
      { updates: [one, there, update('3'), bad] },
      planned(one, there, bad, update('5')),
    );
    expect(
      stageResultSchema.parse(result).updates.map(({ kbs, outcome, hresult }) => [kbs[0], outcome, hresult]),
    ).toEqual([
      ['KB5000010', 'downloaded', 0],
      ['KB5000020', 'alreadyInstalled', 0],
      ['KB5000040', 'failed', 0x8024402c],
      [undefined, 'notOffered', 0],
    ]);
    expect(asked.filter(line => /^(download|install|eula|file)/.test(line))).toEqual(['download 11111111,44444444']);
  });

  it('says how far it is, up to the end', async () => {
    const { asked } = await stage({ updates: [one], background: 2 }, planned(one));
    expect(asked.filter(line => line.includes('downloading'))).toEqual([
      'note 5 downloading 1 of 1',
      'note 52.5 downloading 1 of 1',
      'note 100 downloading 1 of 1',
    ]);
  });

  it('is not held up by a pending restart', async () => {
    const pending = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending';
    const { result } = await stage({ updates: [one], restartRequired: true }, planned(one), {
      registry: { [pending]: {} },
    });
    expect(result).toMatchObject({ updates: [{ outcome: 'downloaded' }] });
  });

  it('refuses a full disk, and has nothing to do where all is there', async () => {
    const large = { ...one, properties: { MaxDownloadSize: 2e9 } };
    const full = { drive: { Free: 4e9, Size: 1e11 } };
    expect((await stage({ updates: [large] }, planned(one), full)).failure?.id).toBe('INSTALL_DISK_LOW');
    const there = { ...one, properties: { MaxDownloadSize: 2e9, IsDownloaded: true } };
    expect((await stage({ updates: [there] }, planned(one), full)).result).toMatchObject({
      updates: [{ outcome: 'downloaded' }],
    });
  });
});
