// The way to a machine, rung by rung: jump host, name, TCP, TLS, authentication, service. One request climbs it all; where it fails, the
// code of the wire says on which rung, and for what can happen on two of them the wire's own phase. A rung is called good only if
// it was stood upon: what nobody has tried is skipped, and says why.
import type { Failure } from '../model/failure.ts';
import { type Session, WinrmError } from '../winrm/index.ts';
import type { Visit } from './visit.ts';

const rungs = ['name', 'tcp', 'tls', 'authentication', 'service'] as const;
type Rung = 'settings' | 'jump host' | (typeof rungs)[number];

/** Where steps are written down. */
export interface Rungs {
  ok(name: string, detail: string): void;
  note(name: string, isFine: boolean, detail: string): void;
  skip(name: string, detail: string): void;
}

export interface Fall {
  readonly step: Rung;
  readonly failure: Failure;
}

const byCode: Readonly<Record<string, Rung>> = {
  WINRM_USAGE_INVALID: 'settings',
  WINRM_JUMP_UNREACHABLE: 'jump host',
  WINRM_JUMP_REFUSED: 'jump host',
  // The jump host does its part; it is the machine that cannot be had from there.
  WINRM_JUMP_FAILED: 'tcp',
  WINRM_NAME_NOT_FOUND: 'name',
  WINRM_CONNECTION_REFUSED: 'tcp',
  WINRM_CONNECTION_TIMED_OUT: 'tcp',
  WINRM_CONNECTION_FAILED: 'tcp',
  WINRM_SEALING_FAILED: 'authentication',
};

/** Rungs that a lost or silent connection can have been on, by the phase of the wire. */
const byPhase: Readonly<Record<string, Rung>> = { connect: 'tcp', tls: 'tls' };

function rungOf(code: string, phase: unknown): Rung {
  if (/^WINRM_CONNECTION_/.test(code) && typeof phase === 'string') return byPhase[phase] ?? byCode[code] ?? 'service';
  if (code.startsWith('WINRM_TLS_')) return 'tls';
  if (/^(?:WINRM_AUTH|WINRM_KERBEROS|CREDENTIAL)_/.test(code)) return 'authentication';
  return byCode[code] ?? 'service';
}

/** What a try has shown of the way, whether it came to the top or not. */
interface Seen {
  via: boolean;
  certificate?: string;
  version?: string;
  authentication?: Session['authentication'];
  error?: WinrmError;
}

function certificateText(
  shown: { readonly subject: string; readonly validTo: string } | undefined,
): string | undefined {
  return shown === undefined ? undefined : `${shown.subject}, valid until ${shown.validTo}`;
}

/** Which mechanism it was, where there was a choice, and why it was not the preferred one. */
function noteLogon(rows: Rungs, { mechanism, fallback }: NonNullable<Session['authentication']>): void {
  const how = { ntlm: 'NTLM', kerberos: 'Kerberos' }[mechanism];
  if (fallback === undefined) rows.ok('authentication', how);
  else rows.note('authentication', false, `${how} and not Kerberos (${fallback.code}: ${fallback.message})`);
}

/** Writes down the rungs below the one that gave way; all of them where none did. */
function write(rows: Rungs, seen: Seen, fall: Fall | undefined): void {
  // Only WS-Man itself answers with a fault, and only to whom it has let in.
  const isUnknown = fall?.step === 'service' && seen.error?.detail.fault === undefined;
  if (fall?.step === 'settings' || fall?.step === 'jump host') return;
  if (seen.via) rows.ok('jump host', '');
  for (const name of rungs) {
    if (name === fall?.step) return;
    if (fall !== undefined && seen.error === undefined) rows.skip(name, 'not asked');
    else if (name === 'name' && seen.via) rows.skip(name, 'known to the jump host');
    else if (name === 'tls' && seen.certificate === undefined) rows.skip(name, 'HTTP, sealed by the authentication');
    else if (name === 'authentication' && seen.authentication !== undefined) noteLogon(rows, seen.authentication);
    else if (name === 'authentication' && isUnknown) rows.skip(name, 'it did not come to that');
    else rows.ok(name, { tls: seen.certificate, service: seen.version }[name as string] ?? '');
  }
}

/** One read from the name to the service; undefined when all of it holds. */
export async function climb(visit: Visit, rows: Rungs): Promise<Fall | undefined> {
  const seen: Seen = { via: false };
  const reached = await visit.ask('connect', async (session, { options }) => {
    seen.via = options.endpoint.via !== undefined;
    try {
      seen.version = (await session.identify()).productVersion;
    } catch (error) {
      if (error instanceof WinrmError) seen.error = error;
      throw error;
    } finally {
      const certificate = certificateText(session.peerCertificate);
      if (certificate !== undefined) seen.certificate = certificate;
      seen.authentication = session.authentication;
    }
  });
  const fall = reached.ok
    ? undefined
    : { step: rungOf(reached.failure.code, seen.error?.detail.phase), failure: reached.failure };
  write(rows, seen, fall);
  return fall;
}
