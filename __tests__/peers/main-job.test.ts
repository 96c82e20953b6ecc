// The whole main job, once per scheme and transport, through doors that this repository did not write: survey, plan, rings, installs,
// restarts, gates, a regression and its undoing, on models of machines behind Debian's GSSAPI. Every logon and every sealed message of
// it is judged there; what the machines did is read in their own books.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { tokenSource } from '../../src/winrm/auth/kerberos/launch.ts';
import { createMachineCertificate } from '../support/certificates.ts';
import { KINDS, type Kind } from '../support/channels.ts';
import { scriptsIn } from '../support/commands.ts';
import { pwshStandIn } from '../support/engine.ts';
import type { GssDoorOptions } from '../support/gss-door.ts';
import { type Played, playThroughDoors } from '../support/gss-rollout.ts';
import { authority, inNtlm, inRealm, KERBEROS, missing, NTLM, realm } from '../support/logon.ts';
import { FLEET, fullNameOf, REALM_PASSWORD, REALM_USER } from '../support/realm.ts';

const certificate = authority.then(ca =>
  createMachineCertificate(ca, { names: FLEET.map(({ name }) => fullNameOf(name)) }),
);

interface Row {
  /** As the policy says it. */
  readonly connection: { readonly auth: string; readonly ntlmFallback?: boolean };
  readonly mechs: GssDoorOptions['mechs'];
  readonly mech: string;
  readonly word: 'Negotiate' | 'Kerberos';
}

type Named = readonly [string, Row];
const alone: readonly Named[] = [
  ['NTLM', { connection: { auth: 'ntlm' }, mechs: ['ntlm'], mech: NTLM, word: 'Negotiate' }],
  ['Kerberos', { connection: { auth: 'kerberos' }, mechs: ['krb5'], mech: KERBEROS, word: 'Kerberos' }],
];
const negotiate = { auth: 'negotiate', ntlmFallback: true };
const negotiated: readonly Named[] = [
  [
    'Negotiate, which takes Kerberos',
    { connection: negotiate, mechs: ['spnego', 'krb5', 'ntlm'], mech: KERBEROS, word: 'Negotiate' },
  ],
  [
    'Negotiate, which falls back to NTLM',
    { connection: negotiate, mechs: ['spnego', 'ntlm'], mech: NTLM, word: 'Negotiate' },
  ],
];

/** The folder of a user: an authority, and a PowerShell that writes down its process number wherever it is started. */
async function folderOf(): Promise<string> {
  const { command, args } = pwshStandIn();
  const call = [command, ...args].map(word => `'${word}'`).join(' ');
  const folder = scriptsIn({ pwsh: `echo $$ >>"$(dirname "$0")/starts"; exec ${call} "$@"` });
  writeFileSync(join(folder, 'starts'), '');
  writeFileSync(join(folder, 'ca.pem'), (await authority).pem);
  for (const [name, value] of Object.entries(realm.env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  onTestFinished(() => sourceIn(folder).close());
  return folder;
}

const sourceIn = (folder: string) => tokenSource({ command: join(folder, 'pwsh') });

async function play(kind: Kind, { connection, mechs, mech }: Row, folder: string): Promise<Played> {
  const { username } = mech === NTLM ? inNtlm : inRealm;
  const trust = kind === 'https' ? { ca: 'ca.pem' } : {};
  const kerberos = connection.auth === 'ntlm' ? {} : { interpreter: './pwsh' };
  return await playThroughDoors({
    story: 'bad-update',
    folder,
    connection: { transport: kind, ...connection, ...trust, ...kerberos },
    account: { username, password: REALM_PASSWORD },
    mechs,
    accounts: [`CORP:svc:${REALM_PASSWORD}`],
    env: realm.env,
    ...(kind === 'https' ? { tls: await certificate } : {}),
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
      const folder = await folderOf();
      const played = await play(kind, row, folder);
      expect(played.driven.standing).toMatchObject({
        conclusion: 'rolled-back',
        cause: { ring: 'pilot', machine: 'pl03.corp.example', gate: 'services' },
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
      // Each was logged on to at least once for each time that it went down; those whose ring never opened were read as controls when an
      // updated one failed, and `doings` shows that nothing else was done there.
      const logons = FLEET.map(({ name }) => played.words.filter(({ machine }) => machine === name).length);
      expect(logons.filter((count, at) => count <= (played.outages.get(FLEET[at]?.name ?? '') ?? 0))).toEqual([]);
      const controls = played.events.flatMap(event =>
        event.kind === 'intended' && event.effect.kind === 'control' ? [event.effect.machine] : [],
      );
      expect(controls.sort()).toEqual(['app01.corp.example', 'sql01.corp.example', 'web01.corp.example']);
      const isFallback = row.connection.auth === 'negotiate' && !isKerberos;
      expect(new Set(played.fallbacks.map(({ mechanism, code }) => `${mechanism} ${code}`))).toEqual(
        new Set(isFallback ? ['ntlm WINRM_KERBEROS_CREDENTIALS_MISSING'] : []),
      );
      const starts = readFileSync(join(folder, 'starts'), 'utf8').split('\n').length - 1;
      expect([starts, sourceIn(folder).open, played.left]).toEqual([row.connection.auth === 'ntlm' ? 0 : 1, 0, 0]);
    },
    60_000,
  );
});
