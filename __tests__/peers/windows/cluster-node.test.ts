// Draining and resuming a cluster node in jobs, run by the real engine on a real directory of jobs. The cluster is played by a few touches:
// nodes, places of groups and what pausing does to them. Held to the schemas of the model.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type JobStatus, jobStatusSchema } from '../../../src/model/job.ts';
import { engineAvailable, engineMissing } from '../../support/engine.ts';
import { JobFolder } from '../../support/windows-jobs.ts';

interface Node {
  readonly state?: number;
  readonly votes?: number;
}

interface Cluster {
  /** 19: runs; 3: the service does not; 1: in no cluster. */
  readonly service?: number;
  readonly nodes?: Readonly<Record<string, Node>>;
  readonly witness?: number;
  readonly jobs?: readonly number[];
  readonly disks?: Readonly<Record<string, number>>;
  /** Groups on HV01, and those of them that do not move. */
  readonly groups?: readonly string[];
  readonly stays?: readonly string[];
  /** What a resume does not change. */
  readonly isStubborn?: boolean;
}

const whole: Readonly<Record<string, Node>> = { HV01: {}, HV02: {}, HV03: {} };

/** The touches of a cluster, seen from HV01. */
function touchesOf(cluster: Cluster): string {
  const { service = 19, nodes = whole, witness = 0, jobs = [], disks = {}, groups = ['app01'], stays = [] } = cluster;
  const list = (texts: readonly string[]): string => `@(${texts.map(text => `'${text}'`).join(', ')})`;
  const rows = Object.entries(nodes).map(
    ([name, { state = 0, votes = 1 }]) =>
      `[pscustomobject]@{ Name = '${name}'; State = ${state}; DynamicWeight = ${votes}; NodeDrainStatus = 0 }`,
  );
  const sick = Object.entries(disks).map(
    ([name, health]) => `[pscustomobject]@{ FriendlyName = '${name}'; HealthStatus = ${health} }`,
  );
  return `
    $global:Nodes = @(${rows.join('; ')})
    $global:Groups = ${list(groups)}
    $global:Stays = ${list(stays)}
    function Read-ClusterState { return ${service} }
    function Get-OwnNodeName { return 'HV01' }
    function Read-ClusterNode { $global:Nodes }
    function Read-GroupPlace { foreach ($name in $global:Groups) { [pscustomobject]@{ Node = 'HV01'; Group = $name } }
      [pscustomobject]@{ Node = 'HV01'; Group = 'Available Storage' }; [pscustomobject]@{ Node = 'HV02'; Group = 'Cluster Group' } }
    function Read-VirtualDisk { ${sick.join('; ')} }
    function Read-CimRow { param([string] $Namespace, [string] $Query)
      if ($Query -like '*MSFT_StorageJob*') { foreach ($state in @(${jobs.join(', ')})) { [pscustomobject]@{ JobState = $state } } }
      elseif ($Query -like '*MSCluster_Cluster*') { [pscustomobject]@{ Name = 'hvcluster'; WitnessDynamicWeight = ${witness} } }
      else { throw 'not played: ' + $Query } }
    function Invoke-NodeMethod { param([string] $Node, [string] $Method, [hashtable] $Argument)
      $said = $Method + ' ' + $Node + ' ' + (@($Argument.Keys | ForEach-Object { $_ + '=' + $Argument[$_] }) -join ' ')
      [System.IO.File]::AppendAllText([System.IO.Path]::Combine($global:Folder, 'calls'), $said + [char]10)
      $own = $global:Nodes[0]
      if ($Method -eq 'Pause') {
        $own.State = 2; $global:Groups = @($global:Stays)
        if ($global:Stays.Length -gt 0) { $own.NodeDrainStatus = 3 } else { $own.NodeDrainStatus = 2 }
      }
      elseif (-not $${cluster.isStubborn === true}) { $own.State = 0 } }`;
}

const folders: JobFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function aFolder(): JobFolder {
  const folder = new JobFolder();
  folders.push(folder);
  return folder;
}

function callsIn({ path }: JobFolder): readonly string[] {
  const file = join(path, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

/** Runs one job as its task would, on such a cluster. */
async function runJob(folder: JobFolder, parameters: Record<string, unknown>, cluster: Cluster) {
  const key = String(parameters.Key);
  const { failure } = await folder.call('Start-PatchringJob', parameters);
  expect(failure).toBeUndefined();
  await folder.run(key, touchesOf(cluster));
  return jobStatusSchema.parse((await folder.call('Get-PatchringJob', { Key: key })).output[0]);
}

const drain = (folder: JobFolder, cluster: Cluster, after: readonly string[] = [], key = 'drain-1') =>
  runJob(folder, { Key: key, Kind: 'drain', Drain: after }, cluster);

const resume = (folder: JobFolder, cluster: Cluster, drains: readonly string[] = ['drain-1']) =>
  runJob(folder, { Key: 'resume-1', Kind: 'resume', Drain: drains }, cluster);

function resultOf(status: JobStatus): unknown {
  return status.state === 'finished' ? status.result : status;
}

describe.skipIf(!engineAvailable)(`a cluster node${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  it('is paused and drained, never by force, and bears the mark of it', async () => {
    const folder = aFolder();
    expect(resultOf(await drain(folder, {}))).toEqual({ outcome: 'drained', code: null, detail: '', stayed: [] });
    expect(callsIn(folder)).toEqual(['Pause HV01 DrainType=1']);
    expect(folder.files('drain-1')).toContain('paused.xml');
  });

  it.each<[string, Cluster, string, string]>([
    [
      'was paused before',
      { nodes: { ...whole, HV01: { state: 2 } } },
      'CLUSTER_NODE_PAUSED',
      'node HV01 was paused before',
    ],
    [
      'is down in its cluster',
      { nodes: { ...whole, HV01: { state: 3 } } },
      'CLUSTER_NODE_DOWN',
      'node HV01 is in state 3',
    ],
    ['has no cluster service', { service: 3 }, 'CLUSTER_NODE_DOWN', 'the cluster service does not run here'],
    [
      'is not the only one away',
      { nodes: { ...whole, HV02: { state: 2 }, HV03: { state: 1 } } },
      'CLUSTER_NODES_DOWN',
      'not up: HV02 (state 2), HV03 (state 1)',
    ],
    [
      'has the deciding vote',
      { nodes: { HV01: {}, HV02: { votes: 0 } } },
      'CLUSTER_QUORUM_AT_RISK',
      '0 of 1 votes would remain',
    ],
    ['has half of the votes', { nodes: { HV01: {}, HV02: {} } }, 'CLUSTER_QUORUM_AT_RISK', '1 of 2 votes would remain'],
    [
      'holds storage that repairs itself',
      { jobs: [4, 7] },
      'CLUSTER_STORAGE_BUSY',
      '1 repairs of storage are under way',
    ],
    [
      'holds a disk that lacks a copy',
      { disks: { Volume1: 0, Volume2: 1 } },
      'CLUSTER_STORAGE_BUSY',
      'not healthy: Volume2',
    ],
  ])('that %s is not touched', async (_, cluster, code, detail) => {
    const folder = aFolder();
    expect(resultOf(await drain(folder, cluster))).toEqual({ outcome: 'refused', code, detail, stayed: [] });
    expect(callsIn(folder)).toEqual([]);
    expect(folder.files('drain-1')).not.toContain('paused.xml');
  });

  it('is drained where the witness keeps the quorum', async () => {
    expect(resultOf(await drain(aFolder(), { nodes: { HV01: {}, HV02: {} }, witness: 1 }))).toMatchObject({
      outcome: 'drained',
    });
  });

  it('is none where the machine is in no cluster', async () => {
    expect(resultOf(await drain(aFolder(), { service: 1 }))).toMatchObject({ outcome: 'noMember' });
  });

  it('names the roles that do not move', async () => {
    const stuck = await drain(aFolder(), { groups: ['app01', 'app02'], stays: ['app02'] });
    expect(resultOf(stuck)).toMatchObject({ outcome: 'stuck', code: null, stayed: ['app02'] });
  });

  it('that one of our own drains has paused is drained again', async () => {
    const folder = aFolder();
    await drain(folder, { stays: ['app01'] });
    const paused = { nodes: { ...whole, HV01: { state: 2 } } };
    expect(resultOf(await drain(folder, paused, ['drain-1'], 'drain-2'))).toMatchObject({ outcome: 'drained' });
  });

  it('takes roles again by the policy of each group, where the pause is ours', async () => {
    const folder = aFolder();
    await drain(folder, {});
    const paused = { nodes: { ...whole, HV01: { state: 2 } } };
    expect(resultOf(await resume(folder, paused))).toEqual({ outcome: 'resumed', detail: '' });
    expect(callsIn(folder)).toEqual(['Pause HV01 DrainType=1', 'Resume HV01 FailbackType=2']);
  });

  it('stays as a person has paused it', async () => {
    const folder = aFolder();
    const paused = { nodes: { ...whole, HV01: { state: 2 } } };
    await drain(folder, paused);
    expect(resultOf(await resume(folder, paused))).toMatchObject({ outcome: 'notOurs' });
    expect(callsIn(folder)).toEqual([]);
  });

  it('that is up already has nothing to take back', async () => {
    const folder = aFolder();
    await drain(folder, {});
    expect(resultOf(await resume(folder, {}))).toEqual({ outcome: 'resumed', detail: '' });
    expect(callsIn(folder)).toEqual(['Pause HV01 DrainType=1']);
  });

  it('that does not come up says in which state it is, after its time', async () => {
    const folder = aFolder();
    await drain(folder, {});
    const stubborn = { nodes: { ...whole, HV01: { state: 2 } }, isStubborn: true };
    expect(resultOf(await resume(folder, stubborn))).toEqual({ outcome: 'stuck', detail: 'node HV01 is in state 2' });
  });

  it('is never resumed without saying by which drain', async () => {
    const { failure } = await aFolder().call('Start-PatchringJob', { Key: 'resume-1', Kind: 'resume' });
    expect(failure?.id).toContain('JOB_PARAMETERS_INVALID');
  });
});
