// `validate`: the policy and the inventory, every fault at once. It asks nobody: no machine, no
// credential, no network; what it says of a good policy is what the policy means, ring by ring, in
// whole numbers.
import { count } from '../report/words.ts';
import { defineCommand } from './command.ts';
import { readPolicy } from './policy-input.ts';
import { ringLines } from './ring-lines.ts';

export const validate = defineCommand({
  name: 'validate',
  summary: 'Checks the policy and the inventory: every fault at once, with its place.',
  help: 'It touches no machine, needs no credentials and no network: run it on every pull request.',
  options: [],
  run: async ({ platform, options }) => {
    const loaded = await readPolicy(platform, options);
    const { policy, machines } = loaded;
    const rings = ringLines(loaded);
    const assigned = rings.reduce((sum, ring) => sum + ring.machines, 0);
    const idle = machines.length - assigned;
    const outside =
      idle === 0 ? '' : ` ${count(idle, 'machine')} of the inventory ${idle === 1 ? 'is' : 'are'} in no ring.`;
    return {
      conclusion: 'succeeded',
      line: `VALID: ${policy.name}, ${count(assigned, 'machine')} in ${count(rings.length, 'ring')}.${outside}`,
      details: rings.map(({ text }) => text),
      result: {
        name: policy.name,
        machines: machines.length,
        rings: rings.map(({ name, machines: size, waves }) => ({ name, machines: size, waves })),
      },
    };
  },
});
