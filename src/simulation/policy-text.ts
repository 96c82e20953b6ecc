// The policy and the inventory of a story as files: what a stranger opens first, so they are written to be read.
// Nothing in them is special to the embedded fleet beside addresses and times; a test holds them to the policy's
// own schema.
import type { MachineEntry } from '../model/machine.ts';
import type { Scale, Scenario } from './scenarios.ts';

export interface PolicyTextOptions {
  readonly scale: Scale;
  /** PEM file beside the policy; without it the fleet speaks sealed HTTP. */
  readonly ca?: string;
}

/** Gates with patience for seconds: in real time nobody watches a settle of five minutes. */
const shortGates = `gates:
  after:
    - { gate: cameBack, timeout: 15s }
    - { gate: hotpatch, settle: 1s }
    - buildIsTarget
    - { gate: services, settle: 1s, confirm: 1 }
    - { gate: events, settle: 1s }

`;

/** In real time nobody watches a repair of storage for five minutes. */
const shortClusterGates = shortGates.replace(
  'gates:\n',
  'gates:\n  before: [reachable, noPendingRestart, { gate: cluster, lookAgain: 1s }]\n',
);

/** The usual gates, and the one that is not asked where Hotpatch is ignored: it judges because it is named. */
const namedGates = `gates:
  after: [cameBack, hotpatch, buildIsTarget, services, events]

`;

function gatesOf(scenario: Scenario, scale: Scale): string {
  if (scale === 'short') return scenario.repair === undefined ? shortGates : shortClusterGates;
  return scenario.policy.hotpatch === undefined ? '' : namedGates;
}

/** `patchring.yml` of a story. */
export function policyOf(scenario: Scenario, { scale, ca }: PolicyTextOptions): string {
  const soak = scale === 'short' ? '2s' : '24h';
  const { hotpatch, onRegression } = scenario.policy;
  const connection = ca === undefined ? '{ transport: http-sealed }' : `{ transport: https, ca: ${ca} }`;
  const regression = onRegression === 'halt' ? '' : `\n    onRegression: ${onRegression}`;
  return `# The embedded fleet, story "${scenario.name}".
# ${scenario.story}
# It lets in $PATCHRING_USERNAME with $PATCHRING_PASSWORD, and nobody else.
version: 1
name: windows-servers
inventory: machines.yml
connection: ${connection}
${hotpatch === undefined ? '' : `hotpatch: ${hotpatch} # no update is held back for its sake; the gate still watches\n`}
${gatesOf(scenario, scale)}rings:
  - name: test
    machines: { label: ring=test }
    window: anytime
    waves: [1, 100%]
    maxUnavailable: 2
    soak: ${soak}
  - name: pilot
    machines: { label: ring=pilot }
    window: anytime
    waves: [1, 50%, 100%]
    maxUnavailable: 2
    soak: ${soak}${regression}
  - name: production
    machines: { label: ring=production }
    window: anytime
    waves: [10%, 50%, 100%]
    maxUnavailable: 25%
    soak: ${soak}${regression}
`;
}

/** `machines.yml`. */
export function inventoryOf(entries: readonly MachineEntry[]): string {
  const lines = entries.map(({ name, address, port, labels }) => {
    const where = address === undefined ? '' : ` address: ${address},${port === undefined ? '' : ` port: ${port},`}`;
    const words = Object.entries(labels).map(([key, value]) => `${key}: ${value}`);
    return `  - { name: ${name},${where} labels: { ${words.join(', ')} } }`;
  });
  return `machines:\n${lines.join('\n')}\n`;
}
