// Where the commands of a policy run, and where never: a policy in a pull request may be a stranger's.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callCommand } from '../../support/command-calls.ts';
import { scriptsIn, scriptsMissing } from '../../support/commands.ts';

/** One machine behind a port that nobody listens on, a vault and a PowerShell that leave a mark. */
function stranger(): string {
  const directory = scriptsIn({
    'vault.sh': `touch ran-vault; echo '{"username":"a\\\\b","password":"swordfish"}'`,
    pwsh: 'touch ran-pwsh; exit 1',
    'lb.sh': 'touch ran-lb',
  });
  const policy = `version: 1
name: x
inventory: [{ name: web01, address: 127.0.0.1, port: 1 }]
connection: { auth: kerberos, interpreter: ./pwsh, via: 'socks5://$PATCHRING_JU:$PATCHRING_JP@127.0.0.1:1' }
credentials: { default: { exec: [./vault.sh, '{machine}'] } }
around: [{ before: [./lb.sh, '{machine}'], after: [./lb.sh] }, { per: ring, before: [./lb.sh] }]
rings: [{ name: test, machines: rest, window: anytime }]
`;
  writeFileSync(join(directory, 'patchring.yml'), policy);
  return directory;
}

describe.skipIf(scriptsMissing !== '')(
  `the commands that a policy names${scriptsMissing && `: skipped: ${scriptsMissing}`}`,
  () => {
    it.each([
      [['validate']],
      [['plan', '--offline']],
      // A folder without a repository: whoever asked the branch would fail.
      [['plan', '--offline', '--ledger', 'git:patchring-ledger']],
      [['status', '--ledger', 'file:none']],
      [['schema']],
    ])('are not run by %j, which needs no credential either', async argv => {
      const directory = stranger();
      const { outcome, failures } = await callCommand(argv, { directory });
      expect(failures.filter(({ code }) => code !== 'ROLLOUT_UNKNOWN')).toEqual([]);
      expect(outcome?.conclusion ?? 'succeeded').toBe('succeeded');
      expect(['ran-vault', 'ran-pwsh', 'ran-lb'].filter(mark => existsSync(join(directory, mark)))).toEqual([]);
    });

    it('are run by what logs on to machines, once every variable that they stand beside is there', async () => {
      const directory = stranger();
      const wanting = await callCommand(['preflight'], { directory });
      expect(wanting.failures.map(({ message }) => message)).toEqual([
        'the environment variable PATCHRING_JU is not set; connection.via needs it',
        'the environment variable PATCHRING_JP is not set; connection.via needs it',
      ]);
      expect(existsSync(join(directory, 'ran-vault'))).toBe(false);
      const env = { PATCHRING_JU: 'user', PATCHRING_JP: 'word' };
      const { outcome, platform } = await callCommand(['preflight'], { directory, env });
      expect(outcome?.line).toContain('WINRM_JUMP_UNREACHABLE on 1');
      expect(existsSync(join(directory, 'ran-vault'))).toBe(true);
      expect(platform.secrets).toEqual(['word', 'swordfish']);
    });
  },
);
