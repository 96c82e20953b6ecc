// What `simulate` costs: ten thousand rollouts of a hundred machines, recording the stories of the machines included, and the incident
// corpus, which is the real engine throughout. The same hundred machines through the real engine, one rollout, say why there is a quick
// path.
import { figuresOf } from '../../src/world/rehearsal/figures.ts';
import { incidentNames, replayIncident } from '../../src/world/rehearsal/incident.ts';
import { recordTracks } from '../../src/world/rehearsal/tracks.ts';
import { costOf, row, title } from './harness.ts';

const machines = 100;
const rollouts = 10_000;

title(`simulate: ${rollouts} rollouts of ${machines} machines`);
const counted = await costOf(() => figuresOf({ rollouts, machines, seed: 1 }));
row({ what: 'counted: wall', values: [counted.wall / 1_000], unit: 's', budget: 10 });
row({ what: 'counted: CPU', values: [counted.cpu / 1_000], unit: 's' });
const real = await costOf(() => recordTracks(machines, 'well', 1));
row({ what: 'one rollout of as many through the real engine: CPU', values: [real.cpu], unit: 'ms' });
const replayed = await costOf(async () => {
  for (const name of incidentNames)
    await replayIncident(name, { machines, seed: 1, signal: new AbortController().signal });
});
row({ what: `${incidentNames.length} incidents replayed: CPU`, values: [replayed.cpu / 1_000], unit: 's' });
