import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureCodes, rowOfCode } from '../../../src/knowledge/errors.ts';
import { windowsErrors } from '../../../src/windows/failures.ts';
import { winrmErrors } from '../../../src/winrm/errors.ts';

const source = new URL('../../../src/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(name => /\.(ts|ps1)$/.test(name) && !/^knowledge[/\\]errors[/\\]/.test(name))
  .map(name => readFileSync(new URL(name.replaceAll('\\', '/'), source), 'utf8'));
const text = files.join('\n');

describe('failure codes', () => {
  it('say in one sentence what they mean and in one what to do', () => {
    for (const [code, { meaning, next }] of Object.entries(failureCodes)) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)+$/);
      expect([code, meaning]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect([code, next]).toEqual([code, expect.stringMatching(/^[A-Z].*[.…"]$/)]);
    }
  });

  it('are found by name, and nothing else is', () => {
    expect(rowOfCode('POLICY_MISSING')?.meaning).toBe('The policy file is not there.');
    expect(rowOfCode('toString')).toBeUndefined();
  });

  it('stand in one table each: here, with the wire, or with the functions on the machine', () => {
    const all = [failureCodes, winrmErrors, windowsErrors].flatMap(table => Object.keys(table));
    expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
  });

  it('are each told somewhere: a row that nothing raises explains nothing', () => {
    // The codes of files are put together from their layer and their kind.
    const isTold = (code: string): boolean =>
      text.includes(code) || text.includes(code.replace(/^(SCRIPT|POLICY|INVENTORY|DATA)_(VALUE_)?/, ''));
    expect(Object.keys(failureCodes).filter(code => !isTold(code))).toEqual([]);
  });

  it('are called retryable by their row wherever a failure of theirs is', () => {
    const made = [...text.matchAll(/failureOf\(\s*'([A-Z_]+)'(?:(?!failureOf\(|;\n)[\s\S])*?retryable: true/g)];
    expect(made.length).toBeGreaterThan(6);
    for (const [, code = ''] of made) expect([code, rowOfCode(code)?.retryable]).toEqual([code, true]);
  });

  it('have a row wherever a failure is made', () => {
    const made = [...text.matchAll(/failureOf\(\s*'([A-Z_]+)'/g)].map(match => match[1] ?? '');
    const known = new Set([failureCodes, winrmErrors, windowsErrors].flatMap(table => Object.keys(table)));
    expect(made.length).toBeGreaterThan(20);
    expect([...new Set(made)].filter(code => !known.has(code))).toEqual([]);
  });
});
