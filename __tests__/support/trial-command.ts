// A command for tests alone, behind the real doors: what platforms must bear and real commands seldom do. Which story it plays is said in
// PATCHRING_TRIAL; it bears the name of a command that the manifests know. `trial-doors.ts` puts it behind the doors.
import { createServer } from 'node:net';
import { type CommandEntry, defineCommand, type Outcome } from '../../src/commands/command.ts';
import { FailureError, failureOf } from '../../src/model/failure.ts';
import { escapeMarkdown } from '../../src/platforms/neutral.ts';
import type { Platform } from '../../src/platforms/platform.ts';
import { hostileLines } from './hostile.ts';
import { playHostileRollouts } from './hostile-rollouts.ts';

const done: Outcome = { conclusion: 'succeeded', line: 'SUCCEEDED: all rings are done.' };

function sayEverywhere(platform: Platform, texts: readonly string[]): Outcome {
  for (const text of texts) {
    platform.log(text);
    platform.log(text, 'bad');
    platform.log([text, `sql01: ${text}`], 'debug');
    platform.group(text);
    platform.annotate('warning', text, text);
  }
  const said = texts.join(' ');
  return {
    conclusion: 'halted',
    line: `HALTED in pilot: ${said}`,
    details: texts,
    outputs: { rings: JSON.stringify(texts), ring: texts[0] ?? '' },
    summary: `**halted**\n\n| machine | error |\n| --- | --- |\n${texts.map(text => `| sql01 | ${escapeMarkdown(text)} |\n`).join('')}`,
    result: { errors: texts },
  };
}

const trial = defineCommand({
  name: 'validate',
  summary: 'Plays a story for tests.',
  help: '',
  options: [],
  async run({ platform, env, signal }): Promise<Outcome> {
    const secrets = ['PASSWORD', 'CLIENT_KEY', 'DEPLOYMENTS_TOKEN', 'TIER0_PASSWORD', 'VAULT_SECRET'];
    const password = secrets.map(name => env[`PATCHRING_${name}`] ?? '').find(value => value !== '') ?? '';
    switch (env.PATCHRING_TRIAL) {
      case 'hostile':
        return sayEverywhere(platform, hostileLines);
      case 'hostile machines':
        return playHostileRollouts(platform);
      case 'leak':
        return sayEverywhere(platform, [
          `logon failed for svc:${password}`,
          `Basic ${Buffer.from(`svc:${password}`).toString('base64')}`,
          `-EncodedCommand ${Buffer.from(password, 'utf16le').toString('base64')}`,
          `https://u:${encodeURIComponent(password)}@host`,
          JSON.stringify({ password }),
          password.split('').join('\u200b'),
        ]);
      case 'rollout':
        return {
          conclusion: 'halted',
          line: `HALTED: as ${env.PATCHRING_USERNAME ?? 'nobody'}.`,
          rollout: {
            id: 'windows-servers-3f9ac2',
            percent: 45,
            rings: [
              { name: 'test', state: 'passed' },
              { name: 'pilot', state: 'halted' },
              { name: 'production', state: 'waiting' },
            ],
            testResults: '/tmp/TEST-patchring.xml',
          },
        };
      case 'held':
        return {
          conclusion: 'held',
          line: 'HELD: KB5070881 is on hold.',
          outputs: { 'next-due': '2026-12-09T21:00:00Z' },
        };
      case 'demo':
        return { conclusion: 'halted', line: 'The story ended as it must.', exitCode: 0 };
      case 'bug':
        throw new TypeError(`cannot read ${password} of undefined`);
      case 'late bug':
        setTimeout(() => {
          throw new TypeError('thrown where nobody waits');
        }, 1);
        return new Promise(() => {});
      case 'wrong input':
        throw new FailureError([
          failureOf('POLICY_KEY_UNKNOWN', 'there is no key "rngs"; did you mean "rings"?', {
            place: { file: 'patchring.yml', line: 3, column: 1 },
            next: 'Write rings:',
          }),
          failureOf('INVENTORY_MACHINE_DOUBLE', 'sql01 stands here twice', {
            place: { file: 'machines.yml', line: 9 },
          }),
        ]);
      case 'twenty annotations':
        for (let index = 1; index <= 20; index += 1) {
          platform.annotate('warning', `warning ${index}`);
          platform.annotate('error', `error ${index} ${'x'.repeat(9_000)}`);
        }
        return { conclusion: 'failed', line: 'FAILED: twenty times.' };
      case 'huge summary':
        return {
          ...done,
          summary: Array.from({ length: 30_000 }, (_, row) => `${row} ${'x'.repeat(80)}\n\n`).join(''),
        };
      case 'socket left open':
        await new Promise<void>(listening => createServer().listen(0, '127.0.0.1', listening));
        return done;
      case 'waits':
        platform.log('waiting for the machines');
        await new Promise<void>(stop => {
          const open = setInterval(() => {}, 1_000);
          signal.addEventListener('abort', () => stop(clearInterval(open)), { once: true });
        });
        return { conclusion: 'cancelled', line: 'CANCELLED: 1 job goes on.', outputs: { journal: 'file:/mnt/ledger' } };
      case 'stubborn':
        platform.log('waiting for the machines');
        setInterval(() => {}, 1_000);
        return new Promise(() => {});
      default:
        platform.group('wave 1');
        platform.log('+ sql01 ok', 'good');
        platform.group('wave 2');
        platform.log('done', 'heading');
        platform.log('details', 'debug');
        return {
          ...done,
          outputs: { 'rollout-id': 'windows-servers-3f9ac2' },
          result: { directory: platform.traits.directory },
        };
    }
  },
});

export const trialCommands: readonly CommandEntry[] = [{ name: trial.name, load: () => Promise.resolve(trial) }];
