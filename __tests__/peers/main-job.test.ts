// The whole main job, once per scheme and transport, through doors that this repository did not write: survey, plan, rings, installs,
// restarts, gates, a regression and its undoing, on models of machines behind Debian's GSSAPI. Every logon and every sealed message of
// it is judged there; what the machines did is read in their own books.
import { describe, expect, it } from 'vitest';
import { type Interpreter, tokenSource } from '../../src/winrm/auth/kerberos/launch.ts';
import type { SchemeName } from '../../src/winrm/auth/registry.ts';
import type { ChannelOptions } from '../../src/winrm/channel.ts';
import { createMachineCertificate } from '../support/certificates.ts';
import { KINDS, type Kind } from '../support/channels.ts';
import { countedInterpreter } from '../support/counted.ts';
import type { GssDoorOptions } from '../support/gss-door.ts';
import { type Played, playThroughDoors } from '../support/gss-rollout.ts';
import {
  authority,
  inNtlm,
  inRealm,
  interpreter,
  KERBEROS,
  missing,
  NTLM,
  open,
  optionsFor,
  realm,
} from '../support/logon.ts';
import { FLEET, fullNameOf, REALM_PASSWORD, REALM_USER } from '../support/realm.ts';

const certificate = authority.then(ca =>
  createMachineCertificate(ca, { names: FLEET.map(({ name }) => fullNameOf(name)) }),
);

interface Row {
  readonly auth: SchemeName;
  readonly mechs: GssDoorOptions['mechs'];
  readonly mech: string;
  readonly word: 'Negotiate' | 'Kerberos';
  readonly more?: ChannelOptions;
}

type Named = readonly [string, Row];
const alone: readonly Named[] = [
  ['NTLM', { auth: 'ntlm', mechs: ['ntlm'], mech: NTLM, word: 'Negotiate' }],
  ['Kerberos', { auth: 'kerberos', mechs: ['krb5'], mech: KERBEROS, word: 'Kerberos' }],
];
const negotiated: readonly Named[] = [
  [
    'Negotiate, which takes Kerberos',
    { auth: 'negotiate', mechs: ['spnego', 'krb5'], mech: KERBEROS, word: 'Negotiate' },
  ],
  [
    'Negotiate, which falls back to NTLM',
    { auth: 'negotiate', mechs: ['spnego', 'ntlm'], mech: NTLM, word: 'Negotiate', more: { ntlmFallback: true } },
  ],
];

async function play(kind: Kind, { auth, mechs, mech, more }: Row, pwsh: Interpreter): Promise<Played> {
  const credentials = mech === NTLM ? inNtlm : inRealm;
  const options = await optionsFor(kind, 0, { auth, credentials, kerberos: { interpreter: pwsh }, ...more });
  return await playThroughDoors({
    story: 'bad-update',
    mechs,
    accounts: [`CORP:svc:${REALM_PASSWORD}`],
    env: realm.env,
    ...(kind === 'https' ? { tls: await certificate } : {}),
    connectionTo: (machine, port) => ({
      credential: 'default',
      options: { ...options, endpoint: { ...options.endpoint, port, servername: fullNameOf(machine) } },
    }),
  });
}

/** By machine: what was installed, and what its restarts put in force and took away. */
function doings({ counts }: Played) {
  return Object.fromEntries(
    counts.machines.map(({ machine, installs, restarts }) => [
      machine,
      [...installs.map(({ kb, outcome }) => `${kb} ${outcome}`), ...restarts.map(({ completes }) => completes.join())],
    ]),
  );
}

const installed = ['KB5060842 installed', 'KB5060842'];
const undone = [...installed, '-Package_for_RollupFix~31bf3856ad364e35~amd64~~26100.4349.1.10'];
const everyDoing = {
  ...{ t01: installed, t02: installed, pl01: undone, pl02: undone, pl03: undone },
  ...{ web01: [], app01: [], sql01: [] },
};
/** A restart takes the machine's port along, once for what is put in force and once for what is taken away. */
const everyOutage = { t01: 1, t02: 1, pl01: 2, pl02: 2, pl03: 2, web01: 0, app01: 0, sql01: 0 };

/** What is inside Negotiate is the same over both; over HTTP its sealing is judged as well. */
const rowsOver = (kind: Kind): readonly Named[] => (kind === 'https' ? alone : [...alone, ...negotiated]);

describe.skipIf(missing !== '').each(KINDS)(`a whole rollout over %s${missing && `: skipped: ${missing}`}`, kind => {
  it.each(rowsOver(kind))(
    'by %s: what each machine did is right, and nobody else was let in',
    async (_name, row) => {
      const pwsh = countedInterpreter(interpreter);
      open.push(pwsh);
      const played = await play(kind, row, pwsh.interpreter);
      expect(played.driven.standing).toMatchObject({
        conclusion: 'rolled-back',
        cause: { ring: 'pilot', machine: 'pl03', gate: 'services' },
        figures: { machines: 8, started: 5, undone: 3, stranded: 0, untouched: 3 },
      });
      expect(doings(played)).toEqual(everyDoing);
      expect(Object.values(played.counts.irregularities).flat()).toEqual([]);
      expect(Object.fromEntries(played.outages)).toEqual(everyOutage);
      const isKerberos = row.mech === KERBEROS;
      expect(played.words).toEqual(
        played.words.map(({ machine }) => ({
          machine,
          user: isKerberos ? `${REALM_USER}@CORP.EXAMPLE` : 'CORP\\svc',
          mech: row.mech,
          word: row.word,
          bound: kind === 'https',
          ...(isKerberos ? { service: `host/${fullNameOf(machine)}@CORP.EXAMPLE` } : {}),
        })),
      );
      // A machine whose ring never opened was never logged on to; the others at least once for each time that they went down.
      const logons = FLEET.map(({ name }) => played.words.filter(({ machine }) => machine === name).length);
      expect(logons.map((count, at) => count > (played.outages.get(FLEET[at]?.name ?? '') ?? 0))).toEqual(
        FLEET.map(({ ring }) => ring !== 'production'),
      );
      expect(pwsh.pids()).toHaveLength(row.auth === 'ntlm' ? 0 : 1);
      expect([tokenSource(pwsh.interpreter).open, played.left]).toEqual([0, 0]);
    },
    60_000,
  );
});
