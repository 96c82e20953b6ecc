// A plan of 5,000 machines, scans aside: policy and inventory read from files with every rule checked, and the plan built from what
// the first ring was offered.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPolicy } from '../../src/policy/load.ts';
import { sourceOf } from '../../src/policy/source.ts';
import { buildPlan, policyHashOf } from '../../src/rollout/build.ts';
import { survey } from '../../src/rollout/perform/survey.ts';
import { ringToSurvey } from '../../src/rollout/survey.ts';
import { createVirtualClock } from '../../src/simulation/clock.ts';
import { simulatedPlay } from '../../src/simulation/embedded.ts';
import { scenarioNamed } from '../../src/simulation/scenarios.ts';
import { costOf, repeat, row, title } from './harness.ts';

const machines = 5_000;
const scenario = scenarioNamed('calm');
if (scenario === undefined) throw new Error('the calm story is gone');
const clock = createVirtualClock(scenario.startAt);
const {
  fleet,
  policy: policyText,
  inventory,
} = simulatedPlay({ scenario, machines, seed: 1, scale: 'realistic', clock });
const directory = await mkdtemp(join(tmpdir(), 'patchring-plan-'));
const file = join(directory, 'patchring.yml');
await writeFile(file, policyText);
await writeFile(join(directory, 'machines.yml'), inventory);

const loaded = await loadPolicy({ policy: file });
const first = ringToSurvey(loaded.policy, loaded.machines);
if (first === undefined) throw new Error('a story has machines');
const rows = await survey({
  machines: first.machines,
  source: sourceOf(loaded.policy),
  scansAtOnce: loaded.policy.scan.parallel,
  policyHash: policyHashOf(loaded.policy),
  fleet,
  clock,
  signal: new AbortController().signal,
});

title(`plan: ${machines} machines, ${rows.length} of them surveyed`);
const reading = await repeat(5, () => costOf(() => loadPolicy({ policy: file })));
const build = () => buildPlan({ ...loaded, survey: { ring: first.ring, rows }, now: clock.now() });
const building = await repeat(5, () => costOf(build));
row({ what: 'policy and inventory read and checked', values: reading.map(({ wall }) => wall), unit: 'ms' });
row({ what: 'plan built', values: building.map(({ wall }) => wall), unit: 'ms' });
const both = reading.map(({ wall }, turn) => wall + (building[turn]?.wall ?? 0));
row({ what: 'together', values: both, unit: 'ms', budget: 2_000 });
await rm(directory, { recursive: true });
