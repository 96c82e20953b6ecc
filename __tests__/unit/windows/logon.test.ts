// Logons whose account a command answers with: what is asked when, whose password is shown to how many machines, and what is told of how
// a machine let us in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureError, failureOf } from '../../../src/model/failure.ts';
import { WindowsFleet } from '../../../src/windows/fleet.ts';
import type { Fallback } from '../../../src/windows/visit.ts';
import { type ConnectOptions, type CredentialSource, type Session, WinrmError } from '../../../src/winrm/index.ts';

interface Stage {
  /** Machine → the account that the command answers with; an error when it fails. */
  readonly answers: Readonly<Record<string, string | Error>>;
  /** Whether the machine takes the account; `lost`: nobody judged it. */
  readonly judge?: (machine: string, account: string) => 'accepted' | 'refused' | 'lost';
  readonly authentication?: Session['authentication'];
  /** Machine → its credential, where it is not `vault`. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What happened, in order: `ask a`, `show corp\\svc to a`. */
function stage({ answers, judge = () => 'accepted', authentication, labels = {} }: Stage) {
  const log: string[] = [];
  const fallbacks: Fallback[] = [];
  const connect = ({ endpoint, credentials }: ConnectOptions): Session => {
    const { host } = endpoint;
    const identify = async () => {
      const { username } = await (credentials as CredentialSource)();
      log.push(`show ${username} to ${host}`);
      await Promise.resolve();
      const verdict = judge(host, username);
      if (verdict === 'refused') throw new WinrmError('WINRM_AUTH_REJECTED', 'no');
      if (verdict === 'lost') throw new WinrmError('WINRM_CONNECTION_LOST', 'gone');
      return { productVersion: 'OS: 10.0.26100' };
    };
    const refuse = () => Promise.reject(new WinrmError('WINRM_BUSY', 'later'));
    return { identify, openPool: refuse, authentication, close: async () => {} } as unknown as Session;
  };
  const fleet = new WindowsFleet({
    name: 'x',
    connect,
    onFallback: fallback => fallbacks.push(fallback),
    connectionOf: ({ name }) => {
      const answer = answers[name] ?? new Error(name);
      const nobody = { username: '', password: () => '' };
      return {
        credential: labels[name] ?? 'vault',
        prepare: () => {
          log.push(`ask ${name}`);
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
        options: {
          endpoint: { host: name },
          credentials: () => (typeof answer === 'string' ? { username: answer, password: () => 'pw' } : nobody),
        },
      };
    },
  });
  const look = async (name: string) => (await fleet.preflight({ name, labels: {} })).row;
  const codeOf = async (name: string) => (await look(name)).failure?.code;
  return { log, fallbacks, look, codeOf, fleet };
}

const broken = new FailureError([failureOf('CREDENTIAL_COMMAND_FAILED', 'the command failed', { retryable: true })]);
const shown = (log: readonly string[]) => log.filter(line => line.startsWith('show'));

describe('an account that a command answers with', () => {
  it('is asked for before the machine is, and shown to it alone', async () => {
    const { log, codeOf } = stage({ answers: { a: 'a\\admin' } });
    expect(await codeOf('a')).toBe('WINRM_BUSY');
    expect(log.slice(0, 2)).toEqual(['ask a', 'show a\\admin to a']);
  });

  it('of a domain is shown to one machine while it is unproved, however many are given it', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const answers = Object.fromEntries(names.map(name => [name, 'corp\\svc']));
    const { log, codeOf } = stage({ answers, judge: () => 'refused' });
    const codes = await Promise.all(names.map(codeOf));
    expect(shown(log)).toEqual(['show corp\\svc to a']);
    expect(codes).toEqual(['CREDENTIAL_ANSWER_REJECTED', ...Array(3).fill('CREDENTIAL_WITHHELD')]);
  });

  it('of a domain is the same account, whichever credential answers with it', async () => {
    const answers = { a: 'corp\\svc', b: 'corp\\svc' };
    const { log, codeOf } = stage({ answers, labels: { b: 'other' }, judge: () => 'refused' });
    expect([await codeOf('a'), await codeOf('b')]).toEqual(['CREDENTIAL_ANSWER_REJECTED', 'CREDENTIAL_WITHHELD']);
    expect(shown(log)).toEqual(['show corp\\svc to a']);
  });

  it('of a machine may be stale there without stopping the others', async () => {
    const names = ['a', 'b', 'c'];
    const answers = Object.fromEntries(names.map(name => [name, `${name}\\admin`]));
    const { log, codeOf } = stage({ answers, judge: machine => (machine === 'a' ? 'refused' : 'accepted') });
    const codes = [];
    for (const name of [...names, 'a']) codes.push(await codeOf(name));
    expect(codes).toEqual(['CREDENTIAL_ANSWER_REJECTED', 'WINRM_BUSY', 'WINRM_BUSY', 'CREDENTIAL_WITHHELD']);
    expect(shown(log)).toEqual(names.map(name => `show ${name}\\admin to ${name}`));
  });

  it('that is refused by two machines in a row stops the command: a third is not even asked for', async () => {
    const names = ['a', 'b', 'c'];
    const answers = Object.fromEntries(names.map(name => [name, `${name}\\admin`]));
    const { log, look, codeOf } = stage({ answers, judge: () => 'refused' });
    for (const name of ['a', 'b']) expect(await codeOf(name)).toBe('CREDENTIAL_ANSWER_REJECTED');
    expect((await look('c')).failure).toMatchObject({ code: 'CREDENTIAL_WITHHELD', cause: 'refused by a, b' });
    expect(log.filter(line => line.endsWith(' c'))).toEqual([]);
  });

  it('that could not be had is told as such, at the authentication, and stops nobody else', async () => {
    const { log, look, codeOf } = stage({ answers: { a: broken, b: 'b\\admin' } });
    const row = await look('a');
    expect(row.steps.at(-1)).toMatchObject({ name: 'authentication', outcome: 'failed' });
    expect(row.failure).toMatchObject({ code: 'CREDENTIAL_COMMAND_FAILED', machine: 'a', retryable: true });
    expect(await codeOf('b')).toBe('WINRM_BUSY');
    expect(shown(log)).toHaveLength(1);
  });

  it('is shown wrongly to two machines at most, and each account to one, whatever the command answers (property)', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const answer = fc.constantFrom('corp\\svc', 'corp\\other', 'own');
    const fates = fc.array(fc.tuple(answer, fc.boolean()), { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fates, async given => {
        const own = (index: number): string => {
          const [account = ''] = given[index] ?? [];
          return account === 'own' ? `${names[index]}\\admin` : account;
        };
        const answers = Object.fromEntries(names.map((name, index) => [name, own(index)]));
        const isReachable = (name: string): boolean => given[names.indexOf(name)]?.[1] ?? false;
        const seen: string[] = [];
        const { codeOf } = stage({
          answers,
          judge: (machine, account) => {
            if (!isReachable(machine)) return 'lost';
            seen.push(account);
            return 'refused';
          },
        });
        await Promise.all(names.map(codeOf));
        expect(seen.length).toBeLessThanOrEqual(2);
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });
});

describe('how a machine let us in', () => {
  const fallback = { code: 'WINRM_KERBEROS_SPN_UNKNOWN', message: 'the domain knows no service of this name' };

  it('is said in its row, with the reason where it was not the preferred way', async () => {
    const fine = stage({ answers: { a: 'x' }, authentication: { mechanism: 'kerberos' } });
    const step = { name: 'authentication', outcome: 'ok', detail: 'Kerberos' };
    expect((await fine.look('a')).steps).toContainEqual(step);
    const { look, fallbacks } = stage({ answers: { a: 'x' }, authentication: { mechanism: 'ntlm', fallback } });
    const detail = `NTLM and not Kerberos (${fallback.code}: ${fallback.message})`;
    expect((await look('a')).steps).toContainEqual({ name: 'authentication', outcome: 'warning', detail });
    expect(fallbacks).toEqual([]);
  });
});
