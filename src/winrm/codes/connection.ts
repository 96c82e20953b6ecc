// Codes of the way to the machine: name, TCP, jump host, TLS, and what ends a connection. Whoever reads them sits at the runner, so
// what is to be typed runs there unless it says otherwise. Five ways in which a certificate can be wrong are five codes.
// Adding a code is adding a row; a code never changes its meaning.

import type { ErrorRow } from './row.ts';

export const connectionErrors = {
  WINRM_NAME_NOT_FOUND: {
    retryable: true,
    meaning: 'The name of the machine leads to no address.',
    help: 'Try `nslookup NAME` on the runner; correct the name or DNS, or write `address` for the machine in the inventory.',
  },
  WINRM_CONNECTION_REFUSED: {
    retryable: true,
    meaning: 'The machine answers, and nothing listens on that port.',
    help: 'On the machine: `winrm enumerate winrm/config/listener`; make the listener with `winrm quickconfig -transport:https` (5986) or `Enable-PSRemoting` (5985), or correct the port.',
  },
  WINRM_CONNECTION_TIMED_OUT: {
    retryable: true,
    meaning: 'Nothing answers: the machine is off, or a firewall drops what is sent.',
    help: 'Try `Test-NetConnection NAME -Port 5986` or `nc -vz NAME 5986` on the runner; then look at routing, the firewall between, and that of the machine.',
  },
  WINRM_CONNECTION_FAILED: {
    retryable: true,
    meaning: 'The connection could not be opened.',
    help: 'The message says why; look at the network of the runner first.',
  },
  WINRM_CONNECTION_LOST: {
    retryable: true,
    meaning: 'The connection ended before an answer was complete; whether the request was worked on is unknown.',
    help: 'The machine may be restarting. If it happens each time: HTTP is spoken to a port that wants HTTPS (5986), or something in between cuts connections.',
  },
  WINRM_DEADLINE_EXCEEDED: {
    retryable: true,
    meaning: 'The machine did not answer in time.',
    help: 'It may be busy or restarting: look at its load, and try again.',
  },
  WINRM_ABORTED: {
    retryable: false,
    meaning: 'The call was aborted by its caller.',
    help: 'Nothing: the run was cancelled.',
  },
  WINRM_JUMP_UNREACHABLE: {
    retryable: true,
    meaning: 'The jump host does not answer, or hangs up.',
    help: 'Check its address and port in `via` and the firewall between the runner and it.',
  },
  WINRM_JUMP_REFUSED: {
    retryable: false,
    meaning: 'The jump host does not let us through.',
    help: 'It wants a user and password, its rules forbid this machine, or it does not speak SOCKS version 5 on that port.',
  },
  WINRM_JUMP_FAILED: {
    retryable: true,
    meaning: 'The jump host cannot reach the machine.',
    help: 'On the jump host: check that the name resolves and the port of the machine answers (`nc -vz NAME 5986`).',
  },
  WINRM_TLS_WRONG_NAME: {
    retryable: false,
    meaning: 'The certificate is for another name than the one that was connected to.',
    help: 'Connect by a name that the certificate has, or issue one for this name and bind it to the listener.',
  },
  WINRM_TLS_EXPIRED: {
    retryable: false,
    meaning: 'The certificate has expired, or is not valid yet.',
    help: `Renew it and bind the new one: \`winrm set "winrm/config/Listener?Address=*+Transport=HTTPS" '@{CertificateThumbprint="…"}'\`. Is the clock of the runner right?`,
  },
  WINRM_TLS_SELF_SIGNED: {
    retryable: false,
    meaning: 'The certificate is signed by nobody but itself.',
    help: 'Compare its SHA-256 with the machine by another way, then pin it with `pin`, or give the certificate as `ca`.',
  },
  WINRM_TLS_UNKNOWN_CA: {
    retryable: false,
    meaning: 'The certificate comes from an authority that the runner does not know.',
    help: 'Give the authority that is named as its issuer as `ca`, a PEM file.',
  },
  WINRM_TLS_PIN_MISMATCHED: {
    retryable: false,
    meaning: 'The certificate is not the pinned one: it was renewed, or this is not the machine.',
    help: 'Compare its SHA-256 with the machine by another way; only if it is the same, write it as `pin`.',
  },
  WINRM_TLS_FAILED: {
    retryable: false,
    meaning: 'TLS could not be agreed on.',
    help: 'Is this port an HTTPS listener (5986, not 5985)? TLS 1.2 or later must be enabled on the machine, and its certificate must have its private key.',
  },
} as const satisfies Record<string, ErrorRow>;
