// Conversations of real machines, replayed by one replayer that knows none of them: our client must say what was said there,
// and hear what was answered. What was heard is counted in the raw bytes, not with our own reader.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toPlain } from '../../src/winrm/index.ts';
import type { PlainValue } from '../../src/winrm/psrp/clixml/plain.ts';
import { rawMessageTypes, readRecording, recordings } from '../support/recording.ts';
import { type Outcome, Replay } from '../support/replay-driver.ts';

const missing = recordings === undefined;
const names = recordings ?? ['skipped: no recordings'];

async function play(name: string): Promise<readonly Outcome[]> {
  const replay = new Replay(readRecording(name));
  await replay.play();
  return replay.outcomes;
}

/** What pipelines said before they ended, well or badly. */
function outputsOf(outcomes: readonly Outcome[]): readonly PlainValue[] {
  return outcomes.flatMap(outcome => {
    if (outcome.kind === 'pipeline') return outcome.result.output.map(toPlain);
    const partial = outcome.kind === 'error' ? outcome.error.detail.result : undefined;
    return partial === undefined ? [] : (partial as { output: Parameters<typeof toPlain>[0][] }).output.map(toPlain);
  });
}

const errorsOf = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap(outcome => (outcome.kind === 'error' ? [outcome.error] : []));

describe.skipIf(missing)('a recorded machine is spoken to as it was, and heard', () => {
  it.each(names)('%s', async name => {
    const exchanges = readRecording(name);
    const replay = new Replay(exchanges);
    await replay.play();
    expect(replay.transport.position).toBe(exchanges.length);
    const types = exchanges.flatMap(exchange => rawMessageTypes(exchange.response ?? ''));
    expect(outputsOf(replay.outcomes)).toHaveLength(types.filter(type => type === 0x00041004).length);
  });
});

describe.skipIf(missing)('what recorded machines said', () => {
  it('puts a file of 300 KB together as it was, by the hash that the machine computed', async () => {
    const [...texts] = outputsOf(await play('test_client_fetch_file.yml'));
    const hash = texts.pop();
    const bytes = Buffer.concat(texts.map(text => Buffer.from(String(text), 'base64')));
    expect(createHash('sha1').update(bytes).digest('hex')).toBe(hash);
  });

  it('keeps what was said before a pipeline failed, and the error apart', async () => {
    const outcomes = await play('test_psrp_error_failed.yml');
    expect(outputsOf(outcomes)).toEqual(['before']);
    expect(errorsOf(outcomes)).toMatchObject([
      {
        code: 'WINRM_PIPELINE_FAILED',
        detail: {
          error: {
            message: 'error',
            errorId: 'Microsoft.PowerShell.Commands.WriteErrorException',
            category: 'NotSpecified',
            hresult: -2146233087,
            exceptionType: 'Microsoft.PowerShell.Commands.WriteErrorException',
          },
        },
      },
    ]);
  });

  it('reads a JEA endpoint refusing a script, and a typed call that it allows', async () => {
    const outcomes = await play('test_psrp_with_jea_configuration.yml');
    expect(outputsOf(outcomes)).toMatchObject([{ Name: 'AllowUnencrypted', Value: 'true', PSIsContainer: false }]);
    expect(errorsOf(outcomes)).toMatchObject([
      { code: 'WINRM_PIPELINE_FAILED', detail: { error: { errorId: 'ScriptsNotAllowed', category: 'ParserError' } } },
    ]);
  });

  it('asks again when nothing came in time, whatever the status said', async () => {
    expect(outputsOf(await play('test_psrp_long_running_cmdlet.yml'))).toEqual(['hi']);
    const [command] = await play('test_winrs_operation_timeout.yml');
    expect(command).toEqual({ kind: 'command', result: { stdout: 'hi\nhi again\n', stderr: '', exitCode: 0 } });
  });

  it('tells a vanished command by the number of its fault', async () => {
    expect(errorsOf(await play('test_psrp_receive_failure.yml'))).toMatchObject([
      { code: 'WINRM_SHELL_GONE', retryable: false, detail: { fault: 2150858843, httpStatus: 500 } },
    ]);
  });

  it('gives up on a key that never comes by its own clock', async () => {
    expect(errorsOf(await play('test_psrp_key_exchange_timeout.yml'))).toMatchObject([
      { code: 'WINRM_DEADLINE_EXCEEDED' },
    ]);
  });

  it('reads the sizes of a machine from its configuration', async () => {
    expect(await play('test_wsman_update_envelope_size_500.yml')).toEqual([
      { kind: 'value', value: { maxEnvelopeSize: 512_000, maxTimeout: 60_000, maxBatchItems: 32_000 } },
    ]);
  });

  it('finds the pools that another client left', async () => {
    const disconnected = { state: 'Disconnected', idleTimeout: 7_200_000 };
    const [shells, first, second] = await play('test_psrp_disconnect_runspaces.yml');
    expect(shells).toMatchObject({ kind: 'value', value: [disconnected, disconnected] });
    expect([first, second]).toEqual([
      { kind: 'value', value: [] },
      { kind: 'value', value: [] },
    ]);
  });
});
