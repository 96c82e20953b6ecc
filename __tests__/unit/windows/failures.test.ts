// What becomes of errors of the wire and of PowerShell: codes and numbers decide, texts never.
import { describe, expect, it } from 'vitest';
import { rowOfCode } from '../../../src/knowledge/errors.ts';
import { failureFrom, windowsErrors, windowsFailure } from '../../../src/windows/failures.ts';
import { functionTexts } from '../../../src/windows/script.ts';
import { WinrmError } from '../../../src/winrm/index.ts';

const failed = (error: object) => failureFrom(new WinrmError('WINRM_PIPELINE_FAILED', 'Get-X failed', { error }));
const record = { message: 'Zugriff verweigert', errorId: 'X', category: 'NotSpecified' };

describe('a failure', () => {
  it.each([
    ['MethodInvocationNotSupportedInConstrainedLanguage', 'WINDOWS_LANGUAGE_CONSTRAINED'],
    ['ConversionSupportedOnlyToCoreTypes', 'WINDOWS_LANGUAGE_CONSTRAINED'],
    [
      'CannotCreateTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand',
      'WINDOWS_LANGUAGE_CONSTRAINED',
    ],
    [
      'CannotCreateComTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand',
      'WINDOWS_LANGUAGE_CONSTRAINED',
    ],
    ['ScriptsNotAllowed', 'WINDOWS_LANGUAGE_NONE'],
    ['CommandNotFoundException', 'WINDOWS_COMMAND_MISSING'],
    ['CouldNotAutoloadMatchingModule', 'WINDOWS_MODULE_MISSING'],
    ['Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand', 'WINDOWS_MODULE_MISSING'],
    ['JOB_DIRECTORY_UNSAFE', 'JOB_DIRECTORY_UNSAFE'],
    ['BOOT_UNREADABLE,Get-BootIdentity', 'BOOT_UNREADABLE'],
    ['SomethingElse', 'WINDOWS_OPERATION_FAILED'],
    ['toString', 'WINDOWS_OPERATION_FAILED'],
  ])('of error id %s is %s', (errorId, code) => {
    expect(failed({ ...record, errorId }).code).toBe(code);
  });

  it.each([
    [0x80070005, 'WINDOWS_ACCESS_DENIED', false],
    [-2147024891, 'WINDOWS_ACCESS_DENIED', false],
    [0x80041003, 'WINDOWS_ACCESS_DENIED', false],
    [0x800706ba, 'WINDOWS_OPERATION_FAILED', true],
    [0x800705b4, 'WINDOWS_OPERATION_FAILED', true],
    [0x80041010, 'WINDOWS_OPERATION_FAILED', false],
  ])('of HRESULT %i is %s, retryable %s', (hresult, code, retryable) => {
    expect(failed({ ...record, hresult })).toMatchObject({
      code,
      retryable,
      cause: expect.stringMatching(/\(0x[0-9A-F]{8}\)$/),
    });
  });

  it('quotes the machine in its cause and nowhere else', () => {
    const failure = failed(record);
    expect(failure.cause).toContain('Zugriff verweigert');
    expect(failure.message + failure.next).not.toContain('Zugriff');
  });

  it('of the wire keeps its code, its advice and the number of the fault', () => {
    const failure = failureFrom(
      new WinrmError('WINRM_QUOTA_EXCEEDED', 'too many shells', { fault: 2150859173, peerText: 'Zu viele' }),
    );
    expect(failure).toEqual({
      code: 'WINRM_QUOTA_EXCEEDED',
      message: 'too many shells',
      retryable: true,
      next: expect.stringContaining('quota'),
      cause: 'fault 2150859173 (0x803381A5), Zu viele',
    });
  });

  it('is not made of what is a bug', () => {
    expect(() => failureFrom(new TypeError('bug'))).toThrow('bug');
  });

  it('says what to do next, for every code', () => {
    for (const code of Object.keys(windowsErrors) as (keyof typeof windowsErrors)[]) {
      expect(windowsFailure(code)).toMatchObject({
        code,
        message: expect.stringMatching(/\.$/),
        next: expect.stringMatching(/\.$/),
      });
    }
  });

  it('has words for every code with which our functions refuse a call', () => {
    const thrown = functionTexts.flatMap(text => [...text.matchAll(/-Code '([A-Z_]+)'/g)].map(([, code = '']) => code));
    expect(thrown.length).toBeGreaterThan(8);
    for (const code of thrown)
      expect([code, rowOfCode(code) !== undefined || Object.hasOwn(windowsErrors, code)]).toEqual([code, true]);
  });
});
