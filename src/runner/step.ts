// A step of the owner's around the work: a command that takes a machine out of a load balancer, opens a window in a monitoring, and puts
// both back. How it ended is its exit code; of a step that failed the last lines of its standard output are kept, for whoever mends it,
// and in them nothing that stands in a variable which may hold a secret. Its key stands in its environment: a step that is asked for
// again, because nobody knows how far it came, is asked for under the same key. Nothing throws.
import type { StepAsk, StepEnd } from '../model/ports.ts';
import { type CommandEnd, runCommand } from './command.ts';

export interface StepPlace {
  /** Where commands run, and where their paths begin. */
  readonly directory: string;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal | undefined;
}

const outputLimit = 1_048_576;
const lastLines = 3;
const longest = 300;

/** Names of variables whose value is nobody's business; anything short would blot out half of a line. */
const secretName = /^PATCHRING_|TOKEN|SECRET|PASSW|CREDENTIAL|APIKEY|_KEY$|_PWD$|_PAT$|^SYSTEM_ACCESSTOKEN$/i;
const shortestSecret = 4;

function withoutSecrets(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  const values = Object.entries(environment).flatMap(([name, value = '']) =>
    secretName.test(name) ? [value, ...value.split(/\r?\n/)].filter(one => one.length >= shortestSecret) : [],
  );
  // The longest first: a secret may begin with another one.
  return values.sort((a, b) => b.length - a.length).reduce((clean, value) => clean.replaceAll(value, '***'), text);
}

/** What it printed last, on one line and without control characters. */
export function lastWords(output: string, environment: Readonly<Record<string, string | undefined>>): string {
  const lines = withoutSecrets(output, environment)
    .split(/[\r\n]+/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .map(line => line.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u001f\u007f-\u009f]/g, '').trim())
    .filter(line => line !== '');
  const said = lines.slice(-lastLines).join(' | ');
  return said.length <= longest ? said : `…${said.slice(1 - longest)}`;
}

function failureIn(end: CommandEnd, timeout: number): NonNullable<StepEnd['failed']> | null {
  const said = 'output' in end ? lastWords(end.output, process.env) : '';
  switch (end.kind) {
    case 'done':
      return null;
    case 'failed':
      return { how: end.how, said };
    case 'overdue':
      return { how: `it did not end in ${timeout} ms`, said };
    case 'missing':
      return { how: end.why, said };
    case 'tooLong':
      return { how: 'it prints too much', said };
    case 'aborted':
      return { how: 'the run was asked to stop', said };
  }
}

export async function runStep({ command, timeout, key }: StepAsk, { directory, signal }: StepPlace): Promise<StepEnd> {
  const began = performance.now();
  const environment = { PATCHRING_STEP_KEY: key };
  const end = await runCommand({ command, directory, timeout, limit: outputLimit, environment, signal });
  return { took: Math.round(performance.now() - began), failed: failureIn(end, timeout) };
}
