// The grammars in which pipelines read commands out of the log, written after the sources of the two programs and not after ours:
// actions/runner ActionCommand.TryParseV2 and TryParse, azure-pipelines-agent Command.TryParse. Their searches go by .NET's culture, so
// characters without weight are taken out first. Names are compared without regard to case.

export interface PipelineCommand {
  readonly grammar: '::' | '##[' | '##vso[';
  /** In lower case: `set-output`, `task.setvariable`. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const githubNames = new Set([
  'stop-commands',
  'set-env',
  'set-output',
  'save-state',
  'add-mask',
  'add-path',
  'add-matcher',
  'remove-matcher',
  'debug',
  'warning',
  'error',
  'notice',
  'group',
  'endgroup',
  'echo',
]);

/** What ICU compares as nothing at all: enclosing marks and all that Unicode lets a font ignore, besides controls. */
const weightless = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Me}]|(?![\s\u0085])\p{Cc}/gu;

export function readGithubCommand(line: string): PipelineCommand | undefined {
  const text = line.replace(weightless, '');
  return readDoubleColon(text) ?? readBracket(text);
}

function readDoubleColon(text: string): PipelineCommand | undefined {
  // TrimStart() takes every Unicode white space; JavaScript's trimStart lacks U+0085.
  const message = text.replace(/^[\s\u0085]+/u, '');
  const end = message.startsWith('::') ? message.indexOf('::', 2) : -1;
  if (end < 0) return undefined;
  const [name = '', rest = ''] = splitAt(message.slice(2, end), ' ');
  if (!githubNames.has(name.toLowerCase())) return undefined;
  const properties = rest
    .trim()
    .split(',')
    .flatMap(part => property(part, unescapeProperty));
  return {
    grammar: '::',
    name: name.toLowerCase(),
    properties: Object.fromEntries(properties),
    data: unescapeData(message.slice(end + 2)),
  };
}

function readBracket(text: string): PipelineCommand | undefined {
  const start = text.indexOf('##[');
  const end = start < 0 ? -1 : text.indexOf(']', start);
  if (end < 0) return undefined;
  const [name = '', rest = ''] = splitAt(text.slice(start + 3, end), ' ');
  // The runner's own marks of where an action starts are no commands, but must not be forged either.
  if (!githubNames.has(name.toLowerCase()) && !/^(?:start|end)-action/.test(name)) return undefined;
  const properties = rest.split(';').flatMap(part => property(part, unescapeProperty));
  return {
    grammar: '##[',
    name: name.toLowerCase(),
    properties: Object.fromEntries(properties),
    data: unescapeData(text.slice(end + 1)),
  };
}

/** `malformed` makes the agent print a warning of its own. */
export function readAzureCommand(line: string): PipelineCommand | 'malformed' | undefined {
  const text = line.replace(weightless, '');
  const prefix = '##vso[';
  const start = text.toLowerCase().indexOf(prefix);
  const end = start < 0 ? -1 : text.indexOf(']', start);
  if (end < 0) return text.toLowerCase().includes('##vso') ? 'malformed' : undefined;
  const [name = '', rest = ''] = splitAt(text.slice(start + prefix.length, end), ' ');
  if (name.split('.').filter(part => part !== '').length !== 2) return 'malformed';
  const properties = rest.split(';').flatMap(part => property(part, unescapeAzure));
  return {
    grammar: '##vso[',
    name: name.toLowerCase(),
    properties: Object.fromEntries(properties),
    data: unescapeAzure(text.slice(end + 1)),
  };
}

/** What a command says once its escapes are undone: a secret can hide behind them. */
export function partsOf(command: PipelineCommand | undefined): readonly string[] {
  return command === undefined ? [] : [command.data, ...Object.values(command.properties)];
}

function splitAt(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

function property(part: string, read: (text: string) => string): readonly (readonly [string, string])[] {
  const [key = '', value = ''] = splitAt(part, '=');
  return key === '' || value === '' ? [] : [[key, read(value)]];
}

const unescapeData = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

const unescapeProperty = (text: string): string =>
  unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%3B', ';').replaceAll('%5D', ']'));

const unescapeAzure = (text: string): string =>
  text
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%AZP25', '%');

/** Lines as .NET's ReadLine cuts them. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
