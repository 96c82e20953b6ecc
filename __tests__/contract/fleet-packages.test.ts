// Files before the window on each implementation of the Fleet port: the same work in, the same result out, and the job stands until it is
// forgotten.
import { describe, expect, it } from 'vitest';
import { jobStatusSchema, type Work } from '../../src/model/job.ts';
import { got, implementations, story } from '../support/fleets.ts';
import { hour } from '../support/simulation.ts';

describe.each(implementations)('%s', (_, create) => {
  it('copies and checks files, installs none of them, and keeps them until it is told', async () => {
    const { machine, clock } = await create(story('calm'));
    const sha256 = '0123456789abcdef'.repeat(4);
    const file = '\\\\files\\updates\\kb5122871.msu';
    const prerequisites = [{ file: '\\\\files\\updates\\kb5043080.msu', sha256 }];
    const work: Work = { kind: 'stage', packages: [{ kb: 'KB5122871', sha256, file, prerequisites }] };
    const before = got((await machine('t01').probe(['packages'])).packages);
    got(await machine('t01').startJob('k-stage', work));
    await clock.sleepUntil(clock.now() + hour);
    const status = jobStatusSchema.parse(got(await machine('t01').pollJob('k-stage')));
    expect(status).toMatchObject({
      state: 'finished',
      kind: 'stage',
      result: { updates: [{ kbs: ['KB5122871'], outcome: 'downloaded' }] },
    });
    expect(got((await machine('t01').probe(['packages'])).packages)).toEqual(before);
    expect(got(await machine('t01').startJob('k-stage', work))).toEqual(status);
    expect(got(await machine('t01').removeJob('k-stage'))).toBe('removed');
  });
});
