// The owner's scripts on each implementation of the Fleet port: the largest text that a policy takes, and letters that mean something to
// shells, lists and XML, arrive at the machine as they were.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { jobStatusSchema, type Work } from '../../src/model/job.ts';
import { scriptsReadingSchema } from '../../src/model/reading.ts';
import { got, implementations, story } from '../support/fleets.ts';
import { hour } from '../support/simulation.ts';

describe.each(implementations)('%s', (_, create) => {
  it('runs the owner’s scripts, and says what detect finds', async () => {
    const { machine, clock } = await create(story('calm'));
    const script = (text: string) => ({ sha256: createHash('sha256').update(text).digest('hex'), text });
    const update = { updateId: '11111111-1111-4222-8333-444455556666', revision: 1 };
    const detect = script('\ufeff$true # Ä | $(x)\r\n');
    const afterwards = async (work: Work) => {
      got(await machine('t01').startJob(`k-${work.kind}`, work));
      await clock.sleepUntil(clock.now() + hour);
      const status = jobStatusSchema.parse(got(await machine('t01').pollJob(`k-${work.kind}`)));
      await machine('t01').removeJob(`k-${work.kind}`);
      return status.state === 'finished' ? status.result : status;
    };
    expect(await afterwards({ kind: 'detect', detect })).toEqual({ installed: false, version: null });
    const installed = await afterwards({ kind: 'script', update, run: script('x'.repeat(262_144)), detect });
    expect(installed).toMatchObject({ updates: [{ ...update, outcome: 'installed' }], needsRestart: false });
    expect(await afterwards({ kind: 'detect', detect })).toEqual({ installed: true, version: '1.0' });
    const gone = await afterwards({ kind: 'removal', update, run: script('y'), detect });
    expect(gone).toMatchObject({ removed: [`${update.updateId}@1`], kept: [] });
    expect(await afterwards({ kind: 'detect', detect })).toEqual({ installed: false, version: null });
  });

  it('runs the owner’s scripts that look, each under its key, beside readings of our own', async () => {
    const { machine } = await create(story('calm'));
    const text = '\ufeff$true # Ä | $(x)\r\n';
    const script = { sha256: createHash('sha256').update(text).digest('hex'), text, timeout: 30_000 };
    const readings = await machine('t01').probe(['scripts', 'boot'], {
      scripts: [
        { ...script, key: 'a' },
        { ...script, key: 'b' },
      ],
    });
    const scripts = scriptsReadingSchema.parse(got(readings.scripts));
    expect(Object.keys(scripts)).toEqual(['a', 'b']);
    expect(scripts.a).toMatchObject({ ended: 'done', last: '{"verdict":"pass"}' });
    expect(got(readings.boot).bootId).not.toBe('');
    expect(got((await machine('t01').probe(['scripts'])).scripts)).toEqual({});
  });
});
