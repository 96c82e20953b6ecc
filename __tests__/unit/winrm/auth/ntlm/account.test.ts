import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, upperCase } from '../../../../../src/winrm/auth/ntlm/account.ts';

describe('who logs on', () => {
  it.each([
    ['CORP\\svc', undefined, { user: 'svc', domain: 'CORP' }],
    ['svc@corp.example', undefined, { user: 'svc@corp.example', domain: '' }],
    ['Administrator', undefined, { user: 'Administrator', domain: '' }],
    ['.\\Administrator', undefined, { user: 'Administrator', domain: '.' }],
    ['svc', 'CORP', { user: 'svc', domain: 'CORP' }],
    ['svc@corp.example', '', { user: 'svc@corp.example', domain: '' }],
    ['odd\\name', 'CORP', { user: 'odd\\name', domain: 'CORP' }],
  ])('%s with domain %s', (username, domain, account) => {
    expect(accountOf(username, domain)).toEqual(account);
  });

  it('folds case unit by unit, as Windows does: a name never changes its length', () => {
    expect(upperCase('svc_Patch-é')).toBe('SVC_PATCH-É');
    expect(upperCase('straße')).toBe('STRAßE');
    expect(upperCase('ıſµ')).toBe('ıſµ');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        expect(upperCase(name)).toHaveLength(name.length);
      }),
    );
  });
});
