// The table of faults is complete, and what people read is what the code decides by.
import { describe, expect, it } from 'vitest';
import { winrmErrors } from '../../../src/winrm/errors.ts';
import { errorTable, faultTable } from '../../../src/winrm/troubleshooting.ts';
import { faultError } from '../../../src/winrm/wsman/fault.ts';
import { alreadyGone, codeOfFault, faultMeanings, pollAgain } from '../../../src/winrm/wsman/fault-numbers.ts';

// Every number of facts: winrm 1.13, the block of PowerShell's own client included (peers/psrp-names.test.ts asks that client).
const known = [
  5, 14, 53, 87, 170, 995, 1115, 1311, 1312, 1326, 1722, 2147942402, 2147942405, 2147942606, 2147943418, 2150858752, 2150858754, 2150858757,
  2150858767, 2150858770, 2150858778, 2150858790, 2150858793, 2150858806, 2150858811, 2150858813, 2150858815, 2150858824,
  2150858825, 2150858843, 2150858868, 2150858881, 2150858978, 2150858980, 2150858981, 2150859012, 2150859013, 2150859014,
  2150859020, 2150859022, 2150859025, 2150859026, 2150859027, 2150859046, 2150859082, 2150859087, 2150859113, 2150859120,
  2150859140, 2150859161, 2150859173, 2150859174, 2150859175, 2150859176, 2150859177, 2150859179, 2150859180, 2150859191,
  2150859194, 2150859195, 2150859202, 2150859206, 2150859212, 2150859213, 2150859216, 2150859229, 2150859230, 2150859231,
  2150859235, 2150859236, 2150859237, 2150859238, 2150859239, 2150859240, 2150859241, 2150859242, 2152991685, 2152992672,
]; // biome-ignore format: a list of numbers

const read = (number: number) => faultError({ number, subcode: undefined, detail: undefined, text: '' }, 'testing');

describe('the table of faults', () => {
  it.each(known)('%i has a code of its own, a meaning and a next step', number => {
    const row = faultMeanings.get(number);
    expect(row?.code).toBe(codeOfFault(number, undefined));
    expect(row?.code).not.toBe('WINRM_FAULT');
    expect(row?.meaning).toMatch(/\w/);
    expect(read(number).help).toMatch(/[.?]$/);
  });

  // The reactions of facts: winrm 1.13: back off, wait, reconnect or expect it, against fatal, refuse, a bug or a thing to be set up.
  it.each([
    170, 1115, 2147943418, 2150858770, 2150858815, 2150859026, 2150859046, 2150859173, 2150859174, 2150859175, 2150859176,
    2150859179, 2150859213, 2150859230, 2150859236, 2150859237, 2150859238, 2150859239, 2150859240, 2150859241, 2150859242,
  ])('%i may pass by itself', number => expect(read(number).retryable).toBe(true)); // biome-ignore format: numbers

  it.each([
    5, 87, 1311, 1312, 1326, 2147942402, 2147942405, 2147942606, 2150858752, 2150858754, 2150858757, 2150858778, 2150858806,
    2150858811, 2150858813, 2150858843, 2150858868, 2150858978, 2150858980, 2150858981, 2150859012, 2150859013, 2150859014,
    2150859020, 2150859022, 2150859027, 2150859113, 2150859140, 2150859161, 2150859180, 2150859191, 2150859194, 2150859195,
    2150859202, 2150859212, 2150859229, 2150859231, 2150859235, 2152991685, 2152992672,
  ])('%i does not pass by itself', number => expect(read(number).retryable).toBe(false)); // biome-ignore format: numbers

  it('tells an account that may not from a session configuration that cannot, and a password from an account', () => {
    const codes = [5, 2150859231, 1326, 1330, 1909].map(number => codeOfFault(number, undefined));
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('holds each number once, as an unsigned 32-bit number', () => {
    const rows = faultTable().split('\n').slice(2);
    expect(rows).toHaveLength(faultMeanings.size);
    for (const number of [...faultMeanings.keys(), ...alreadyGone]) expect(number >>> 0).toBe(number);
  });

  it('gives the advice of the number before that of its code', () => {
    expect(read(1909).help).toContain('Unlock');
    expect(read(1326).help).toBe(winrmErrors.WINRM_AUTH_REJECTED.help);
    expect(read(4711)).toMatchObject({ code: 'WINRM_FAULT', retryable: false, help: winrmErrors.WINRM_FAULT.help });
  });

  it('is printed in the order of numbers, as five columns of Markdown', () => {
    const [head, rule, ...rows] = faultTable().split('\n');
    expect(head).toBe('| Fault | The machine means | Code | Again? | Beside what the code says |');
    expect(rule).toBe('| --- | --- | --- | --- | --- |');
    const numbers = rows.map(row => Number(/^\| (\d+) /.exec(row)?.[1]));
    expect(numbers).toEqual([...faultMeanings.keys()].sort((one, other) => one - other));
    for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(7);
    expect(rows.find(row => row.includes(`${pollAgain} (0x80338029)`))).toContain('WINRM_OPERATION_TIMED_OUT');
  });
});

describe('the table of codes', () => {
  it('has a row for each', () => {
    const rows = errorTable().split('\n').slice(2);
    expect(rows.map(row => /`(\w+)`/.exec(row)?.[1])).toEqual(Object.keys(winrmErrors));
  });
});
