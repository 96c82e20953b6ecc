// Our client against Microsoft's own PSRP server when things do not go straight: calls that are stopped, connections that are lost,
// questions to the person in front of the console, endpoints that allow little.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WinrmError } from '../../src/winrm/errors.ts';
import { type Pool, type PsValue, psScalar, toPlain } from '../../src/winrm/index.ts';
import { createPeer } from '../../src/winrm/peer.ts';
import type { HostCall } from '../../src/winrm/psrp/host.ts';
import type { PipelineSpec } from '../../src/winrm/psrp/pipeline-spec.ts';
import { ClientSession } from '../../src/winrm/session.ts';
import type { PostAnswer } from '../../src/winrm/transport.ts';
import { engineAvailable, engineMissing } from '../support/engine.ts';
import { engineBackend } from '../support/engine-backend.ts';
import { DirectTransport } from '../support/hand.ts';
import { failure, type Loopback, lookup, openLoopback } from '../support/loopback.ts';
import { Recorder } from '../support/recorder.ts';
import { Replay } from '../support/replay-driver.ts';

const unasked = { invoke: () => Promise.reject(new Error('the engine answers, not the handler')) };

const enginePeer = () =>
  createPeer({ lookup, serverName: 'S', handler: unasked, shellBackend: engineBackend, now: Date.now, randomBytes });

describe.skipIf(!engineAvailable)(`the real PSRP server${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  let machine: Loopback;

  beforeAll(async () => {
    machine = await openLoopback(unasked, { shellBackend: engineBackend });
  });
  afterAll(() => machine.close());

  const open = (options: Parameters<ReturnType<Loopback['session']>['openPool']>[0] = {}): Promise<Pool> =>
    machine.session().openPool({ timeout: 30_000, ...options });

  it('stops a pipeline in the middle, tells what it said, and serves the next one', async () => {
    const pool = await open();
    let stopping: Promise<void> | undefined;
    const error = await failure(
      pool.runScript(
        `'begun'; try { while ($true) { [System.Threading.Thread]::Sleep(20) } } finally { [Console]::Error.Write('') }`,
        {
          onOutput: () => {
            stopping = pool.stop();
          },
        },
      ),
    );
    await stopping;
    expect(error).toMatchObject({ code: 'WINRM_PIPELINE_STOPPED', detail: { result: { output: ['begun'] } } });
    expect((await pool.runScript('6 * 7')).output).toEqual([42]);
    await pool.close();
  });

  it('lets a thousand objects through a network that keeps failing', async () => {
    let losses = 0;
    class Failing extends DirectTransport {
      override async post(soap: Uint8Array): Promise<PostAnswer> {
        const isReceive = /shell\/Receive</.test(Buffer.from(soap).toString());
        if (isReceive && losses < 20 && Math.random() < 0.5) {
          losses += 1;
          this.close();
          throw new WinrmError('WINRM_CONNECTION_LOST', 'as told');
        }
        return await super.post(soap);
      }
    }
    const session = new ClientSession(new Failing(enginePeer()), { sleep: async () => undefined });
    const pool = await session.openPool({}, session.limits(60_000));
    const text = `foreach ($n in 1..1000) { $n; if ($n % 100 -eq 0) { [System.Threading.Thread]::Sleep(5) } }`;
    const spec: PipelineSpec = { statements: [[{ text, isScript: true, arguments: [] }]], noInput: true };
    const { output } = await pool.run(spec, { ...session.limits(60_000), what: 'a script' });
    expect(output).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
    expect(losses).toBeGreaterThan(0);
    await session.close();
  });

  it('asks whoever is there, and takes the answer', async () => {
    const calls: HostCall[] = [];
    const host = (call: HostCall): PsValue | undefined => {
      calls.push(call);
      return { ReadLine: 'typed', PromptForChoice: 1, GetName: 'patchring', GetWindowTitle: 'title' }[call.name];
    };
    const pool = await open({ host });
    const { output } = await pool.runScript(`$Host.UI.ReadLine(); $Host.UI.WriteLine('shown')
      $choices = [System.Management.Automation.Host.ChoiceDescription[]] @('&Yes', '&No'); $Host.UI.PromptForChoice('t', 'm', $choices, 0)
      $Host.UI.RawUI.WindowTitle; $Host.UI.RawUI.BufferSize.Width; try { $Host.UI.ReadLineAsSecureString() } catch { 'refused' }`);
    expect(output.map(toPlain)).toEqual(['typed', 1, '', 120, 'refused']);
    expect(calls.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ReadLine', 'WriteLine2', 'PromptForChoice']),
    );
    expect(calls.find(({ name }) => name === 'WriteLine2')?.parameters).toEqual(['shown']);
    await pool.close();
  });

  it('asks the same of a replay, which answers as it was answered', async () => {
    const recorder = new Recorder(new DirectTransport(enginePeer()));
    const session = new ClientSession(recorder);
    const host = ({ name }: HostCall): PsValue | undefined => (name === 'ReadLine' ? 'typed' : undefined);
    const pool = await session.openPool({ host }, session.limits(30_000));
    const text = '$Host.UI.ReadLine(); $Host.UI.WriteLine("shown"); $Host.UI.ReadLine()';
    const spec: PipelineSpec = { statements: [[{ text, isScript: true, arguments: [] }]], noInput: true };
    await pool.run(spec, { ...session.limits(30_000), what: 'a script' });
    await pool.close();
    const replay = new Replay(recorder.exchanges);
    await replay.play();
    expect(replay.outcomes).toMatchObject([{ kind: 'pipeline', result: { output: ['typed', 'typed'] } }]);
  });

  it('hands application arguments to its scripts', async () => {
    const pool = await open({ applicationArguments: { run: 'r-17', attempt: 2 } });
    const { output } = await pool.runScript(
      '$PSSenderInfo.ApplicationArguments.run; $PSSenderInfo.ApplicationArguments.attempt',
    );
    expect(output).toEqual(['r-17', 2]);
    await pool.close();
  });

  it('refuses scripts and allows typed calls where the language is taken away, as a JEA endpoint does', async () => {
    const pool = await open();
    await pool.runScript(
      `function Get-Allowed { param([string] $Name, [int] $Times) $Name * $Times }
       $ExecutionContext.SessionState.LanguageMode = 'NoLanguage'`,
      { useLocalScope: false },
    );
    const refused = await failure(pool.runScript(`Get-Allowed -Name 'a' -Times 2`));
    expect(refused).toMatchObject({
      code: 'WINRM_PIPELINE_FAILED',
      detail: { error: { errorId: 'ScriptsNotAllowed' } },
    });
    const parameters = { Name: '$(x)', Times: 3 };
    expect((await pool.invoke({ command: 'Get-Allowed', parameters })).output).toEqual(['$(x)$(x)$(x)']);
    await pool.close();
  });

  it('gives dates back to the tick that a Date can hold, whatever their kind', async () => {
    const pool = await open();
    const { output } =
      await pool.runScript(`[datetime]::new(2026, 3, 29, 1, 30, 0, 123, [DateTimeKind]::Utc); [datetime]::new(2026, 10, 25, 2, 30, 0)
      [DateTimeOffset]::new(2026, 1, 2, 3, 4, 5, [timespan]::new(5, 30, 0)).UtcDateTime; [datetime]::MaxValue`);
    expect(output).toEqual([
      new Date('2026-03-29T01:30:00.123Z'),
      new Date('2026-10-25T02:30:00Z'),
      new Date('2026-01-01T21:34:05Z'),
      new Date('9999-12-31T23:59:59.999Z'),
    ]);
    await pool.close();
  });

  it('tells progress of nested activities until they are completed', async () => {
    const pool = await open();
    const seen: unknown[] = [];
    await pool.runScript(
      `function Show { [CmdletBinding()] param() foreach ($n in 0, 50, 100) {
         $r = [System.Management.Automation.ProgressRecord]::new(2, 'Inner', "at $n"); $r.ParentActivityId = 1; $r.PercentComplete = $n
         if ($n -eq 100) { $r.RecordType = 'Completed' }; $PSCmdlet.WriteProgress($r); [System.Threading.Thread]::Sleep(250) } }; Show`,
      { onProgress: record => seen.push(record) },
    );
    expect(seen).toMatchObject([
      { activity: 'Inner', status: 'at 0', id: 2, parentId: 1, percent: 0, completed: false },
      { percent: 50, completed: false },
      { percent: 100, completed: true },
    ]);
    await pool.close();
  });

  it('takes a secret inside nested data, and never says it in the clear', async () => {
    const pool = await open();
    const secret = await pool.secureString('p\u00e4ss \ud83d\ude00');
    const { output } = await pool.runScript(
      `param($t) $t.inner.GetType().Name; [System.Net.NetworkCredential]::new('', $t.inner).Password.Length; $t.inner`,
      { arguments: [{ inner: secret }] },
    );
    expect(output.slice(0, 2)).toEqual(['SecureString', 7]);
    expect(JSON.stringify(output[2])).not.toContain('ss');
    expect(output[2]).toEqual(psScalar('SS', expect.any(String) as unknown as string));
    await pool.close();
  });
});
