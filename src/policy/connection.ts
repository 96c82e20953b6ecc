// How machines are reached, as a policy writes it: one mapping of settings for all, and under `for` the settings that are others for
// the machines of a label. The first entry whose label a machine bears is its entry; what that does not say is said by the mapping.
// A setting that comes from above and means nothing beside the entry's own (a CA where HTTP is sealed) is left out; one that is
// written where it means nothing is refused by the rules.
import * as z from 'zod';
import type { MachineEntry } from '../model/machine.ts';
import { hasLabel, labelSchema } from './label.ts';
import { variableOf } from './variable.ts';

export const authNames = ['kerberos', 'negotiate', 'ntlm', 'certificate', 'basic'] as const;
export type AuthName = (typeof authNames)[number];
export type TransportName = 'https' | 'http-sealed';

/** What the client itself says (winrm/auth/registry.ts, which no policy may import); a test holds the two together. */
export const credsspRefused =
  'CredSSP hands the whole password to the machine; what it is used for is done here by a task on the machine itself. Use kerberos or negotiate';

const transportSchema = z.enum(['https', 'http-sealed']);
const authSchema = z.enum(authNames, {
  error: ({ input }) => (typeof input === 'string' && input.toLowerCase() === 'credssp' ? credsspRefused : undefined),
});
const transportHelp =
  'https (validated), or http-sealed: plain HTTP whose every message is sealed by the authentication.';
const authHelp =
  'How to log on: kerberos, negotiate (Kerberos in SPNEGO), ntlm, certificate, basic; the last two only over https. ntlm is the default because it needs nothing on the runner, and is bound to the TLS channel or seals; kerberos proves the machine too.';

const settings = {
  ca: z
    .string()
    .min(1)
    .optional()
    .describe('PEM file with the CA that issued the machines’ certificates, beside the policy.'),
  pin: z
    .string()
    .regex(/^([0-9A-Fa-f]{2}:?){32}$/, 'a pin is the SHA-256 of the certificate: 64 hexadecimal digits')
    .optional()
    .describe('SHA-256 of the one certificate that is accepted, whoever issued it.'),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('Port where it is not 5986 (https) or 5985 (http-sealed); a machine’s own port goes first.'),
  ntlmFallback: z
    .boolean()
    .optional()
    .describe('With negotiate: NTLM where Kerberos cannot be used, which is then said; never when left out.'),
  spn: z
    .string()
    .regex(/^(?:HTTP|WSMAN|HOST|[\w.-]+\/[\w.:@/-]+)$/, 'write HTTP, WSMAN, HOST or a whole name as service/name')
    .optional()
    .describe('With kerberos and negotiate: class of the service, or a whole service/name; HOST when left out.'),
  interpreter: z
    .string()
    .min(1)
    .optional()
    .describe('With kerberos and negotiate: PowerShell 7.3 or later; $PATCHRING_PWSH goes first; pwsh when left out.'),
  via: z
    .string()
    .min(1)
    .optional()
    .describe('Jump host: socks5://host:port, or socks5://$PATCHRING_JUMP_USER:$PATCHRING_JUMP_PASSWORD@host:port.'),
  configuration: z
    .string()
    .regex(/^[\w.-]{1,128}$/, 'a session configuration is named by letters, digits, dots, hyphens and underscores')
    .optional()
    .describe(
      'Session configuration with the functions that `jea` writes: nothing but typed calls of them is sent there; else Microsoft.PowerShell.',
    ),
};

const overrideSchema = z.strictObject({
  match: labelSchema.describe('Label of the machines that this entry is for.'),
  transport: transportSchema.optional().describe(transportHelp),
  auth: authSchema.optional().describe(authHelp),
  ...settings,
});

export const connectionSchema = z.strictObject({
  transport: transportSchema.default('https').describe(transportHelp),
  auth: authSchema.default('ntlm').describe(authHelp),
  ...settings,
  for: z
    .array(overrideSchema)
    .default([])
    .describe('Settings that are others for machines of a label; the first entry that matches counts.'),
});

type Connection = z.output<typeof connectionSchema>;

/** What is said in place of the policy, for one run. */
export type WayOverrides = Partial<Pick<Way, 'transport' | 'auth' | 'port' | 'pin' | 'configuration'>>;

/** How the machines of one entry are reached. Paths are as they were written. */
export interface Way {
  readonly transport: TransportName;
  readonly auth: AuthName;
  readonly ca: string | undefined;
  readonly pin: string | undefined;
  readonly port: number | undefined;
  readonly ntlmFallback: boolean;
  readonly spn: string | undefined;
  readonly interpreter: string | undefined;
  readonly via: string | undefined;
  readonly configuration: string | undefined;
}

/** Whether the token source and service names mean anything. */
export function asksKerberos(auth: AuthName): boolean {
  return auth === 'kerberos' || auth === 'negotiate';
}

/** The entry of a machine, as an index into `for`; undefined: the mapping itself. */
export function entryFor({ for: entries }: Connection, machine: MachineEntry): number | undefined {
  const index = entries.findIndex(({ match }) => hasLabel(machine, match));
  return index === -1 ? undefined : index;
}

/** Every setting of an entry, or of the mapping itself. What means nothing there is undefined. */
export function wayOf(connection: Connection, entry: number | undefined, given: WayOverrides = {}): Way {
  const own = entry === undefined ? undefined : connection.for[entry];
  const said = <K extends keyof typeof settings>(key: K) => own?.[key] ?? connection[key];
  const transport = given.transport ?? own?.transport ?? connection.transport;
  const auth = given.auth ?? own?.auth ?? connection.auth;
  const isTls = transport === 'https';
  const isKerberos = asksKerberos(auth);
  return {
    transport,
    auth,
    ca: isTls ? said('ca') : undefined,
    pin: isTls ? (given.pin ?? said('pin')) : undefined,
    port: given.port ?? said('port'),
    ntlmFallback: auth === 'negotiate' && said('ntlmFallback') === true,
    spn: isKerberos ? said('spn') : undefined,
    interpreter: isKerberos ? said('interpreter') : undefined,
    via: said('via'),
    configuration: given.configuration ?? said('configuration'),
  };
}

/** A jump host as it is written; user and password are names of variables, or what stands there in their place. */
export interface WrittenJump {
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** `host:port` */
  readonly place: string;
}

const jumpPattern =
  /^socks5:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?((?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][\w.-]*)(?::([0-9]{1,5}))?)\/?$/;

/** Undefined for what is no jump host. */
export function jumpOf(text: string): WrittenJump | undefined {
  const [, user, password, place, port = '1080'] = jumpPattern.exec(text) ?? [];
  if (place === undefined || Number(port) < 1 || Number(port) > 65_535) return undefined;
  if (!URL.canParse(`socks5://${place}`)) return undefined;
  return { user, password, place };
}

/** The variables that a jump host needs. */
export function variablesOfJump(text: string | undefined): readonly string[] {
  const { user, password } = (text === undefined ? undefined : jumpOf(text)) ?? {};
  return [user, password].flatMap(part => (part === undefined ? [] : (variableOf(part) ?? [])));
}
