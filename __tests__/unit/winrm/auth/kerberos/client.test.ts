// Kerberos without Kerberos: what we ask the token source for, what we believe, and which code a failure gets. Whether it is right is
// told by MIT in peers/kerberos.test.ts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeElement } from '../../../../../src/winrm/auth/der.ts';
import { createKerberosClient, spnOf } from '../../../../../src/winrm/auth/kerberos/client.ts';
import { errorNumberOf, kerberosFailure } from '../../../../../src/winrm/auth/kerberos/failure.ts';
import { createKerberosSealing, cutToken } from '../../../../../src/winrm/auth/kerberos/sealing.ts';
import { negotiate } from '../../../../../src/winrm/auth/negotiate.ts';
import type { KerberosAnswer, KerberosWish, SchemeOptions } from '../../../../../src/winrm/auth/scheme.ts';
import { countingBytes } from '../../../../support/ntlm-vectors.ts';

const nothing = Buffer.alloc(0);
const answerOf = (status: string, bytes: Uint8Array = nothing, numbers: readonly number[] = []): KerberosAnswer => ({
  context: 'c1',
  status,
  bytes: Buffer.from(bytes),
  numbers,
});

interface Seen {
  readonly wishes: KerberosWish[];
  readonly operations: string[];
}

function optionsWith(
  answers: readonly KerberosAnswer[],
  change: Partial<SchemeOptions> = {},
): { readonly options: SchemeOptions; readonly seen: Seen } {
  const left = [...answers];
  const seen: Seen = { wishes: [], operations: [] };
  const next = async (): Promise<KerberosAnswer> => left.shift() ?? answerOf('GenericFailure');
  const tokens = {
    start: (wish: KerberosWish) => {
      seen.wishes.push(wish);
      return next();
    },
    ask: (operation: string) => {
      seen.operations.push(operation);
      return next();
    },
    drop: () => void seen.operations.push('drop'),
  };
  const options: SchemeOptions = {
    username: 'svc@corp.example',
    password: () => 'P@ss',
    servername: 'srv01.corp.example.',
    kerberos: { tokens, spn: 'HOST' },
    randomBytes: countingBytes(),
    now: () => 0,
    ...change,
  };
  return { options, seen };
}

const ticket = answerOf('ContinueNeeded', Buffer.from('ticket'));

describe('the ticket', () => {
  it.each([
    ['svc@corp.example', undefined, { user: 'svc', domain: 'CORP.EXAMPLE' }],
    ['CORP\\svc', undefined, { user: 'svc', domain: 'CORP' }],
    ['svc', 'corp.example', { user: 'svc', domain: 'CORP.EXAMPLE' }],
    ['svc', undefined, { user: 'svc', domain: '' }],
  ])('is asked for by %s (%s)', async (username, domain, account) => {
    const { options, seen } = optionsWith([ticket], { username, ...(domain === undefined ? {} : { domain }) });
    await createKerberosClient(options).step();
    expect(seen.wishes).toEqual([
      { spn: 'host/srv01.corp.example', channelBinding: undefined, account: { ...account, password: 'P@ss' } },
    ]);
  });

  it('is that of whoever runs us where there is no user, and then no password is asked for', async () => {
    const password = (): string => {
      throw new Error('asked');
    };
    const { options, seen } = optionsWith([ticket], { username: '', password });
    expect(await createKerberosClient(options).step()).toMatchObject({ kind: 'send', final: true, mayGoOn: true });
    expect(seen.wishes).toMatchObject([{ account: undefined }]);
  });

  it('is for the service that was chosen', () => {
    expect(['HTTP', 'WSMAN', 'HOST', 'HTTP/alias.corp.example'].map(spn => spnOf(spn, 'a.b'))).toEqual([
      'HTTP/a.b',
      'WSMAN/a.b',
      'host/a.b',
      'HTTP/alias.corp.example',
    ]);
  });
});

describe('mutual authentication', () => {
  it('is not optional: a machine that proves nothing is not believed', async () => {
    for (const [answer, token] of [
      [answerOf('Completed'), nothing],
      [answerOf('InvalidToken'), Buffer.from('x')],
      [answerOf('ContinueNeeded', Buffer.from('more')), Buffer.from('x')],
    ] as const) {
      const { options } = optionsWith([ticket, answer]);
      const context = createKerberosClient(options);
      await context.step();
      await expect(context.step(token)).rejects.toMatchObject({ code: 'WINRM_AUTH_FAILED' });
      expect(() => context.sealing()).toThrow(expect.objectContaining({ code: 'WINRM_USAGE_INVALID' }));
    }
  });

  it('frees the context once, whenever that is', async () => {
    const { options, seen } = optionsWith([ticket]);
    const context = createKerberosClient(options);
    const step = context.step();
    context.dispose();
    await step;
    context.dispose();
    expect(seen.operations).toEqual(['drop']);
  });
});

const krbError = (number: number): Buffer => {
  const code = encodeElement(0xa6, encodeElement(2, Buffer.from([number])));
  const message = encodeElement(
    0x7e,
    encodeElement(0x30, encodeElement(0xa0, encodeElement(2, Buffer.from([5]))), code),
  );
  const oid = encodeElement(6, Buffer.from('2a864886f712010202', 'hex'));
  return encodeElement(0x60, oid, Buffer.from([3, 0]), message);
};

describe('failures', () => {
  it.each([
    [-1765328360, 'WINRM_AUTH_REJECTED'],
    [-1765328378, 'WINRM_AUTH_REJECTED'],
    [-1765328366, 'WINRM_AUTH_ACCOUNT_LOCKED'],
    [-1765328361, 'WINRM_AUTH_PASSWORD_EXPIRED'],
    [-1765328377, 'WINRM_KERBEROS_SPN_UNKNOWN'],
    [-1765328347, 'WINRM_KERBEROS_CLOCK_SKEWED'],
    [-1765328228, 'WINRM_KERBEROS_KDC_UNREACHABLE'],
  ])('of the library are told by the number: %i is %s', (number, code) => {
    // Preauthentication being asked for and an empty cache are no failures.
    const numbers = [-1765328359, number, -1765328243];
    expect(kerberosFailure(answerOf('GenericFailure', nothing, numbers), 'host/a').code).toBe(code);
  });

  it.each([
    ['TargetUnknown', 'WINRM_KERBEROS_SPN_UNKNOWN'],
    ['UnknownCredentials', 'WINRM_KERBEROS_CREDENTIALS_MISSING'],
    ['InvalidCredentials', 'WINRM_AUTH_REJECTED'],
    ['TooOld', 'WINRM_KERBEROS_INTERPRETER_MISSING'],
    ['DllNotFoundException', 'WINRM_KERBEROS_INTERPRETER_MISSING'],
    ['GenericFailure', 'WINRM_KERBEROS_FAILED'],
  ])('of the platform are told by the status: %s is %s', (status, code) => {
    expect(kerberosFailure(answerOf(status), 'host/a')).toMatchObject({ code, detail: { sent: false, status } });
  });

  it('of the machine are read out of its KRB-ERROR, and out of nothing else', async () => {
    expect(errorNumberOf(krbError(37))).toBe(37);
    const { options } = optionsWith([ticket]);
    const context = createKerberosClient(options);
    await context.step();
    await expect(context.step(krbError(37))).rejects.toMatchObject({ code: 'WINRM_KERBEROS_CLOCK_SKEWED' });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => errorNumberOf(bytes) === undefined));
    const whole = krbError(41);
    for (let end = 0; end < whole.length; end++) expect(errorNumberOf(whole.subarray(0, end))).toBeUndefined();
  });
});

describe('Negotiate', () => {
  it.each([
    ['WINRM_AUTH_REJECTED', -1765328360],
    ['WINRM_AUTH_ACCOUNT_LOCKED', -1765328366],
    ['WINRM_AUTH_PASSWORD_EXPIRED', -1765328361],
  ])('does not try the password a second way after %s', async (code, number) => {
    const { options } = optionsWith([answerOf('UnknownCredentials', nothing, [number])], { ntlmFallback: true });
    await expect(negotiate.createContext(options).step()).rejects.toMatchObject({ code });
  });

  it('does not fall back where it is not allowed, nor without a user', async () => {
    for (const change of [{}, { ntlmFallback: false }, { ntlmFallback: true, username: '' }]) {
      const { options } = optionsWith([answerOf('UnknownCredentials')], change);
      await expect(negotiate.createContext(options).step()).rejects.toMatchObject({
        code: 'WINRM_KERBEROS_CREDENTIALS_MISSING',
      });
    }
  });

  it('refuses a mechanism that it has not offered', async () => {
    const { options } = optionsWith([ticket]);
    const context = negotiate.createContext(options);
    await context.step();
    const chosen = encodeElement(0xa1, encodeElement(6, Buffer.from('2b06010401823702020a', 'hex')));
    const answer = encodeElement(0xa1, encodeElement(0x30, chosen));
    await expect(context.step(answer)).rejects.toMatchObject({ code: 'WINRM_AUTH_FAILED' });
  });
});

/** A Wrap token as MIT writes it: header, confounder, data, encrypted header, checksum. */
const wrapToken = (plain: Uint8Array, rrc = 0, flags = 2, sequence = 7n): Buffer => {
  const header = Buffer.from(`0504${flags.toString(16).padStart(2, '0')}ff0000${'0000'}${'00'.repeat(8)}`, 'hex');
  header.writeBigUInt64BE(sequence, 8);
  const body = Buffer.concat([Buffer.alloc(16, 0xc0), plain, Buffer.alloc(16, 0xe0), Buffer.alloc(12, 0xcc)]);
  const cut = body.length - (rrc % body.length);
  header.writeUInt16BE(rrc, 6);
  return Buffer.concat([header, body.subarray(cut), body.subarray(0, cut)]);
};

describe('sealing', () => {
  it('cuts a token of any rotation so that the ciphertext is as long as the plain text', () => {
    const size = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(size, fc.nat(400), (length, rrc) => {
        const plain = Buffer.alloc(length, 0x11);
        const { signature, sealed } = cutToken(wrapToken(plain, rrc), length);
        return signature.length === 60 && sealed.equals(plain) && signature.readUInt16BE(6) === 28;
      }),
    );
  });

  it.each([
    ['only signed', wrapToken(Buffer.from('x'), 0, 0), 1],
    ['of another kind', Buffer.alloc(80), 1],
    ['too short', Buffer.alloc(20), 1],
  ])('refuses a token that is %s', (_name, token, length) => {
    expect(() => cutToken(token, length)).toThrow(expect.objectContaining({ code: 'WINRM_SEALING_FAILED' }));
  });

  it.each([
    ['repeated', 7n, 3],
    ['left out', 9n, 3],
    ['one of our own', 8n, 2],
    ['only signed', 8n, 1],
  ])('refuses a message that is %s, and everything after it', async (_name, sequence, flags) => {
    const sealing = createKerberosSealing(async () => answerOf('Completed', Buffer.from('x')));
    const message = (number: bigint, with_: number): readonly [Buffer, Buffer] => {
      const token = wrapToken(Buffer.from('x'), 28, with_, number);
      return [token.subarray(0, 60), token.subarray(60)];
    };
    expect(await sealing.unseal(...message(7n, 3))).toEqual(Buffer.from('x'));
    const refused = { code: 'WINRM_SEALING_FAILED' };
    await expect(sealing.unseal(...message(sequence, flags))).rejects.toMatchObject(refused);
    await expect(sealing.unseal(...message(8n, 3))).rejects.toMatchObject(refused);
    await expect(sealing.seal(Buffer.from('x'))).rejects.toMatchObject(refused);
  });
});
