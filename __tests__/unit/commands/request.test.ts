import { describe, expect, it } from 'vitest';
import { type Command, defineCommand } from '../../../src/commands/command.ts';
import { readEnvironment, readInputs } from '../../../src/commands/request.ts';
import { FailureError } from '../../../src/model/failure.ts';
import { createMemoryPlatform } from '../../support/memory-platform.ts';

const run = () => Promise.resolve({ conclusion: 'succeeded', line: '' } as const);
const entry = (command: Command) => ({ name: command.name, load: () => Promise.resolve(command) });
const apply = defineCommand({
  name: 'apply',
  summary: '',
  help: '',
  options: [{ name: 'dry', kind: 'flag', help: '' }],
  run,
});
const halt = defineCommand({ name: 'halt', summary: '', help: '', options: [], run });
const commands = [entry(apply), entry(halt)];

describe('the inputs of a pipeline', () => {
  it('become values of their kind; options of the command line alone have their defaults', async () => {
    const platform = createMemoryPlatform({ command: 'apply', port: '5985', ring: 'pilot', inventory: '' });
    const { command, options } = await readInputs(platform, commands);
    expect(command).toBe(apply);
    expect(options).toMatchObject({
      policy: 'patchring.yml',
      port: 5985,
      ring: 'pilot',
      inventory: undefined,
      dry: false,
    });
    expect(options).not.toHaveProperty('password');
  });

  it('mean apply where they name no command', async () => {
    expect((await readInputs(createMemoryPlatform({}), commands)).command).toBe(apply);
  });

  it('cannot call a command that the table does not offer to pipelines', async () => {
    const fleet = defineCommand({ name: 'fleet', summary: '', help: '', options: [], run });
    const error: unknown = await readInputs(createMemoryPlatform({ command: 'fleet' }), [
      entry(fleet),
      ...commands,
    ]).catch((cause: unknown) => cause);
    expect(String(error)).toContain('COMMAND_UNKNOWN: There is no command "fleet".');
  });

  it('are refused all at once, by the names that the user wrote', async () => {
    const platform = createMemoryPlatform({ command: 'apply', port: 'x', transport: 'telnet' });
    const error: unknown = await readInputs(platform, commands).catch((cause: unknown) => cause);
    expect(error instanceof FailureError && error.failures.map(({ message }) => message)).toEqual([
      'The input transport is "telnet": write https or http-sealed.',
      'The input port is "x": write a whole number.',
    ]);
  });
});

describe('the environment of a command', () => {
  it('holds PATCHRING_* and no other variable', () => {
    const env = { PATH: '/bin', AWS_SECRET_ACCESS_KEY: 'x', PATCHRING_TEAMS_URL: 'https://t', PATCHRING_EMPTY: '' };
    expect(readEnvironment(createMemoryPlatform(), env)).toEqual({
      PATCHRING_TEAMS_URL: 'https://t',
      PATCHRING_EMPTY: '',
    });
  });

  it('takes credentials from inputs before the environment, under one name', () => {
    const platform = createMemoryPlatform({ username: 'CORP\\svc', password: 'from the input' });
    expect(readEnvironment(platform, { PATCHRING_PASSWORD: 'from the environment' })).toEqual({
      PATCHRING_USERNAME: 'CORP\\svc',
      PATCHRING_PASSWORD: 'from the input',
    });
  });

  it('tells the platform every secret in it', () => {
    const platform = createMemoryPlatform();
    readEnvironment(platform, {
      PATCHRING_PASSWORD: 'one1',
      PATCHRING_TIER0_PASSWORD: 'two2',
      PATCHRING_GITHUB_TOKEN: 'three3',
      PATCHRING_USERNAME: 'svc',
      PATCHRING_VAULT_SECRET: '',
    });
    expect(platform.secrets).toEqual(['one1', 'two2', 'three3']);
  });
});
