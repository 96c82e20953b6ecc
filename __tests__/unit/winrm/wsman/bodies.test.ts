// Bodies of shell, stream, enumeration and service messages: each is read by the other half as it was written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readEnumerate,
  readPage,
  readPull,
  writeEnumerate,
  writePage,
  writePull,
} from '../../../../src/winrm/wsman/enumeration.ts';
import { readRequest, readResponse, writeRequest, writeResponse } from '../../../../src/winrm/wsman/envelope.ts';
import {
  isIdentify,
  readConfig,
  readIdentity,
  writeConfig,
  writeIdentify,
  writeIdentity,
} from '../../../../src/winrm/wsman/messages.ts';
import {
  readConnect,
  readConnectResponse,
  readCreate,
  readCreatedShellId,
  readShell,
  writeConnect,
  writeConnectResponse,
  writeCreate,
  writeCreateResponse,
  writeShell,
} from '../../../../src/winrm/wsman/shell.ts';
import {
  readCommand,
  readCommandResponse,
  readReceive,
  readReceiveResponse,
  readSend,
  readSignal,
  writeCommand,
  writeCommandResponse,
  writeReceive,
  writeReceiveResponse,
  writeSend,
  writeSignal,
} from '../../../../src/winrm/wsman/streams.ts';
import { element, type XmlElement } from '../../../../src/winrm/wsman/xml.ts';

const header = { action: 'A', to: 'T', messageId: 'M', maxEnvelopeSize: 1, operationTimeout: 0 };
const asked = (body: string): XmlElement | undefined => readRequest(writeRequest(header, body)).body;
const answered = (body: string): XmlElement | undefined =>
  readResponse(writeResponse({ action: 'A', messageId: 'M' }, body)).body;
const bytes = fc.uint8Array({ maxLength: 200 }).map(array => Buffer.from(array));
const id = '0533352D-95C5-4715-BF50-1F449FF1FC9B';

describe('a shell', () => {
  it('is created as it was asked for', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.option(fc.integer({ min: 0, max: 10_000_000 }), { nil: undefined }),
        (creation, idleTimeout) => {
          const request = {
            id,
            name: 'patchring <1>',
            inputStreams: 'stdin pr',
            outputStreams: 'stdout',
            idleTimeout,
            workingDirectory: undefined,
            creation,
          };
          expect(readCreate(asked(writeCreate(request)))).toEqual(request);
        },
      ),
    );
  });

  it('tells its id by the selector, with or without a description', () => {
    const info = {
      id,
      resourceUri: 'r',
      owner: 'CORP\\svc',
      state: 'Connected',
      idleTimeout: 1000,
      maxIdleTimeout: 2147483647,
      name: 'n',
      clientIp: '::1',
    };
    const markup = writeCreateResponse(info, 'http://a/wsman');
    expect(readCreatedShellId(answered(markup))).toBe(id);
    expect(readShell(answered(writeShell(info)) ?? expect.fail())).toEqual(info);
    // Windows 7 leaves the description out.
    expect(readCreatedShellId(answered(markup.slice(0, markup.indexOf('<rsp:Shell>'))))).toBe(id);
    expect(readCreatedShellId(answered(''))).toBeUndefined();
  });

  it('is taken over with the fragments of both sides', () => {
    fc.assert(
      fc.property(bytes, data => {
        expect(readConnect(asked(writeConnect(data)))).toEqual(data);
        expect(readConnectResponse(answered(writeConnectResponse(data)))).toEqual(data);
      }),
    );
  });
});

describe('streams', () => {
  it('carry any bytes, ids in upper case', () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), (data, end) => {
        const part = { name: 'stdin', commandId: id, bytes: data, end };
        expect(readSend(asked(writeSend([part, part])))).toEqual([part, part]);
        const received = { parts: [{ ...part, name: 'stdout' }], done: end, ...(end ? { exitCode: 4294967295 } : {}) };
        expect(readReceiveResponse(answered(writeReceiveResponse({ ...received, commandId: id })))).toEqual(received);
      }),
    );
    expect(readReceive(asked(writeReceive({ streams: 'stdout stderr', commandId: id.toLowerCase() })))).toEqual({
      streams: 'stdout stderr',
      commandId: id,
    });
  });

  it('say nothing about an exit code that was not sent', () => {
    const state = element('rsp:CommandState', {
      State: 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Done',
    });
    expect(readReceiveResponse(answered(element('rsp:ReceiveResponse', {}, state)))).toEqual({ parts: [], done: true });
  });

  it('hold commands and signals', () => {
    const command = { id, command: 'powershell.exe', arguments: ['a "b"', '', '<c>'] };
    expect(readCommand(asked(writeCommand(command)))).toEqual(command);
    expect(readCommandResponse(answered(writeCommandResponse(id)))).toBe(id);
    expect(readSignal(asked(writeSignal(id, 'powershell/signal/crtl_c')))).toEqual({
      commandId: id,
      code: 'powershell/signal/crtl_c',
    });
  });
});

describe('an enumeration', () => {
  it('asks with a filter or without', () => {
    expect(readEnumerate(asked(writeEnumerate()))).toBeUndefined();
    for (const filter of [
      { kind: 'wql', query: "SELECT * FROM X WHERE A < 5 AND B = '&'" } as const,
      { kind: 'selectors', selectors: { ShellId: id } } as const,
    ]) {
      expect(readEnumerate(asked(writeEnumerate(filter)))).toEqual(filter);
    }
    expect(readPull(asked(writePull('uuid:<1>')))).toBe('uuid:<1>');
  });

  it.each(['Enumerate', 'Pull'] as const)('gives pages: %s', kind => {
    const items = ['<a/>', '<b/>'];
    const page = readPage(answered(writePage(kind, items, 'next')));
    expect([page.items.map(item => item.name), page.context]).toEqual([['a', 'b'], 'next']);
    expect(readPage(answered(writePage(kind, [], undefined)))).toEqual({ items: [], context: undefined });
  });
});

describe('the service', () => {
  it('says who it is', () => {
    const identity = {
      protocolVersion: 'p',
      vendor: 'Microsoft Corporation',
      productVersion: 'OS: 0.0.0 SP: 0.0 Stack: 3.0',
    };
    expect(isIdentify(readRequest(writeIdentify()).body)).toBe(true);
    expect(readIdentity(readResponse(writeIdentity(identity)).body)).toEqual(identity);
    expect(readIdentity(answered('<a/>'))).toBeUndefined();
  });

  it('says its sizes, and nonsense is no size', () => {
    expect(readConfig(answered(writeConfig({ maxEnvelopeSize: 512_000, maxTimeout: 60_000 })))).toEqual({
      maxEnvelopeSize: 512_000,
      maxTimeout: 60_000,
      maxBatchItems: 32_000,
    });
    expect(readConfig(answered('<a/>')).maxEnvelopeSize).toBeUndefined();
  });
});
