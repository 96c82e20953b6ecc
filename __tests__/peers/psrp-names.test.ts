// Names and numbers of the protocol, held against those that Microsoft's engine is built with: they are its own constants, read by
// reflection. A slip of the pen in a table of ours would be invisible to tests in which both sides are ours.
import { describe, expect, it } from 'vitest';
import { hostMethodReturns, hostMethods } from '../../src/winrm/psrp/host.ts';
import { messageTypes, pipelineStates, poolStates } from '../../src/winrm/psrp/messages.ts';
import { faultMeanings, inUseOrDisconnected } from '../../src/winrm/wsman/fault-numbers.ts';
import { signals } from '../../src/winrm/wsman/names.ts';
import { engineAvailable, engineMissing, runScript } from '../support/engine.ts';

const script = `
$types = [psobject].Assembly.GetTypes()
$flags = [System.Reflection.BindingFlags] 'NonPublic,Static,Public'
function Read-Constants { param([string] $Name)
  $found = @{}
  foreach ($type in $types) { if ($type.Name -eq $Name) {
    foreach ($field in $type.GetFields($flags)) { if ($field.IsLiteral) { $found[$field.Name] = $field.GetRawConstantValue() } } } }
  $found }
$returns = @{}
foreach ($type in $types) { if ($type.Name -eq 'RemoteHostMethodInfo') {
  $lookUp = $type.GetMethod('LookUp', $flags)
  foreach ($number in 1..56) {
    $info = $lookUp.Invoke($null, @([Enum]::ToObject($lookUp.GetParameters()[0].ParameterType, $number)))
    $property = $type.GetProperty('ReturnType', [System.Reflection.BindingFlags] 'NonPublic,Public,Instance')
    $returns["$number"] = $property.GetValue($info) -ne [void] } } }
[pscustomobject]@{
  Transport = Read-Constants 'WSManClientCommandTransportManager'
  Plugin = Read-Constants 'WSManPluginConstants'
  Native = Read-Constants 'WSManNativeApi'
  HostMethods = Read-Constants 'RemoteHostMethodId'
  DataTypes = Read-Constants 'RemotingDataType'
  PoolStates = Read-Constants 'RunspacePoolState'
  PipelineStates = Read-Constants 'PSInvocationState'
  Returns = $returns
}`;

type Names = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

async function readNames(): Promise<Names> {
  const { output, failure } = await runScript([{ text: script }], undefined, 60_000);
  if (failure !== undefined) throw new Error(failure.message);
  return output[0] as Names;
}

describe.skipIf(!engineAvailable)(
  `the engine's own names${engineMissing && `: skipped: ${engineMissing}`}`,
  async () => {
    const names = engineAvailable ? await readNames() : {};

    it('spell the signal that stops a pipeline as we do, in client and server', () => {
      expect(names.Transport?.StopSignal).toBe(signals.stopPipeline);
      expect(names.Plugin?.CtrlCSignal).toBe(signals.stopPipeline);
    });

    it('number the methods of a host as we do, and agree on which of them return something', () => {
      expect(Object.fromEntries(hostMethods.map((name, index) => [name, index + 1]))).toEqual(names.HostMethods);
      const ours = hostMethods.map((_, index) => [`${index + 1}`, hostMethodReturns(index + 1)] as const);
      expect(Object.fromEntries(ours)).toEqual(names.Returns);
    });

    it('number messages as we do', () => {
      const theirs = new Set(Object.values(names.DataTypes ?? {}).map(value => Number(value) >>> 0));
      for (const [name, number] of Object.entries(messageTypes)) expect(theirs, name).toContain(number);
    });

    it('number states as we do', () => {
      const lower = (of: Readonly<Record<string, unknown>> = {}) =>
        Object.fromEntries(Object.entries(of).map(([name, value]) => [name.toLowerCase(), value]));
      // The engine numbers what it calls Disconnected apart from the protocol; no machine ever says it.
      const { disconnected: _, ...said } = poolStates;
      expect(lower(names.PoolStates)).toMatchObject(lower(said));
      expect(lower(names.PipelineStates)).toMatchObject(lower(pipelineStates));
    });

    it('know no fault that our table does not', () => {
      const unsigned = Object.entries(names.Native ?? {})
        .filter(([name]) => name.startsWith('ERROR_WSMAN_'))
        .map(([name, value]) => [name, Number(value) >>> 0] as const);
      expect(unsigned.length).toBeGreaterThan(10);
      expect(new Map(unsigned).get('ERROR_WSMAN_INUSE_CANNOT_RECONNECT')).toBe(inUseOrDisconnected);
      for (const [name, number] of unsigned) expect([...faultMeanings.keys()], name).toContain(number);
    });
  },
);
