// What can be read without a shell: the service's configuration, the inventory of shells, and CIM by Get, Enumerate and Pull.
// As on older hosts the first page of an enumeration is short, so that a client must pull (facts: winrm 1.11).
// Enumerations that nobody finishes are forgotten, the oldest first.

import { cimResource, readCimCall, readCimResource, writeCimResult, writeCimRow } from '../wsman/cim.ts';
import { type EnumerateFilter, readEnumerate, readPull, writePage } from '../wsman/enumeration.ts';
import { writeConfig } from '../wsman/messages.ts';
import { actions, resources } from '../wsman/names.ts';
import { writeShell } from '../wsman/shell.ts';
import { element, escapeText } from '../wsman/xml.ts';
import type { CimRequest, PeerHandler } from './contract.ts';
import type { Asked } from './operations.ts';
import { refuse, refuseUnknown } from './refusal.ts';
import type { Shell, ShellTable } from './shells.ts';

export interface Readings {
  /** Markup of the answer; undefined when the action is none of these. */
  answer(asked: Asked): Promise<string | undefined>;
}

export interface ReadingsOptions {
  readonly handler: PeerHandler;
  readonly table: ShellTable;
  readonly newId: () => string;
  readonly maxEnvelopeSize: number;
}

const firstPage = 1;
const laterPage = 50;
const maxContexts = 64;

function shellItem(shell: Shell): string {
  const { about } = shell;
  return writeShell({
    id: shell.id,
    resourceUri: shell.resourceUri,
    owner: about.user.username,
    state: shell.connected ? 'Connected' : 'Disconnected',
    idleTimeout: shell.idleTimeout,
    ...(about.name === undefined ? {} : { name: about.name }),
  });
}

function commandItems(table: ShellTable, filter: EnumerateFilter | undefined): string[] {
  const wanted = filter?.kind === 'selectors' ? filter.selectors.ShellId?.toUpperCase() : undefined;
  return table
    .list()
    .filter(shell => wanted === undefined || shell.id === wanted)
    .flatMap(shell =>
      [...shell.commands.keys()].map(id =>
        element(
          'rsp:Command',
          {},
          element('rsp:ShellId', {}, escapeText(shell.id)) + element('rsp:CommandId', {}, escapeText(id)),
        ),
      ),
    );
}

/** A method call; undefined when the request is none. */
async function callMethod(handler: PeerHandler, { header, body }: Asked['request']): Promise<string | undefined> {
  const uri = header.resourceUri ?? '';
  const resource = readCimResource(uri);
  const wanted = readCimCall(body);
  if (resource === undefined || wanted === undefined || header.action !== `${uri}/${wanted.method}`) return undefined;
  const result = await handler.cimMethod?.({ ...resource, keys: header.selectors ?? {}, ...wanted });
  if (result === undefined) refuse(2150858752, 'The method does not exist.', { blame: 'Sender' });
  return writeCimResult(uri, wanted.method, result);
}

export function createReadings({ handler, table, newId, maxEnvelopeSize }: ReadingsOptions): Readings {
  const contexts = new Map<string, readonly string[]>();

  const rows = async (request: CimRequest): Promise<string[]> => {
    const found = await handler.cim?.(request);
    if (found === undefined) refuse(2150858752, 'The resource does not exist.', { blame: 'Sender' });
    const uri = cimResource(request.namespace, request.className);
    return found.map(row => writeCimRow(uri, request.className, row));
  };

  const get = async (uri: string, keys: Readonly<Record<string, string>> | undefined): Promise<string> => {
    if (uri === resources.config) return writeConfig({ maxEnvelopeSize, maxTimeout: 60_000 });
    if (uri === resources.shell) return shellItem(table.find(keys?.ShellId) ?? refuseUnknown('shell'));
    const resource = readCimResource(uri) ?? refuse(2150858811, 'The resource URI is not known.', { blame: 'Sender' });
    const [first] = await rows({ ...resource, keys: keys ?? {} });
    return first ?? refuse(2150858752, 'The instance does not exist.', { blame: 'Sender' });
  };

  const items = async (uri: string, filter: EnumerateFilter | undefined): Promise<string[]> => {
    if (uri === resources.shell) return table.list().map(shellItem);
    if (uri === resources.command) return commandItems(table, filter);
    const resource = readCimResource(uri) ?? refuse(2150858811, 'The resource URI is not known.', { blame: 'Sender' });
    if (filter?.kind !== 'wql') return await rows(resource);
    const className = /\bfrom\s+([a-z_]\w*)/i.exec(filter.query)?.[1];
    if (className === undefined) refuse(2150858778, 'The filter is not valid.', { blame: 'Sender' });
    return await rows({ ...resource, className, query: filter.query });
  };

  const page = (kind: 'Enumerate' | 'Pull', all: readonly string[], size: number): string => {
    const rest = all.slice(size);
    if (rest.length === 0) return writePage(kind, all, undefined);
    const context = newId();
    const oldest = contexts.keys().next().value;
    if (contexts.size >= maxContexts && oldest !== undefined) contexts.delete(oldest);
    contexts.set(context, rest);
    return writePage(kind, all.slice(0, size), context);
  };

  const pull = (context: string): string => {
    const rest = contexts.get(context);
    contexts.delete(context);
    if (rest === undefined) refuse(2150858763, 'The enumeration context is not valid.', { blame: 'Sender' });
    return page('Pull', rest, laterPage);
  };

  return {
    async answer({ request: { header, body } }) {
      const uri = header.resourceUri ?? '';
      if (header.action === actions.get) return await get(uri, header.selectors);
      if (header.action === actions.enumerate) {
        const everything = uri === resources.shell || uri === resources.command;
        return page(
          'Enumerate',
          await items(uri, readEnumerate(body)),
          everything ? Number.POSITIVE_INFINITY : firstPage,
        );
      }
      if (header.action === actions.pull) return pull(readPull(body));
      if (header.action === actions.release) {
        contexts.delete(readPull(body));
        return '';
      }
      return await callMethod(handler, { header, body });
    },
  };
}
