// What a simulated machine answers to each of our operations: by name and named parameters in, the object that the real script
// would return out. A real machine runs whatever functions a session has defined; this one knows ours by name, takes them as
// defined when their text has arrived, and fails like PowerShell does for everything else. Nothing is ever executed.
// Names, parameters and shapes are those of windows/operations; the contract test holds the two together.
import * as z from 'zod';
import { type Asking, jobKeyPattern, type OwnScript, type PackagesWork, type Work } from '../model/job.ts';
import { kbSchema, type UpdateSource, updateIdentitySchema, updateSources } from '../model/update.ts';
import type { CimRequest, CimRows, PeerCall, PeerResult, PeerShell } from '../winrm/peer.ts';
import { type PsValue, psCustomObject } from '../winrm/psrp/clixml/values.ts';
import { readCim } from './cim-rows.ts';
import type { SimulatedMachine } from './machine.ts';
import { readScript } from './own-scripts.ts';
import { readRestartReadiness } from './readings.ts';

/** One of our functions refuses by a code of its own, as `Stop-Patchring` makes it do. */
class OwnRefusal extends Error {
  override readonly name = 'OwnRefusal';
}

interface Known {
  readonly parameters: z.ZodType;
  readonly answer: (model: SimulatedMachine, parameters: never, now: number) => unknown;
}

function defined<S extends z.ZodType>(
  parameters: S,
  answer: (model: SimulatedMachine, parameters: z.output<S>, now: number) => unknown,
): Known {
  return { parameters, answer };
}

const none = z.strictObject({});
const key = z.string().regex(jobKeyPattern);
const asking = { Source: z.enum(updateSources), OverrideWsus: z.boolean().optional() };
const identity = z.string().transform((text, context) => {
  const [updateId, revision] = text.split('@');
  const parsed = updateIdentitySchema.safeParse({ updateId, revision: Number(revision) });
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: `${text} is not updateId@revision` });
  return z.NEVER;
});

/** `role|sha256|text`, as the script of the operation takes it apart. */
function script(role: 'run' | 'detect') {
  return z.string().transform((text, context): OwnScript => {
    const [, sha256, content] = new RegExp(`^${role}\\|([0-9a-f]{64})\\|(.+)$`, 's').exec(text) ?? [];
    if (sha256 !== undefined && content !== undefined) return { sha256, text: content };
    context.addIssue({ code: 'custom', message: `this is not ${role}|sha256|text` });
    return z.NEVER;
  });
}

const work = z.discriminatedUnion('Kind', [
  z.strictObject({ Key: key, Kind: z.literal('scan'), ...asking }),
  z.strictObject({
    Key: key,
    Kind: z.literal('stage'),
    Source: asking.Source.optional(),
    OverrideWsus: asking.OverrideWsus,
    Update: z.array(identity).optional(),
    Package: z.array(z.string()).min(1).optional(),
    Prerequisite: z.array(z.string()).optional(),
  }),
  z.strictObject({ Key: key, Kind: z.enum(['hide', 'show']), ...asking, Update: z.array(identity) }),
  z.strictObject({ Key: key, Kind: z.literal('install'), ...asking, Update: z.array(identity) }),
  z.strictObject({
    Key: key,
    Kind: z.literal('packages'),
    Package: z.array(z.string()).min(1),
    Prerequisite: z.array(z.string()),
  }),
  z.strictObject({ Key: key, Kind: z.literal('detect'), Script: z.tuple([script('detect')]) }),
  z.strictObject({
    Key: key,
    Kind: z.enum(['script', 'removal']),
    Update: z.tuple([identity]),
    Script: z.tuple([script('run'), script('detect')]),
  }),
  z.strictObject({
    Key: key,
    Kind: z.literal('uninstall'),
    PackagesBefore: z.array(z.string()),
    PackagesAdded: z.array(z.string()).optional(),
    Kb: z.array(kbSchema),
  }),
  z.strictObject({ Key: key, Kind: z.enum(['drain', 'resume']), Drain: z.array(key) }),
]);

function askingOf({ Source, OverrideWsus }: { Source: UpdateSource; OverrideWsus?: boolean | undefined }): Asking {
  return { source: Source, ...(OverrideWsus === true ? { overrideWsus: true } : {}) };
}

function undoOf(packagesBefore: readonly string[], packagesAdded: readonly string[] | undefined) {
  return { packagesBefore, ...(packagesAdded === undefined ? {} : { packagesAdded }) };
}

function packageOf(beside: readonly string[]) {
  return (text: string): PackagesWork['packages'][number] => {
    const [id = '', kb = '', sha256 = '', file = ''] = text.split('|');
    const mine = beside.map(line => line.split('|')).filter(([of]) => of === id);
    return {
      kb,
      sha256,
      file,
      prerequisites: mine.map(([, digest = '', place = '']) => ({ sha256: digest, file: place })),
    };
  };
}

function workOf(asked: z.output<typeof work>): Work {
  switch (asked.Kind) {
    case 'scan':
      return { kind: 'scan', ...askingOf(asked) };
    case 'stage': {
      const { Source = 'machine', OverrideWsus, Update = [], Package, Prerequisite = [] } = asked;
      if (Package !== undefined) return { kind: 'stage', packages: Package.map(packageOf(Prerequisite)) };
      return { kind: 'stage', ...askingOf({ Source, OverrideWsus }), updates: Update };
    }
    case 'install':
    case 'hide':
    case 'show':
      return { kind: asked.Kind, ...askingOf(asked), updates: asked.Update };
    case 'packages':
      return { kind: 'packages', packages: asked.Package.map(packageOf(asked.Prerequisite)) };
    case 'detect':
      return { kind: 'detect', detect: asked.Script[0] };
    case 'script':
    case 'removal':
      return { kind: asked.Kind, update: asked.Update[0], run: asked.Script[0], detect: asked.Script[1] };
    case 'drain':
      return { kind: 'drain', after: asked.Drain };
    case 'resume':
      return { kind: 'resume', drains: asked.Drain };
    case 'uninstall':
      return { kind: 'uninstall', ...undoOf(asked.PackagesBefore, asked.PackagesAdded), kbs: asked.Kb };
  }
}

const functions: Readonly<Record<string, Known>> = {
  'Get-PatchringFacts': defined(none, (model, _, now) => model.facts(now)),
  'Get-PatchringBoot': defined(none, (model, _, now) => model.boot(now)),
  'Get-PatchringRestartReadiness': defined(none, model => readRestartReadiness(model)),
  'Get-PatchringHotpatch': defined(none, (model, _, now) => model.hotpatch(now)),
  'Get-PatchringHealth': defined(
    z.strictObject({ EventsSince: z.string().optional() }),
    (model, { EventsSince }, now) => model.health(now, EventsSince === undefined ? undefined : Date.parse(EventsSince)),
  ),
  'Get-PatchringDiagnosis': defined(
    z.strictObject({ EventsSince: z.string().optional() }),
    (model, { EventsSince }, now) =>
      model.diagnosis(now, EventsSince === undefined ? undefined : Date.parse(EventsSince)),
  ),
  'Get-PatchringRoles': defined(none, (model, _, now) => model.roles(now)),
  'Invoke-PatchringProbe': defined(
    z.strictObject({
      Sha256: z.string().regex(/^[0-9a-f]{64}$/),
      Text: z.string().min(1),
      Seconds: z.int().min(1).max(60),
    }),
    model => readScript(model),
  ),
  'Get-PatchringPackage': defined(none, (model, _, now) => ({ packages: model.packages(now) })),
  'Get-PatchringRemoval': defined(
    z.strictObject({ PackagesBefore: z.array(z.string()).optional(), PackagesAdded: z.array(z.string()).optional() }),
    (model, { PackagesBefore, PackagesAdded }, now) =>
      model.removal(now, PackagesBefore === undefined ? undefined : undoOf(PackagesBefore, PackagesAdded)),
  ),
  'Get-PatchringShadow': defined(none, (model, _, now) => model.shadow(now)),
  'Start-PatchringJob': defined(work, (model, asked, now) => {
    const wanted = workOf(asked);
    const refused = model.refuses(asked.Key, wanted);
    if (refused !== undefined) throw new OwnRefusal(refused);
    return model.startJob(asked.Key, wanted, now);
  }),
  'Get-PatchringJob': defined(z.strictObject({ Key: key }), (model, { Key }, now) => model.pollJob(Key, now)),
  'Stop-PatchringJob': defined(z.strictObject({ Key: key }), (model, { Key }, now) => ({
    outcome: model.cancelJob(Key, now),
  })),
  'Remove-PatchringJob': defined(z.strictObject({ Key: key }), (model, { Key }, now) => ({
    outcome: model.removeJob(Key, now),
  })),
  'Get-PatchringVersion': defined(none, () => ({ version: 12 })),
  'Restart-PatchringMachine': defined(
    z.strictObject({ IfStillOn: z.string(), Reason: z.string() }),
    (model, { IfStillOn }, now) => ({ outcome: model.restart(IfStillOn, now) }),
  ),
};

/** Several calls in one: what each gives or fails with, in its place. */
const visitCommand = 'Invoke-PatchringVisit';
const neverInVisits: readonly string[] = ['Invoke-PatchringProbe', 'Get-PatchringVersion'];
const visitParameters = z.strictObject({
  Call: z.array(z.strictObject({ Name: z.string(), Given: z.record(z.string(), z.unknown()) })).min(1),
});

/** Plain data as PowerShell objects, all the way down. */
function powershellOf(value: unknown): PsValue {
  if (Array.isArray(value)) return value.map(powershellOf);
  if (typeof value !== 'object' || value === null) return value as PsValue;
  return psCustomObject(Object.fromEntries(Object.entries(value).map(([name, one]) => [name, powershellOf(one)])));
}

export interface Responder {
  invoke(call: PeerCall): PeerResult;
  cim(request: CimRequest): CimRows | undefined;
}

const definition = /^[ \t]*function[ \t]+([A-Za-z][\w-]*)/gim;

/** @param now epoch ms of the fleet's clock */
export function createResponder(model: SimulatedMachine, now: () => number): Responder {
  /** What each session has defined, in lower case; a session that is gone is forgotten with its key. */
  const scopes = new WeakMap<PeerShell, Set<string>>();

  const runScript = (call: PeerCall, script: string): PeerResult => {
    if (/^(?:[ \t]*#[^\n]*(?:\n|$))+$/.test(script)) return {};
    const names = [...script.matchAll(definition)].map(([, name = '']) => name.toLowerCase());
    if (names.length === 0) return notExecuted();
    // In a scope of its own what it defines ends with it, as on a real machine.
    if (call.spec.statements[0]?.[0]?.useLocalScope === true) return {};
    scopes.set(call.shell, new Set([...(scopes.get(call.shell) ?? []), ...names]));
    return {};
  };

  const callOne = ({ shell }: PeerCall, name: string, given: unknown): PeerResult => {
    const [known] = Object.entries(functions).filter(([one]) => one.toLowerCase() === name.toLowerCase());
    if (known === undefined || scopes.get(shell)?.has(name.toLowerCase()) !== true) return notFound(name);
    const parameters = known[1].parameters.safeParse(given);
    if (!parameters.success) return notBound(name, z.prettifyError(parameters.error));
    try {
      return { output: [powershellOf(known[1].answer(model, parameters.data as never, now()))] };
    } catch (cause) {
      if (!(cause instanceof OwnRefusal)) throw cause;
      return { failed: { message: 'The job was refused.', errorId: cause.message, category: 'InvalidOperation' } };
    }
  };

  const visit = (call: PeerCall): PeerResult => {
    if (scopes.get(call.shell)?.has(visitCommand.toLowerCase()) !== true) return notFound(visitCommand);
    const asked = visitParameters.safeParse(call.parameters);
    if (!asked.success) return notBound(visitCommand, z.prettifyError(asked.error));
    const answers = asked.data.Call.map(({ Name, Given }) =>
      answerOf(neverInVisits.includes(Name) ? notFound(Name) : callOne(call, Name, Given)),
    );
    return { output: [psCustomObject({ answers })] };
  };

  return {
    invoke(call) {
      if (call.script !== undefined) return runScript(call, call.script);
      if (call.command?.toLowerCase() === visitCommand.toLowerCase()) return visit(call);
      return callOne(call, call.command ?? '', call.parameters);
    },
    cim: request => readCim(model, now(), request),
  };
}

/** 0x80131509, as .NET numbers what is invalid now. */
const invalidOperation = -2_146_233_079;

function answerOf({ output = [], failed }: PeerResult): PsValue {
  if (failed === undefined) return psCustomObject({ output, failure: null });
  const { message, errorId = '', category = 'NotSpecified' } = failed;
  const failure = psCustomObject({ message, errorId, category, hresult: failed.hresult ?? invalidOperation });
  return psCustomObject({ output: [], failure });
}

function notExecuted(): PeerResult {
  const message = 'The embedded fleet executes no scripts: it only takes definitions of functions.';
  return { failed: { message, errorId: 'NotSupported', category: 'NotImplemented' } };
}

function notFound(name: string): PeerResult {
  return {
    failed: {
      message: `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`,
      errorId: 'CommandNotFoundException',
      category: 'ObjectNotFound',
      targetName: name,
      exceptionType: 'System.Management.Automation.CommandNotFoundException',
    },
  };
}

function notBound(name: string, why: string): PeerResult {
  return {
    failed: {
      message: why,
      errorId: `ParameterArgumentValidationError,${name}`,
      category: 'InvalidData',
      targetName: name,
      exceptionType: 'System.Management.Automation.ParameterBindingException',
    },
  };
}
