// `gate: script` in whole rollouts: its text goes into the plan, is run before and after on every machine, and decides like any gate.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/commands/plan-lines.ts';
import { planSchema } from '../../../src/rollout/plan.ts';
import { september2026 } from '../../../src/simulation/catalogue.ts';
import type { FaultOf } from '../../../src/simulation/faults.ts';
import { aServer, ring, runToTheEnd, type Stage, setRings } from '../../support/rollouts.ts';

const text = 'exit 0';
const sha256 = createHash('sha256').update(text).digest('hex');
const probeScripts = [{ file: 'probe.ps1', sha256, text }];
const gates = { after: [{ gate: 'script', file: 'probe.ps1' }] };
const [update] = september2026;
const bad = (fault: Omit<FaultOf<'probeBad'>, 'kind'>) => aServer('t', { faults: [{ kind: 'probeBad', ...fault }] });
const staged = (machine: ReturnType<typeof aServer>, chosen: object = gates) =>
  setRings([ring('test')], [machine], { policy: { gates: chosen }, probeScripts });
/** Why the machine is not as it should be. */
const whyOf = (stage: Stage) =>
  stage.events.flatMap(event =>
    event.kind === 'machineFailed' || event.kind === 'machineSkipped' ? [event.failure.message] : [],
  );

describe('gate script', () => {
  it('puts the text of the script into the plan, under its hash, and shows it to whoever approves', async () => {
    const { plan } = await staged(aServer('t'));
    expect(plan.probeScripts).toEqual(probeScripts);
    expect(planLines(plan).join('\n')).toContain(`gate  probe.ps1  ${sha256}`);
    expect(planSchema.safeParse(JSON.parse(JSON.stringify(plan))).success).toBe(true);
    const forged = { ...plan, probeScripts: [{ file: 'probe.ps1', sha256, text: 'exit 1' }] };
    expect(planSchema.safeParse(JSON.parse(JSON.stringify(forged))).success).toBe(false);
  });

  it('lets a machine through that it finds well', async () => {
    const stage = await staged(aServer('t'));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded' });
  });

  it('halts where it fails after the update and was well before', async () => {
    const stage = await staged(bad({ how: 'fails', kb: update?.kb ?? '' }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'halted' });
    expect(whyOf(stage).join()).toContain('probe.ps1 ended with exit code 2');
  });

  it('blames a script that was red before on nobody', async () => {
    const stage = await staged(bad({ how: 'fails' }));
    expect((await runToTheEnd(stage)).standing).toMatchObject({ conclusion: 'succeeded' });
  });

  it('begins with no machine that it fails before', async () => {
    const stage = await staged(bad({ how: 'late' }), { before: [{ gate: 'script', file: 'probe.ps1' }], ...gates });
    await runToTheEnd(stage);
    expect(whyOf(stage).join()).toContain('probe.ps1 did not end in its time');
    expect(stage.fleet.models.books().flatMap(({ jobs }) => jobs.map(({ kind }) => kind))).not.toContain('install');
  });

  it('opens nothing on nonsense', async () => {
    const stage = await staged(bad({ how: 'nonsense' }));
    expect((await runToTheEnd(stage)).standing.conclusion).not.toBe('succeeded');
  });
});
