// A secret that came as plain text of a pipeline: whoever reads the pipeline's file or its log has it. It was printed before our code ran,
// so masking comes too late, and what is left is to say so once and to name the better way (facts: pipeline-hosts 7, seventh complaint).
// Azure tells a task which variables are secret; GitHub tells nothing, so there the workflow's own file is read for the very value.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Longer files are nobody's workflow. */
const longestWorkflow = 1_000_000;

export interface PlainWatch {
  /** An input and its text. */
  given(name: string, value: string | undefined): void;
  /** What to say of a secret that came as an input and is plain; undefined: nothing, or it was said before. */
  warningOf(secret: string): string | undefined;
}

/** @param judge what to say of a secret that this input brought; undefined: it is not plain */
export function watchPlain(
  judge: (input: string, secret: string) => string | undefined,
  directory: string,
): PlainWatch {
  const inputs = new Map<string, string>();
  return {
    given(name, value) {
      if (value !== undefined) inputs.set(value, name);
    },
    warningOf(secret) {
      const input = inputs.get(secret);
      inputs.delete(secret);
      // A key may be named by its file.
      return input === undefined || existsSync(resolve(directory, secret)) ? undefined : judge(input, secret);
    },
  };
}

/** On GitHub. @param workspace folder of the checkout */
export function judgePlainOnGithub(input: string, secret: string, workspace: string): string | undefined {
  const file = workflowWith(secret, workspace);
  if (file === undefined) return undefined;
  return `The ${input} stands as plain text in ${file}: whoever can read the repository has it. Change it, store the new one as a secret of the environment, and pass it as \${{ secrets.NAME }}.`;
}

/** On Azure. A text may be put together of variables; one that is secret makes it one that nobody has written down. */
export function judgePlainOnAzure(
  input: string,
  secret: string,
  secretVariables: readonly string[],
): string | undefined {
  if (secretVariables.some(value => value !== '' && secret.includes(value))) return undefined;
  return `The ${input} came as plain text: no secret variable of this job has it, so the log and the pipeline's file may show it. Change it, and take it from a service connection, from a secret variable, or from a variable group linked to a key vault.`;
}

/** The workflow of this checkout, relative to it, that has the value as a whole scalar; undefined where none has, or none can be read. */
function workflowWith(value: string, workspace: string): string | undefined {
  const folder = '.github/workflows';
  try {
    const names = readdirSync(join(workspace, folder)).filter(name => /\.ya?ml$/.test(name));
    const name = names.find(name => {
      const text = readFileSync(join(workspace, folder, name), 'utf8');
      return text.length <= longestWorkflow && scalarsOf(text).includes(value);
    });
    return name === undefined ? undefined : `${folder}/${name}`;
  } catch {
    return undefined; // no checkout here, or none of ours
  }
}

const quoted = /:[ \t]+(?:"([^"\n]*)"|'([^'\n]*)')/g;
/** A comma ends a scalar of a flow mapping (`with: { password: x, … }`) and no other, so each line is read in both ways. */
const bare = [/:[ \t]+([^\s"'{[][^\n]*)/g, /:[ \t]+([^\s"'{[,}\]][^\n,}\]]*)/g];

/** What stands behind a colon, without quotes and a comment. */
function scalarsOf(text: string): readonly string[] {
  const whole = [...text.matchAll(quoted)].map(([, double, single]) => double ?? single ?? '');
  const rest = bare.flatMap(form =>
    [...text.matchAll(form)].map(([, scalar = '']) => scalar.replace(/\s+#.*$/, '').trim()),
  );
  return [...whole, ...rest];
}
