// `demo`, every story, as a stranger runs it: the built command line in a process of its own, wall and CPU time. The exit code says
// whether the story ended as it must.
import { join } from 'node:path';
import { scenarios } from '../../src/simulation/scenarios.ts';
import { doors, row, runNode, title } from './harness.ts';

title('demo: 20 machines');
for (const { name } of scenarios) {
  const runs = [];
  for (let turn = 0; turn < 3; turn += 1)
    runs.push(await runNode([join(doors, 'dist/cli.mjs'), 'demo', '--scenario', name]));
  const isRight = runs.every(({ exitCode }) => exitCode === 0);
  const what = `${name}${isRight ? '' : ' (DID NOT END AS IT MUST)'}`;
  row({ what: `${what}: wall`, values: runs.map(({ wall }) => wall / 1_000), unit: 's', budget: 10 });
  row({ what: `${what}: CPU`, values: runs.map(({ cpu }) => cpu / 1_000), unit: 's' });
}
