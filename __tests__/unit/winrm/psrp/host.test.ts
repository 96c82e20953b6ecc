import { describe, expect, it } from 'vitest';
import { member, numberOf, type PsValue, psObject } from '../../../../src/winrm/psrp/clixml/values.ts';
import {
  answerHostCall,
  type HostCall,
  hostMethodReturns,
  hostMethods,
  readHostCall,
} from '../../../../src/winrm/psrp/host.ts';

const call = (method: number, parameters: readonly PsValue[] = []): HostCall =>
  readHostCall(
    psObject({
      extended: new Map<string, PsValue>([
        ['ci', 7n],
        ['mi', method],
        ['mp', parameters],
      ]),
    }),
  );
const readLine = hostMethods.indexOf('ReadLine') + 1;
const writeLine = hostMethods.indexOf('WriteLine2') + 1;

describe('a host call', () => {
  it('is read with its name and what it hands over', () => {
    expect(call(writeLine, ['text'])).toEqual({ id: 7n, method: 16, name: 'WriteLine2', parameters: ['text'] });
    expect(call(4711).name).toBe('4711');
  });

  it.each([
    ['nobody is there', undefined],
    ['whoever is there says nothing', () => undefined],
    [
      'whoever is there fails',
      () => {
        throw new Error('no');
      },
    ],
  ])('that waits is refused when %s', (_, answer) => {
    const reply = answerHostCall(call(readLine), answer);
    expect(member(reply, 'ci')).toBe(7n);
    expect(numberOf(member(reply, 'mi'))).toBe(11);
    expect(member(reply, 'mr')).toBeUndefined();
    expect(member(member(reply, 'me'), 'FullyQualifiedErrorId')).toBe('NoHost');
  });

  it('that waits gets its answer', () => {
    const reply = answerHostCall(call(readLine), ({ name }) => `answer to ${name}`);
    expect(member(reply, 'mr')).toBe('answer to ReadLine');
    expect(member(reply, 'me')).toBeUndefined();
  });

  it('that waits for nothing is heard and not answered', () => {
    const heard: unknown[] = [];
    expect(
      answerHostCall(call(writeLine, ['hello']), ({ parameters }) => void heard.push(...parameters)),
    ).toBeUndefined();
    expect(heard).toEqual(['hello']);
  });

  it('of an unknown method is refused rather than left waiting', () => {
    expect(hostMethodReturns(4711)).toBe(true);
    expect(answerHostCall(call(4711))).toBeDefined();
  });
});
