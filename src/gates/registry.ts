// The list of gates. Nothing else names the siblings: the policy's schema, its help and the default lists come
// from here. Adding a gate is one file and one line below; the order is the order of judging and of the default
// lists.
import * as z from 'zod';
import { backup } from './backup.ts';
import { bitLocker } from './bit-locker.ts';
import { buildIsTarget } from './build-is-target.ts';
import { cameBack } from './came-back.ts';
import { type GateChoice, gateChoiceSchema, measuringFields, measuringOf } from './choice.ts';
import { cluster } from './cluster.ts';
import { crashes } from './crashes.ts';
import { diskFree } from './disk-free.ts';
import { events } from './events.ts';
import { exec } from './exec.ts';
import { type Gate, type Stage, severities } from './gate.ts';
import { hotpatch } from './hotpatch.ts';
import { http } from './http.ts';
import { listenerCertificate } from './listener-certificate.ts';
import { load } from './load.ts';
import { loggedOn } from './logged-on.ts';
import { metric } from './metric.ts';
import { noHangingShutdown } from './no-hanging-shutdown.ts';
import { noPendingRestart } from './no-pending-restart.ts';
import { noShutdownPending } from './no-shutdown-pending.ts';
import { notHeld } from './not-held.ts';
import { productUnchanged } from './product-unchanged.ts';
import { reachable } from './reachable.ts';
import { roles } from './roles.ts';
import { runningBackup } from './running-backup.ts';
import { script } from './script.ts';
import { services } from './services.ts';
import { soleUpdater } from './sole-updater.ts';
import { tcp } from './tcp.ts';
import { timeSkew } from './time-skew.ts';

export const gates: readonly Gate[] = [
  reachable,
  soleUpdater,
  noPendingRestart,
  noShutdownPending,
  bitLocker,
  runningBackup,
  loggedOn,
  noHangingShutdown,
  diskFree,
  cluster,
  backup,
  cameBack,
  productUnchanged,
  crashes,
  hotpatch,
  notHeld,
  buildIsTarget,
  services,
  roles,
  listenerCertificate,
  timeSkew,
  events,
  load,
  http,
  exec,
  script,
  tcp,
  metric,
];

/** The gate of that name; undefined when there is none. */
export function gateNamed(name: string): Gate | undefined {
  return gates.find(gate => gate.name === name);
}

/** Names of the gates that can judge at a stage. */
export function gatesAt(stage: Stage): string[] {
  return gates.filter(gate => gate.stages.includes(stage)).map(gate => gate.name);
}

/** Names of the gates that judge at a stage when the policy names none. */
export function defaultGates(stage: Stage): string[] {
  return gates.filter(gate => gate.byDefault.includes(stage)).map(gate => gate.name);
}

/** A gate with every setting at its default; throws a RangeError for a gate that has no default. */
export function choiceNamed(name: string): GateChoice {
  const choice = choiceOf(name);
  if (typeof choice === 'string') throw new RangeError(choice);
  return choice;
}

/** One entry of `gates.before` or `gates.after`: a name, or `{ gate: name, … }` with settings. Comes out with every default filled in. */
export function gateEntrySchema(stage: Stage) {
  const names = gatesAt(stage);
  const written = gates
    .filter(gate => gate.stages.includes(stage))
    .map(gate =>
      gate.settings.extend({
        gate: z.literal(gate.name).describe(gate.help),
        severity: severityOf(gate),
        ...(stage === 'after' ? measuringFields : {}),
      }),
    );
  const [first, ...rest] = written;
  if (first === undefined) throw new RangeError(`no gate judges at stage ${stage}`);
  return z
    .union([
      z.enum(names, { error: ({ input }) => wrongStage(input, stage) }),
      z.discriminatedUnion('gate', [first, ...rest], { error: ({ input }) => wrongStage(input, stage) }),
    ])
    .transform((entry, context): GateChoice => {
      const choice = choiceOf(entry);
      if (typeof choice !== 'string') return choice;
      context.addIssue({ code: 'custom', message: choice });
      return z.NEVER;
    });
}

function severityOf(gate: Gate) {
  return z
    .enum(severities)
    .default(gate.severity)
    .describe('critical halts at once, hard fails the machine, soft fails it once confirmed, observe only reports.');
}

/** Says where a gate may stand that may not stand here; undefined leaves the sentence to others. */
function wrongStage(entry: unknown, stage: Stage): string | undefined {
  const name = typeof entry === 'object' && entry !== null && 'gate' in entry ? entry.gate : entry;
  const gate = typeof name === 'string' ? gateNamed(name) : undefined;
  if (gate === undefined || gate.stages.includes(stage)) return undefined;
  const when = gate.stages.map(one => (one === 'undo' ? 'before an undo' : `${one} an update`)).join(' and ');
  return `gate ${gate.name} judges only ${when}: move it to gates.${gate.stages[0]}`;
}

/** The entry as the plan keeps it, or a sentence that says what is wrong with it. */
export function choiceOf(entry: string | Record<string, unknown>): GateChoice | string {
  const name = typeof entry === 'string' ? entry : String(entry.gate);
  const gate = gateNamed(name);
  if (gate === undefined) return `there is no gate ${name}`;
  if (typeof entry === 'string') {
    const parsed = gate.settings.safeParse({});
    if (parsed.success) return choiceOf({ ...parsed.data, gate: name, severity: gate.severity });
    const needed = parsed.error.issues.map(issue => issue.path.join('.')).join(', ');
    return `gate ${name} has settings that must be written: { gate: ${name}, ${needed}: … }`;
  }
  const { gate: _, severity, ...written } = entry;
  const measuring = measuringOf(written);
  if (typeof measuring === 'string') return measuring;
  const settings = Object.fromEntries(Object.entries(written).filter(([key]) => !(key in measuringFields)));
  const choice = { gate: name, severity, settings, ...(measuring === undefined ? {} : { measuring }) };
  return gate.fault?.(settings) ?? gateChoiceSchema.parse(choice);
}
