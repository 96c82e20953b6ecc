// One credential as a policy writes it, in one of four forms: a user with a password, a command that answers for each machine, a
// client certificate, or whoever runs us. Which form it is stands here; that it is exactly one is a rule (rules/credentials.ts).
// Nothing in it is a secret: secrets are variables PATCHRING_*, files, or what the command answers.
import * as z from 'zod';
import type { AuthName } from './connection.ts';
import { labelSchema } from './label.ts';

export const credentialSchema = z.strictObject({
  match: labelSchema.optional().describe('Label of the machines that use this credential; only `default` has none.'),
  username: z
    .string()
    .min(1)
    .optional()
    .describe('User name, or the environment variable that holds it: $PATCHRING_USERNAME.'),
  password: z
    .string()
    .min(1)
    .optional()
    .describe('The environment variable that holds the password: $PATCHRING_PASSWORD; never the password.'),
  exec: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      'Command and arguments, run without a shell in the policy’s folder at each logon; {machine} is the machine’s name. It prints { "username": …, "password": … } as JSON within 20 seconds.',
    ),
  certificate: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Client certificate for auth: certificate; a PEM file, or the variable PATCHRING_* that holds or names it.',
    ),
  key: z
    .string()
    .min(1)
    .optional()
    .describe('Its private key; a PEM file, or the variable PATCHRING_* that holds or names it.'),
  passphrase: z
    .string()
    .min(1)
    .optional()
    .describe('The environment variable that holds the passphrase of the key: $PATCHRING_PASSPHRASE.'),
  sso: z
    .literal(true, { error: 'write true, or leave it out' })
    .optional()
    .describe(
      'Single sign-on with kerberos and negotiate: whoever runs patchring, by ticket, keytab or Windows logon.',
    ),
});

export type WrittenCredential = z.output<typeof credentialSchema>;

export type CredentialForm =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'exec'; readonly command: readonly string[] }
  | { readonly kind: 'certificate'; readonly certificate: string; readonly key: string; readonly passphrase?: string }
  | { readonly kind: 'sso' };

/** What each form is made of: the first of its keys names it. */
export const formKeys = {
  password: ['username', 'password'],
  exec: ['exec'],
  certificate: ['certificate', 'key', 'passphrase'],
  sso: ['sso'],
} as const satisfies Record<CredentialForm['kind'], readonly (keyof WrittenCredential)[]>;

/** Undefined for what is not exactly one form, whole. */
export function formOf(written: WrittenCredential): CredentialForm | undefined {
  const { username, password, exec, certificate, key, passphrase, sso } = written;
  const begun = Object.values(formKeys).filter(keys => keys.some(name => written[name] !== undefined));
  if (begun.length !== 1) return undefined;
  if (username !== undefined && password !== undefined) return { kind: 'password', username, password };
  if (exec !== undefined) return { kind: 'exec', command: exec };
  if (sso !== undefined) return { kind: 'sso' };
  if (certificate === undefined || key === undefined) return undefined;
  return { kind: 'certificate', certificate, key, ...(passphrase === undefined ? {} : { passphrase }) };
}

/** What is meant where a policy has no credentials: the inputs of the run. */
export function usualForm(auth: AuthName): CredentialForm {
  return auth === 'certificate'
    ? { kind: 'certificate', certificate: '$PATCHRING_CLIENT_CERTIFICATE', key: '$PATCHRING_CLIENT_KEY' }
    : { kind: 'password', username: '$PATCHRING_USERNAME', password: '$PATCHRING_PASSWORD' };
}

/** Every text in it that may name a variable. */
export function textsOf(form: CredentialForm): readonly string[] {
  if (form.kind === 'password') return [form.username, form.password];
  if (form.kind !== 'certificate') return [];
  return [form.certificate, form.key, ...(form.passphrase === undefined ? [] : [form.passphrase])];
}
