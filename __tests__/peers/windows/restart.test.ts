// Restart-PatchringMachine, run by the real engine on good, bad and strange machines; what it gives is held to the schema of the model.
import { describe, expect, it } from 'vitest';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience } from '../../support/windows.ts';
import { having } from '../../support/windows-server.ts';

const needsEngine = describe.skipIf(!engineAvailable);

needsEngine(`Restart-PatchringMachine${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const shutdown = (...codes: readonly number[]) => `
    $global:Codes = [System.Collections.Generic.Queue[int]]::new([int[]]@(${codes.join(', ')}))
    $global:Asked = [System.Collections.Generic.List[string]]::new()
    function Invoke-Shutdown { param([string] $Arguments) $global:Asked.Add($Arguments); return $global:Codes.Dequeue() }
    function Get-Both { param([string] $IfStillOn, [string] $Reason)
      [pscustomobject]@{ answer = (Restart-PatchringMachine -IfStillOn $IfStillOn -Reason $Reason); asked = $global:Asked.ToArray() } }`;
  const current = 'process-2026-11-10T21:04:05.6780000Z';
  const restart = (ifStillOn: string, codes: readonly number[], reason = 'ring test') => {
    const scripts = machineScripts(['Restart-PatchringMachine'], having({ functions: shutdown(...codes) }));
    return runScript(scripts, { name: 'Get-Both', parameters: { IfStillOn: ifStillOn, Reason: reason } }, patience);
  };

  it('restarts a machine that is still on this boot, as planned maintenance', async () => {
    const { output } = await restart(current, [0]);
    expect(output).toEqual([
      { answer: { outcome: 'restarting' }, asked: ['/r /t 5 /d p:2:18 /c "patchring: ring test"'] },
    ]);
  });

  it('leaves a machine alone that has restarted since', async () => {
    const { output } = await restart('process-2026-10-01T00:00:00.0000000Z', []);
    expect(output).toEqual([{ answer: { outcome: 'alreadyRestarted' }, asked: [] }]);
  });

  it('restarts a machine whose other source was read before, by the one that both have', async () => {
    expect((await restart(`${current}|event-771-2026-11-10T21:04:05.6780000Z`, [0])).output).toMatchObject([
      { answer: { outcome: 'restarting' } },
    ]);
  });

  it('restarts nothing where nobody can tell which boot it is', async () => {
    const { failure, output } = await restart('event-771-2026-11-10T21:04:05.6780000Z', []);
    expect([failure?.id, output]).toEqual(['BOOT_UNCOMPARABLE', []]);
  });

  it('counts a shutdown in progress as a restart', async () => {
    expect((await restart(current, [1115])).output).toMatchObject([{ answer: { outcome: 'restarting' } }]);
  });

  it('replaces a shutdown that is scheduled already', async () => {
    const { output } = await restart(current, [1190, 0, 0]);
    expect(output).toMatchObject([
      {
        answer: { outcome: 'restarting' },
        asked: [/\/r/, '/a', /\/r/].map(one => (typeof one === 'string' ? one : expect.stringMatching(one))),
      },
    ]);
  });

  it('says with a code that the machine refused', async () => {
    expect((await restart(current, [5])).failure).toMatchObject({
      id: 'RESTART_REFUSED',
      message: 'shutdown.exe ended with 5.',
    });
  });

  it('lets no reason out of its quotes', async () => {
    const { output } = await restart(current, [0], `"/s & calc | \`$(1) \n ${'x'.repeat(600)}`);
    const [asked = ''] = (output[0] as { asked: string[] }).asked;
    expect(asked).toMatch(/^\/r \/t 5 \/d p:2:18 \/c "patchring: +\/s +calc[ ()1x]+"$/);
    expect(asked.length).toBeLessThan(450);
  });
});
