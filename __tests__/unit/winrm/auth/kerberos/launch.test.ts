// How PowerShell is started for the token source: what stands on its command line and in its environment, told by a process that is
// started in its place.
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { processStarter } from '../../../../../src/winrm/auth/kerberos/launch.ts';

const tells = 'process.stdout.write(`${JSON.stringify([process.argv.slice(1), process.env])}\\n`)';

async function started(): Promise<readonly [readonly string[], Readonly<Record<string, string>>]> {
  const start = processStarter({ command: process.execPath, args: ['-e', tells, '--'], env: { KRB5_CONFIG: '/krb5' } });
  const line = await new Promise<string>((onLine, onEnd) => {
    const child = start({ onLine, onEnd });
    onTestFinished(() => child.end());
    child.hold(true);
  });
  return JSON.parse(line);
}

describe('the process of the token source', () => {
  it('has our own script on its command line, encoded, and nothing that depends on an account', async () => {
    const [args] = await started();
    expect(args.slice(0, -1)).toEqual([
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-OutputFormat',
      'Text',
      '-EncodedCommand',
    ]);
    expect((await started())[0]).toEqual(args);
  });

  it('has our environment without the inputs of the step', async () => {
    vi.stubEnv('INPUT_PASSWORD', 'hunter2');
    vi.stubEnv('PATCHRING_OTHER', 'kept');
    onTestFinished(() => void vi.unstubAllEnvs());
    const [, environment] = await started();
    expect(environment).toMatchObject({ PATCHRING_OTHER: 'kept', KRB5_CONFIG: '/krb5' });
    expect(JSON.stringify(environment)).not.toContain('hunter2');
  });
});
