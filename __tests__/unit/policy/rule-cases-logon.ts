// Rules of connections and credentials with an example of what breaks each, and exactly what is said.
import type { Case } from './rule-cases.ts';

type Row = readonly [rule: string, written: Case, lines: readonly string[]];

const connection = (text: string): Case => ({ before: `connection: { ${text} }\n` });
const credentials = (text: string, more = ''): Case => ({ before: `${more}credentials: { default: { ${text} } }\n` });
const form = 'socks5://host:port, or socks5://$PATCHRING_JUMP_USER:$PATCHRING_JUMP_PASSWORD@host:port';
const forms =
  'username with password, exec (a command that answers for each machine), certificate with key, or sso: true';
const ours =
  'only environment variables whose names begin with PATCHRING_ are ever expanded, alone and in capitals: write';

const connectionCases: readonly Row[] = [
  [
    'a client certificate over sealed HTTP',
    connection('transport: http-sealed, auth: certificate'),
    [
      'patchring.yml:4:45 POLICY_CONNECTION_INVALID connection.auth is certificate and connection.transport is http-sealed: a client certificate is only shown over https; write transport: https, or auth: ntlm',
    ],
  ],
  [
    'an entry that seals where the mapping sends in clear, naming both places',
    connection('auth: basic, for: [{ match: ring=test, transport: http-sealed }]'),
    [
      'patchring.yml:4:65 POLICY_CONNECTION_INVALID connection.auth is basic and connection.for[0].transport is http-sealed: basic authentication cannot seal messages, so it would send the password in clear; write transport: https, or auth: ntlm',
    ],
  ],
  [
    'an entry that sends in clear where the mapping seals, naming both places',
    connection('transport: http-sealed, for: [{ match: ring=test, auth: basic, ca: a.pem }]'),
    [
      'patchring.yml:4:71 POLICY_CONNECTION_INVALID connection.for[0].auth is basic and connection.transport is http-sealed: basic authentication cannot seal messages, so it would send the password in clear; write transport: https, or auth: ntlm',
      'patchring.yml:4:82 POLICY_CONNECTION_INVALID connection.for[0].ca is about certificates, and connection.transport is http-sealed, which uses none: take it out, or write transport: https',
    ],
  ],
  [
    'settings of Kerberos without it',
    connection('spn: HTTP, interpreter: ./pwsh, ntlmFallback: true'),
    [
      'patchring.yml:4:20 POLICY_CONNECTION_INVALID connection.spn is about Kerberos, and connection.auth is ntlm: take it out, or write auth: kerberos or auth: negotiate',
      'patchring.yml:4:39 POLICY_CONNECTION_INVALID connection.interpreter is about Kerberos, and connection.auth is ntlm: take it out, or write auth: kerberos or auth: negotiate',
      'patchring.yml:4:61 POLICY_CONNECTION_INVALID connection.ntlmFallback is about auth: negotiate, and connection.auth is ntlm: take it out, or write auth: negotiate',
    ],
  ],
  [
    'a fallback from Kerberos alone, in an entry',
    connection('auth: kerberos, for: [{ match: ring=test, ntlmFallback: true }]'),
    [
      'patchring.yml:4:71 POLICY_CONNECTION_INVALID connection.for[0].ntlmFallback is about auth: negotiate, and connection.auth is kerberos: take it out, or write auth: negotiate',
    ],
  ],
  [
    'what is no jump host',
    connection('via: http://jump:3128'),
    [`patchring.yml:4:20 POLICY_VALUE_INVALID a jump host is written ${form}`],
  ],
  [
    'a jump host with half an account',
    connection('via: socks5://$PATCHRING_JUMP_USER@jump'),
    [`patchring.yml:4:20 POLICY_VALUE_INVALID a jump host has a user and a password, or neither: ${form}`],
  ],
  [
    'a jump host with a password in the file, without repeating it',
    connection('for: [{ match: ring=test, via: "socks5://$PATCHRING_JUMP_USER:hunter2@jump" }]'),
    [
      `patchring.yml:4:46 POLICY_SECRET_FOUND user and password of the jump host stand in the file: write ${form}, set these variables from secrets of the pipeline, and change the password, which others may have read`,
    ],
  ],
  [
    'a jump host with variables of others',
    connection('via: "socks5://$JUMP_USER:$JUMP_PASSWORD@jump"'),
    [`patchring.yml:4:20 POLICY_VARIABLE_REFUSED ${ours} ${form}`],
  ],
  [
    'two entries for one label',
    connection('for: [{ match: ring=test, port: 1 }, { match: ring=test, port: 2 }]'),
    [
      'patchring.yml:4:61 POLICY_CONNECTION_INVALID connection.for[0] is for ring=test already, and the first that matches counts: keep one of them',
    ],
  ],
];

const credentialCases: readonly Row[] = [
  [
    'a credential that says nothing',
    credentials(''),
    [`patchring.yml:4:25 POLICY_CREDENTIAL_UNCLEAR credentials.default does not say who logs on: write ${forms}`],
  ],
  [
    'a credential of two forms, naming both',
    credentials('username: a, password: $PATCHRING_PASSWORD, exec: [./vault.sh]'),
    [
      `patchring.yml:4:25 POLICY_CREDENTIAL_UNCLEAR credentials.default.username and credentials.default.exec say in two ways who logs on: keep one of ${forms}`,
    ],
  ],
  [
    'half a credential',
    { before: 'credentials: { default: { username: a }, web: { match: ring=test, key: k.pem } }\n' },
    [
      'patchring.yml:4:25 POLICY_CREDENTIAL_UNCLEAR credentials.default.username needs password beside it',
      'patchring.yml:4:47 POLICY_CREDENTIAL_UNCLEAR credentials.web.key needs certificate beside it',
    ],
  ],
  [
    'secrets of a certificate in the file, without repeating them',
    credentials(
      'certificate: $CERT, key: "-----BEGIN PRIVATE KEY-----", passphrase: hunter2',
      'connection: { auth: certificate }\n',
    ),
    [
      `patchring.yml:5:40 POLICY_VARIABLE_REFUSED ${ours} $PATCHRING_CLIENT_CERTIFICATE`,
      'patchring.yml:5:52 POLICY_SECRET_FOUND a private key stands in the file: write $PATCHRING_CLIENT_KEY here, set that variable from a secret of the pipeline, and change the private key, which others may have read',
      'patchring.yml:5:95 POLICY_SECRET_FOUND a passphrase stands in the file: write $PATCHRING_PASSPHRASE here, set that variable from a secret of the pipeline, and change the passphrase, which others may have read',
    ],
  ],
  [
    'a command that expects what no command gets',
    credentials('exec: ["./{machine}.sh", $PATCHRING_TOKEN, "{host}", "{machine}"]'),
    [
      'patchring.yml:4:34 POLICY_CREDENTIAL_UNCLEAR the command itself is the same for every machine: write {machine} among its arguments',
      'patchring.yml:4:52 POLICY_VARIABLE_REFUSED nothing is expanded in a command, and every process can read its arguments: the command finds PATCHRING_* in its environment',
      'patchring.yml:4:70 POLICY_CREDENTIAL_UNCLEAR {host} stands for nothing here: {machine} is the name of the machine, and there is no other',
    ],
  ],
  [
    'single sign-on without Kerberos, once for all machines',
    credentials('sso: true'),
    [
      'patchring.yml:4:25 POLICY_CREDENTIAL_INVALID credentials.default is for web01, where connection.auth is ntlm: sso is for auth: kerberos and auth: negotiate',
    ],
  ],
  [
    'single sign-on that should fall back to a password',
    credentials('sso: true', 'connection: { auth: negotiate, ntlmFallback: true }\n'),
    [
      'patchring.yml:5:25 POLICY_CREDENTIAL_INVALID credentials.default is for web01, where connection.auth is negotiate: NTLM needs a user and a password, so ntlmFallback could never be used',
    ],
  ],
  [
    'a certificate by the way of a password, and a password by the way of a certificate, each naming its entry',
    {
      before:
        'connection: { for: [{ match: ring=test, auth: certificate }] }\ncredentials: { default: { certificate: a.pem, key: a.key }, test: { match: ring=test, exec: [./v] } }\n',
    },
    [
      'patchring.yml:5:25 POLICY_CREDENTIAL_INVALID credentials.default is for web02, where connection.auth is ntlm: a client certificate is for auth: certificate',
      'patchring.yml:5:67 POLICY_CREDENTIAL_INVALID credentials.test is for web01, where connection.for[0].auth is certificate: this authentication needs certificate and key',
    ],
  ],
];

export const logonCases: readonly Row[] = [...connectionCases, ...credentialCases];
