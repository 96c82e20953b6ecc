// Where a package may come from: what SYSTEM will open, and nothing that a path can mean beside.
import { describe, expect, it } from 'vitest';
import { identityOfPackage, packageFileSchema } from '../../../src/model/source.ts';
import { updateIdentitySchema } from '../../../src/model/update.ts';

const sha256 = '0123456789abcdef'.repeat(4);
const isTaken = (file: string) => packageFileSchema.safeParse({ file, sha256 }).success;

describe('the place of a package', () => {
  it.each([
    '\\\\files.corp.example\\updates\\windows11.0-kb5066835-x64.msu',
    'D:\\in\\kb5066835.CAB',
    'https://files.corp.example:8443/x/windows11.0-kb5066835-x64.msu',
  ])('is %s', file => {
    expect(isTaken(file)).toBe(true);
  });

  it.each([
    'http://files.corp.example/a.msu',
    'ftp://x/a.msu',
    'a.msu',
    '..\\a.msu',
    '\\\\files\\updates\\a.exe',
    '\\\\files\\updates\\a.msu:stream.msu',
    '\\\\files\\updates\\*.msu',
    'C:\\a|b.msu',
    'https://x/a.msu?b=c.msu',
    'C:\\a\n.msu',
    'C:\\.msu\\',
  ])('is not %j', file => {
    expect(isTaken(file)).toBe(false);
  });

  it('gives an identity by the content alone, in the shape of all others', () => {
    const identity = identityOfPackage({ sha256 });
    expect(updateIdentitySchema.parse(identity)).toEqual(identity);
    expect(identityOfPackage({ sha256: `f${sha256.slice(1)}` })).not.toEqual(identity);
  });
});
