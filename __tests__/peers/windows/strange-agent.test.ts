// Every body that asks the update agent, with agents that answer what no manual has: each gives what the schema of the model takes, or
// fails as a whole with a sentence. Nothing that an agent says becomes an update that was not planned.
import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import * as schemas from '../../../src/model/reading.ts';
import { engineAvailable, engineMissing, runScript } from '../../support/engine.ts';
import { machineScripts, patience } from '../../support/windows.ts';
import { type AgentState, type AgentUpdate, updateAgent } from '../../support/windows-update-agent.ts';

const id = '11111111-1111-4222-8333-444455556666';
const update: AgentUpdate = { id, revision: 7, properties: { KBArticleIDs: ['5000010'], Title: 'x' } };
const planned = { Update: [`${id}@7`] };

const bodies: readonly (readonly [string, z.ZodType, object])[] = [
  ['Invoke-PatchringScan', schemas.scanResultSchema, {}],
  ['Invoke-PatchringStage', schemas.stageResultSchema, planned],
  ['Invoke-PatchringInstall', schemas.installResultSchema, planned],
  ['Invoke-PatchringVisibility', schemas.showResultSchema, planned],
];

const everything = [
  ...['Title', 'KBArticleIDs', 'Categories', 'MaxDownloadSize', 'IsDownloaded', 'IsInstalled', 'EulaAccepted'],
  ...['LastDeploymentChangeTime', 'Deadline', 'SupersededUpdateIDs', 'CveIDs'],
];
const agents: readonly (readonly [string, AgentState])[] = [
  ['offers an update without an identity', { updates: [{ ...update, id: '' }] }],
  ['ends the search with a code of its own', { updates: [update], resultCode: 9 }],
  ['gives up the search', { updates: [update], searchThrows: -2145107924 }],
  ['lets no property be read', { updates: [{ ...update, broken: everything }] }],
  ['has no behaviour', { updates: [{ ...update, behaviour: null }] }],
  [
    'has properties of other types',
    {
      updates: [
        {
          ...update,
          properties: {
            ...{ Title: 5, KBArticleIDs: ['KB', 'x', null, '5000010'], MaxDownloadSize: 0, CveIDs: [7] },
            ...{ Categories: [{ CategoryID: null, Name: null }], SupersededUpdateIDs: [null], Deadline: 'soon' },
          },
        },
      ],
    },
  ],
  [
    'ends download and installation with codes of its own',
    { updates: [{ ...update, download: { code: 9 }, install: { code: 9 } }], background: null },
  ],
  ['offers the same update twice', { updates: [update, update] }],
  ['offers another revision, whatever was asked for', { updates: [{ ...update, revision: 8 }], isSloppy: true }],
];

describe.skipIf(!engineAvailable)(`a strange agent${engineMissing && `: skipped: ${engineMissing}`}`, () => {
  const cases = agents.flatMap(([what, agent]) =>
    bodies.map(([name, schema, more]) => ({ name, what, agent, schema, more })),
  );

  it.each(cases)('$name gives a whole result or none where the agent $what', async ({ name, agent, schema, more }) => {
    const scripts = machineScripts(['Start-PatchringJob'], { functions: updateAgent(agent) });
    const parameters = { Command: name, Parameters: { Directory: '/job', Source: 'machine', ...more } };
    const { output, failure } = await runScript(scripts, { name: 'Get-Told', parameters }, patience);
    if (failure !== undefined) {
      expect(failure.message.trim()).not.toBe('');
      return;
    }
    const { result } = output[0] as { readonly result: unknown };
    const parsed = schema.safeParse(result);
    expect(parsed.error?.issues ?? []).toEqual([]);
    if (name === 'Invoke-PatchringScan') return;
    const { updates } = parsed.data as { readonly updates: readonly { readonly updateId: string; revision: number }[] };
    expect(updates.map(one => `${one.updateId}@${one.revision}`)).toEqual(planned.Update);
  });
});
