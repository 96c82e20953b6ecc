// Accounts by command: what the command must answer, what is said when it does not, and that no answer outlives its logon.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rowOfCode } from '../../../src/knowledge/errors.ts';
import { FailureError } from '../../../src/model/failure.ts';
import { accountFor, meantBy, nameOfAccount } from '../../../src/world/accounts.ts';
import { scriptsIn, scriptsMissing } from '../../support/commands.ts';

const machine = { name: 'web01.corp.example', labels: {} };

function byCommand(lines: string, command: readonly string[] = ['./vault.sh', '{machine}']) {
  const directory = scriptsIn({ 'vault.sh': lines });
  const secrets: string[] = [];
  const options = { directory, env: {}, secret: (value: string) => secrets.push(value) };
  const account = accountFor({ kind: 'exec', command }, 'tier0', machine, options);
  const { credentials, prepare } = account;
  if (typeof credentials !== 'function' || prepare === undefined) throw new Error('a command is asked late');
  return { directory, secrets, logOn: async () => credentials(), prepare };
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => (error instanceof FailureError ? error.failures[0] : Promise.reject(error)),
  );

const counting = (answer: string) => `echo x >> count\nN=$(wc -l < count | tr -d ' ')\n${answer}`;

describe.skipIf(scriptsMissing !== '')(
  `a command that answers${scriptsMissing && `: skipped: ${scriptsMissing}`}`,
  () => {
    it('is asked for this machine, and its password is a secret before anybody else has it', async () => {
      const { logOn, secrets } = byCommand(`printf '{"username":"%s","password":"pw of %s"}' 'CORP\\\\admin' "$1"`);
      const { username, password } = await logOn();
      expect([username, await password(), secrets]).toEqual([
        'CORP\\admin',
        'pw of web01.corp.example',
        ['pw of web01.corp.example'],
      ]);
    });

    it('is asked once for each logon, the answer that was had ahead included', async () => {
      const { directory, logOn, prepare, secrets } = byCommand(
        counting(`echo "{ \\"username\\": \\"Administrator\\", \\"password\\": \\"word-$N\\", \\"expires\\": 1 }"`),
      );
      expect(readOr(join(directory, 'count'))).toBe('');
      expect(await prepare()).toBe('web01.corp.example\\administrator');
      const passwords = [];
      for (let logon = 0; logon < 3; logon += 1) passwords.push(await (await logOn()).password());
      expect(passwords).toEqual(['word-1', 'word-2', 'word-3']);
      expect(secrets).toEqual(passwords);
      expect(readOr(join(directory, 'count'))).toBe('x\nx\nx\n');
    });

    it.each([
      ['fails', 'echo hunter2 >&2; exit 7', 'CREDENTIAL_COMMAND_FAILED', 'failed (exit code 7)'],
      ['says no JSON', 'echo hunter2', 'CREDENTIAL_ANSWER_INVALID', 'did not answer with'],
      ['says something else', `echo '{"user":"a","password":"hunter2"}'`, 'CREDENTIAL_ANSWER_INVALID', 'did not'],
      ['has no password', `echo '{"username":"a","password":""}'`, 'CREDENTIAL_ANSWER_INVALID', 'did not'],
      ['says a list', `echo '["hunter2"]'`, 'CREDENTIAL_ANSWER_INVALID', 'did not answer with'],
      ['says nothing', '', 'CREDENTIAL_ANSWER_INVALID', 'did not answer with'],
      ['does not stop', 'yes hunter2', 'CREDENTIAL_ANSWER_TOO_LARGE', 'said more than 65536 characters'],
    ])('and %s has a code of its own, a next step, and no word of what it said', async (_, lines, code, text) => {
      const failure = await failureOf(byCommand(lines).logOn());
      expect(failure).toMatchObject({ code, retryable: code === 'CREDENTIAL_COMMAND_FAILED', machine: machine.name });
      expect(failure?.message).toContain(`the command of credentials.tier0.exec ${text}`);
      expect(rowOfCode(code)?.next).toMatch(/./);
      expect(JSON.stringify(failure)).not.toContain('hunter2');
    });

    it('and is not there has a code of its own', async () => {
      const { prepare } = byCommand('', ['./valt.sh']);
      expect(await failureOf(prepare())).toMatchObject({
        code: 'CREDENTIAL_COMMAND_MISSING',
        message: 'the command of credentials.tier0.exec cannot be started (ENOENT)',
      });
    });
  },
);

describe('an account', () => {
  it.each([
    ['Administrator', 'web01.corp.example\\administrator'],
    ['.\\Administrator', 'web01.corp.example\\administrator'],
    ['WEB01\\Administrator', 'web01.corp.example\\administrator'],
    ['web01.corp.example\\Administrator', 'web01.corp.example\\administrator'],
    ['CORP\\Svc', 'corp\\svc'],
    ['Svc@CORP.example', 'svc@corp.example'],
  ])('%s is told apart as %s', (username, name) => {
    expect(nameOfAccount(username, 'Web01.corp.example')).toBe(name);
  });
});

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

describe('a reference in a header', () => {
  const told: string[] = [];
  const env = { PATCHRING_TOKEN: 's3cret', PATCHRING_EMPTY: '', HOME: '/root' };
  const meant = (reference: string) => meantBy(reference, { env, secret: value => told.push(value) });

  it('stands for what its variable holds, which is a secret from then on', () => {
    expect([meant('$PATCHRING_TOKEN'), meant('Bearer ${PATCHRING_TOKEN}')]).toEqual(['s3cret', 'Bearer s3cret']);
    expect(told).toEqual(['s3cret', 's3cret']);
  });

  it.each(['$PATCHRING_EMPTY', '$PATCHRING_OTHER', '$HOME', 'Bearer', ''])('%j stands for nothing', reference => {
    expect(meant(reference)).toBeUndefined();
  });
});
