import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasker } from '../../../src/platforms/masker.ts';
import { escapeMarkdown, neutral, oneLine } from '../../../src/platforms/neutral.ts';
import { hostileText } from '../../support/hostile.ts';

const knowing = (...secrets: readonly string[]) => {
  const masker = createMasker();
  for (const secret of secrets) masker.add(secret);
  return masker;
};

/** Passwords as people and vaults make them: every printable character, some beyond ASCII. */
const password = fc
  .string({
    unit: fc.oneof(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }), fc.constantFrom('ü', '€', '😀')),
    minLength: 4,
    maxLength: 24,
  })
  .filter(text => /^\S.*\S$/u.test(text) && /^[^\p{Cc}]{4,}$/u.test(text) && !text.includes('***'));

/** Ways in which a secret travels, each written here and not taken from the masker. */
const disguises: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': secret => secret,
  'in a sentence': secret => `logon with ${secret} was refused`,
  base64: secret => Buffer.from(secret).toString('base64'),
  'the header of Basic authentication': secret => Buffer.from(`CORP\\svc:${secret}`).toString('base64'),
  'base64 of UTF-16, as PowerShell encodes commands': secret =>
    Buffer.from(`x ${secret}`, 'utf16le').toString('base64'),
  base64url: secret => Buffer.from(secret).toString('base64url'),
  'a URL': secret => `https://u:${encodeURIComponent(secret)}@host/`,
  'a URL of .NET': secret =>
    encodeURIComponent(secret).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`),
  'a form': secret => new URLSearchParams({ password: secret }).toString().replace(/^password=/, ''),
  JSON: secret => JSON.stringify({ password: secret }),
  'JSON in JSON': secret => JSON.stringify({ body: JSON.stringify({ password: secret }) }),
  XML: secret => `<S>${secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</S>`,
  'Markdown, escaped by the report': secret => escapeMarkdown(`error: ${secret}.`),
  'a neutral line': secret => neutral(`error: ${secret}.`),
};

/** What the disguise makes of the secret, without what is around it: what must not be found afterwards. */
const cores: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': secret => secret,
  'a URL': encodeURIComponent,
  JSON: secret => JSON.stringify(secret).slice(1, -1),
  base64: secret => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
};

describe('a masker', () => {
  it.each(Object.entries(disguises))('finds a secret in %s', (_name, disguise) => {
    fc.assert(
      fc.property(password, secret => {
        const masked = knowing(secret).mask(disguise(secret));
        expect(masked).toContain('***');
        for (const core of Object.values(cores)) expect(masked).not.toContain(core(secret));
      }),
    );
  });

  it('finds each line of a secret of many lines', () => {
    const masker = knowing('-----BEGIN KEY-----\r\nMIIEvQIBADANBg\n\nkqhkiG9w0BAQ\n');
    expect(masker.mask('then kqhkiG9w0BAQ and MIIEvQIBADANBg')).toBe('then *** and ***');
  });

  it('leaves nothing of two secrets that overlap', () => {
    expect(knowing('abcdef', 'defghi').mask('xabcdefghix')).toBe('x***x');
    expect(knowing('abab').mask('xabababx')).toBe('x***x');
  });

  it('finds a secret that is put together by dropping invisible characters', () => {
    fc.assert(
      fc.property(
        password,
        fc.constantFrom('\u200b', '\u00ad', '\u001b[31m', '\u202e'),
        fc.nat(),
        (secret, hidden, at) => {
          const cutAt = 1 + (at % (secret.length - 1));
          const line = knowing(secret).clean(`was ${secret.slice(0, cutAt)}${hidden}${secret.slice(cutAt)} here`);
          expect(line).not.toContain(oneLine(secret));
        },
      ),
    );
  });

  it('lets no secret into a clean line, whatever stands around it', () => {
    fc.assert(
      fc.property(password, hostileText, hostileText, (secret, before, after) => {
        expect(knowing(secret).clean(`${before}${secret}${after}`)).not.toContain(secret);
      }),
    );
  });

  it('does not let a cut hide half a secret from it', () => {
    const line = knowing('correct-horse').clean(`${'x'.repeat(195)}correct-horse${'y'.repeat(900)}`, 240);
    expect(line).not.toContain('corr');
  });

  it('masks strings and keys inside JSON and keeps its shape', () => {
    const masker = knowing('1234', '","b":"');
    const value = { a: 'x1234', '1234': [true, 12345, null, { b: '","b":"' }] };
    expect(masker.maskDeep(value)).toEqual({ a: 'x***', '***': [true, 12345, null, { b: '***' }] });
  });

  it('leaves text without secrets as it is', () => {
    fc.assert(fc.property(hostileText, text => knowing('correct-horse').mask(text) === text));
  });

  it('knows no form of a secret that is too short, and each form once', () => {
    const masker = createMasker();
    expect(masker.add('abc')).toEqual([]);
    expect(masker.add(' ab \n cd ').filter(form => form.length < 4)).toEqual([]);
    expect(masker.mask('abc')).toBe('abc');
    expect(masker.add('correct-horse')).toContain('correct-horse');
    expect(masker.add('correct-horse')).toEqual([]);
  });
});
