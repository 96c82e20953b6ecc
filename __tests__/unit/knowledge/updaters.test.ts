// Other updaters: every name that the script on a machine can give has a remedy, and a remedy is something to do.
import { describe, expect, it } from 'vitest';
import { remedyFor, wsusDeadline } from '../../../src/knowledge/updaters.ts';
import { functionTexts } from '../../../src/windows/script.ts';

describe('other updaters', () => {
  it('have a remedy each, by the very name in which the machine reports them', () => {
    const text = functionTexts.find(one => one.includes('function Get-OtherUpdater {')) ?? '';
    const body = /function Get-OtherUpdater \{[\s\S]*?\n\}/.exec(text)?.[0] ?? '';
    const names = [...body.matchAll(/\{ '([^']+)'(?:; break)? \}/g)].map(([, name = '']) => name);
    expect(names).toEqual([
      'automatic updates',
      'update deadlines',
      'ConfigMgr',
      'Azure Update Manager',
      'Azure Update Manager on Arc',
      'Cluster-Aware Updating',
    ]);
    for (const name of [...names, wsusDeadline]) expect(remedyFor(name)?.length).toBeGreaterThan(40);
  });

  it('have none where nobody knows the name', () => {
    expect(remedyFor('constructor')).toBeUndefined();
    expect(remedyFor('SolarWinds')).toBeUndefined();
  });
});
