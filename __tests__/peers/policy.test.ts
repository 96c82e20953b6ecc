// A policy, its files and the environment, and nothing else, reach a machine whose logon is judged by Debian's GSSAPI: by Negotiate, as
// the account that a command answers with, through a jump host, its TLS from end to end. What leaves by any way is searched for secrets:
// the platform here masks nothing, so that nothing is saved by a mask.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createResponder } from '../../src/simulation/answers.ts';
import { simulatedPlay } from '../../src/simulation/embedded.ts';
import { scenarioNamed } from '../../src/simulation/scenarios.ts';
import { tokenSource } from '../../src/winrm/auth/kerberos/launch.ts';
import type { PeerHandler } from '../../src/winrm/peer.ts';
import { createRealClock } from '../../src/world/clock.ts';
import { callCommand } from '../support/command-calls.ts';
import { scriptsIn, writeScript } from '../support/commands.ts';
import { pwshStandIn } from '../support/engine.ts';
import type { GssMachine } from '../support/gss-machine.ts';
import { authority, KERBEROS, machineFor, missing, NTLM, open, realm } from '../support/logon.ts';
import { MACHINE, REALM_PASSWORD, REALM_USER } from '../support/realm.ts';
import { type Socks, startSocks } from '../support/socks.ts';

const jump = { user: 'jumper', password: 'Jump-0ver-it' };
const secrets = [REALM_PASSWORD, jump.password].flatMap(text => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString('base64').slice(0, -4),
  Buffer.from(text, 'utf16le').toString('base64').slice(0, -4),
]);

/** What a healthy machine of the embedded fleet says. */
function healthy(): Partial<PeerHandler> {
  const clock = createRealClock();
  const scenario = scenarioNamed('calm');
  if (scenario === undefined) throw new Error('there is no calm');
  const { models } = simulatedPlay({ scenario, machines: 8, seed: 1, scale: 'short', clock });
  const model = models.model(models.names[0] ?? '');
  if (model === undefined) throw new Error('there is no machine');
  const responder = createResponder(model, () => clock.now());
  return {
    invoke: async call => responder.invoke(call),
    cim: request => responder.cim(request),
    osVersion: () => '10.0.26100',
    psVersion: () => '5.1.26100.1',
  };
}

interface Scene {
  readonly directory: string;
  readonly machine: GssMachine;
  readonly socks: Socks;
  readonly env: Readonly<Record<string, string>>;
}

/** Everything that a user would have: a policy, a vault, a jump host, a PowerShell. */
async function sceneOf(mechs: readonly ('spnego' | 'krb5' | 'ntlm')[], username: string, more = ''): Promise<Scene> {
  for (const [name, value] of Object.entries(realm.env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const machine = await machineFor('https', { mechs: [...mechs], handler: healthy() });
  const socks = await startSocks({ account: jump, port: machine.port });
  open.push(socks);
  const directory = scriptsIn({ 'vault.sh': `cat "answer.$1"` });
  writeFileSync(join(directory, `answer.${MACHINE}`), JSON.stringify({ username, password: REALM_PASSWORD }));
  writeFileSync(join(directory, 'ca.pem'), (await authority).pem);
  const { command, args } = pwshStandIn();
  writeScript(directory, 'pwsh', `exec ${command} ${args.map(arg => `'${arg}'`).join(' ')} "$@"`);
  onTestFinished(() => tokenSource({ command: join(directory, 'pwsh') }).close());
  const policy = `version: 1
name: wired
inventory: [{ name: ${MACHINE}, port: ${machine.port}, labels: { role: dc } }]
connection:
  transport: https
  ca: ca.pem
  for:
    - match: role=dc
      auth: negotiate
      interpreter: ./pwsh
      via: socks5://$PATCHRING_JUMP_USER:$PATCHRING_JUMP_PASSWORD@127.0.0.1:${socks.port}
${more}
credentials:
  tier0: { match: role=dc, exec: [./vault.sh, '{machine}'] }
rings: [{ name: test, machines: rest, window: anytime }]
`;
  writeFileSync(join(directory, 'patchring.yml'), policy);
  return { directory, machine, socks, env: { PATCHRING_JUMP_USER: jump.user, PATCHRING_JUMP_PASSWORD: jump.password } };
}

const stepOf = (outcome: unknown, name: string) => {
  const { result } = outcome as { result: { machines: { steps: { name: string; detail: string }[] }[] } };
  return result.machines[0]?.steps.find(step => step.name === name);
};

describe.skipIf(missing !== '')(`a policy${missing && `: skipped: ${missing}`}`, () => {
  it('with negotiate, a jump host and a vault reaches its machine, and no secret is in any byte out', async () => {
    const { directory, machine, socks, env } = await sceneOf(['spnego', 'krb5'], `${REALM_USER}@corp.example`);
    const { platform, outcome, text, failures } = await callCommand(['preflight', '--out', 'report'], {
      directory,
      env,
    });
    expect(failures).toEqual([]);
    expect(outcome).toMatchObject({ conclusion: 'succeeded', line: expect.stringMatching(/^READY: 1 machine /) });
    expect(stepOf(outcome, 'authentication')).toMatchObject({ outcome: 'ok', detail: 'Kerberos' });
    expect(machine.words).toEqual([expect.objectContaining({ mech: KERBEROS, bound: true })]);
    expect(socks.targets).toEqual([`${MACHINE}:${machine.port}`]);
    expect(platform.secrets).toContain(REALM_PASSWORD);
    expect(platform.secrets).toContain(jump.password);
    const out = [
      text,
      JSON.stringify(outcome),
      JSON.stringify([...platform.outputs, platform.summaries, platform.annotations]),
      readFileSync(join(directory, 'report/preflight.json'), 'utf8'),
      socks.relayed().toString('latin1'),
    ].join('\n');
    expect(secrets.filter(secret => out.includes(secret))).toEqual([]);
  });

  it('that allows NTLM is told when it was NTLM and why, in the log and by preflight', async () => {
    const { directory, machine, env } = await sceneOf(['spnego', 'ntlm'], 'CORP\\svc', '      ntlmFallback: true');
    const why = /NTLM and not (?:by )?Kerberos \(WINRM_KERBEROS_\w+: Kerberos for host\/srv01/;
    const looked = await callCommand(['preflight'], { directory, env });
    expect(looked.outcome).toMatchObject({ conclusion: 'succeeded' });
    expect(stepOf(looked.outcome, 'authentication')).toMatchObject({
      outcome: 'warning',
      detail: expect.stringMatching(why),
    });
    const planned = await callCommand(['plan'], { directory, env });
    expect(planned.platform.lines.filter(({ text }) => why.test(text))).toEqual([
      { tone: 'warning', text: expect.stringMatching(/^srv01/) },
    ]);
    expect(new Set(machine.words.map(({ mech }) => mech))).toEqual(new Set([NTLM]));
  });

  it('whose vault answers with a wrong password shows it to the machine once', async () => {
    const { directory, machine, env } = await sceneOf(['spnego', 'ntlm'], 'CORP\\svc', '      ntlmFallback: true');
    const answer = { username: 'CORP\\svc', password: 'not-the-word' };
    writeFileSync(join(directory, `answer.${MACHINE}`), JSON.stringify(answer));
    const { failures, text } = await callCommand(['plan'], { directory, env });
    expect(failures).toMatchObject([
      {
        code: 'PLAN_SURVEY_FAILED',
        message: expect.stringContaining(`CREDENTIAL_ANSWER_REJECTED on ${MACHINE}`),
        next: expect.stringContaining('Check what the command answers for this machine'),
      },
    ]);
    expect(`${text}${JSON.stringify(failures)}`).not.toContain('not-the-word');
    expect(machine.words.filter(({ refused }) => refused !== undefined)).toHaveLength(1);
  });
});
