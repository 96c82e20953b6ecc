// From a credential of the policy to what the client asks for at a logon. A value lives as long as the logon that asked for it: variables
// and files are read then, a command is run then, and what it answers is known to the masker before anything else sees it.
// Who logs on by a command is only known when it has answered, so an answer can be had ahead (`prepare`), for the guard over accounts
// to know whose password is about to be shown; that answer serves the next logon and no other.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { FailureError, failureOf } from '../model/failure.ts';
import type { MachineEntry } from '../model/machine.ts';
import { jumpOf } from '../policy/connection.ts';
import type { CredentialForm } from '../policy/credential-form.ts';
import type { Logon } from '../policy/credentials.ts';
import { type Environment, expand, variableOf } from '../policy/variable.ts';
import { type CommandEnd, runCommand } from '../runner/command.ts';
import type { ClientCertificate, CredentialSource, Credentials } from '../winrm/index.ts';

export interface AccountOptions {
  /** Folder of the policy's file: where paths begin, and where commands run. */
  readonly directory: string;
  readonly env: Environment;
  /** Makes a value known as a secret, at once. */
  readonly secret: (value: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Who logs on to one machine. */
export interface Account {
  readonly credentials: Credentials | CredentialSource;
  readonly clientCertificate?: () => ClientCertificate;
  /** Where a command answers: asks it, keeps the answer for the next logon, and says whose it is. Throws a FailureError. */
  readonly prepare?: () => Promise<string>;
}

const timeLimit = 20_000;
const outputLimit = 65_536;

const answerSchema = z.object({ username: z.string().min(1).max(512), password: z.string().min(1).max(4_096) });
type CommandAnswer = z.output<typeof answerSchema>;

const nobody: Credentials = { username: '', password: () => '' };

export function accountFor(
  form: CredentialForm,
  label: string,
  machine: MachineEntry,
  options: AccountOptions,
): Account {
  const { env } = options;
  switch (form.kind) {
    case 'password':
      return { credentials: { username: expand(form.username, env), password: () => expand(form.password, env) } };
    case 'certificate':
      return { credentials: nobody, clientCertificate: () => readCertificate(form, label, options) };
    case 'sso':
      return { credentials: nobody };
    case 'exec':
      return byCommand(() => askCommand(form.command, label, machine, options), machine);
  }
}

/** Makes what variables hold known as secrets, whatever the variables are called. */
export function maskSecrets({ form, way }: Pick<Logon, 'form' | 'way'>, { env, secret }: AccountOptions): void {
  const { password: jump } = (way.via === undefined ? undefined : jumpOf(way.via)) ?? {};
  const own = form.kind === 'password' ? form.password : form.kind === 'certificate' ? form.passphrase : undefined;
  for (const text of [jump, own]) {
    const value = text === undefined ? '' : expand(text, env);
    if (value !== '') secret(value);
  }
}

/** What a reference such as `Bearer $PATCHRING_TOKEN` stands for, known as a secret from now on; undefined: its variable is not set. */
export function meantBy(
  reference: string,
  { env, secret }: Pick<AccountOptions, 'env' | 'secret'>,
): string | undefined {
  const at = reference.indexOf('$');
  const value = expand(reference.slice(at), env);
  if (at === -1 || value === '' || value === reference.slice(at)) return undefined;
  secret(value);
  return `${reference.slice(0, at)}${value}`;
}

/** Throws a FailureError where a file is not there or holds no PEM. */
export function readCertificate(
  form: Extract<CredentialForm, { kind: 'certificate' }>,
  label: string,
  options: AccountOptions,
): ClientCertificate {
  const key = pemOf(form.key, `credentials.${label}.key`, options);
  options.secret(key);
  const cert = pemOf(form.certificate, `credentials.${label}.certificate`, options);
  const passphrase = form.passphrase === undefined ? undefined : expand(form.passphrase, options.env);
  return { cert, key, ...(passphrase === undefined ? {} : { passphrase }) };
}

/** A variable holds the text or names the file. Its value is in no message: it may be the key in a form that we do not know. */
function pemOf(written: string, where: string, { directory, env }: AccountOptions): string {
  const value = expand(written, env);
  if (value.includes('-----BEGIN ')) return value;
  const variable = variableOf(written);
  const file = variable === undefined ? resolve(directory, value) : value;
  const shown = variable === undefined ? `the file ${file}` : `what ${variable} holds or names`;
  const refuse = (why: string): FailureError =>
    new FailureError([failureOf('CREDENTIAL_FILE_UNREADABLE', `${where}: ${shown} ${why}`)]);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw refuse(isMissing ? 'is not there' : 'cannot be read');
  }
  if (text.includes('-----BEGIN ')) return text;
  throw refuse('is no PEM');
}

/** One answer a logon: the one that was had ahead, else a new one. */
function byCommand(ask: () => Promise<CommandAnswer>, machine: MachineEntry): Account {
  let ahead: CommandAnswer | undefined;
  return {
    async prepare() {
      ahead = await ask();
      return nameOfAccount(ahead.username, machine.name);
    },
    async credentials() {
      const { username, password } = ahead ?? (await ask());
      ahead = undefined;
      return { username, password: () => password };
    },
  };
}

/**
 * What tells accounts apart: of a domain they are the same on every machine, of a machine they are not. A name without either is the
 * machine's own, where it has one of that name.
 */
export function nameOfAccount(username: string, machine: string): string {
  const name = username.toLowerCase();
  const [short = ''] = machine.toLowerCase().split('.');
  const [place = '', own = ''] = name.includes('\\') ? name.split('\\') : ['', name];
  const isLocal = ['', '.', short, machine.toLowerCase()].includes(place) && !own.includes('@');
  return isLocal ? `${machine.toLowerCase()}\\${own}` : name;
}

async function askCommand(
  command: readonly string[],
  label: string,
  machine: MachineEntry,
  { directory, secret, signal }: AccountOptions,
): Promise<CommandAnswer> {
  const whole = command.map(argument => argument.replaceAll('{machine}', machine.name));
  const end = await runCommand({ command: whole, directory, timeout: timeLimit, limit: outputLimit, signal });
  if (end.kind === 'done') {
    const answer = answerIn(end.output);
    if (answer !== undefined) {
      secret(answer.password);
      return answer;
    }
  }
  throw new FailureError([{ ...failureOfEnd(end, `credentials.${label}.exec`), machine: machine.name }]);
}

function answerIn(output: string): CommandAnswer | undefined {
  try {
    return answerSchema.safeParse(JSON.parse(output)).data;
  } catch {
    // What it said may be a password: a parser's message would quote it.
    return undefined;
  }
}

function failureOfEnd(end: CommandEnd, where: string) {
  switch (end.kind) {
    case 'missing':
      return failureOf('CREDENTIAL_COMMAND_MISSING', `the command of ${where} cannot be started (${end.why})`);
    case 'failed':
      return failureOf('CREDENTIAL_COMMAND_FAILED', `the command of ${where} failed (${end.how})`, { retryable: true });
    case 'overdue':
      return failureOf('CREDENTIAL_COMMAND_OVERDUE', `the command of ${where} took more than ${timeLimit / 1_000} s`, {
        retryable: true,
      });
    case 'aborted':
      return failureOf('CREDENTIAL_COMMAND_FAILED', `the command of ${where} was ended, because the run is`);
    case 'tooLong':
      return failureOf(
        'CREDENTIAL_ANSWER_TOO_LARGE',
        `the command of ${where} said more than ${outputLimit} characters`,
      );
    case 'done':
      return failureOf(
        'CREDENTIAL_ANSWER_INVALID',
        `the command of ${where} did not answer with { "username": …, "password": … }`,
      );
  }
}
