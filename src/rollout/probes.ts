// Which readings a visit brings: what the chosen gates ask for, and what the engine itself must know. The visit before a change also
// reads whatever the gates after it compare with. What is kept of the readings is decided here, too: services that do not start by
// themselves say nothing about an update and would be most of a journal of five thousand machines (facts: windows-servicing 5.2).
import type { OwnProbe, Probes, RunnerProbe, Stage } from '../gates/gate.ts';
import { gateNamed } from '../gates/registry.ts';
import type { ServiceScope } from '../gates/service.ts';
import type { MachineEntry } from '../model/machine.ts';
import type { ProbeName, Readings, ScriptProbe } from '../model/ports.ts';
import type { Plan } from './plan.ts';

/** What the engine reads whatever the gates are. */
const always: Readonly<Record<Stage, readonly ProbeName[]>> = {
  before: ['facts', 'boot', 'hotpatch'],
  after: ['facts', 'boot'],
  undo: ['facts'],
};

function wanted(plan: Plan, stage: Stage, machine: MachineEntry): readonly Probes[] {
  return (plan.gates[stage] ?? []).map(({ gate, settings }) => {
    const found = gateNamed(gate);
    if (found === undefined) throw new RangeError(`gate ${gate} does not exist`);
    return found.probes({ settings, stage, machine });
  });
}

/** What a visit reads. */
export interface VisitProbes extends Omit<Probes, 'scripts'> {
  readonly scripts: readonly ScriptProbe[];
}

/** Everything to read in a visit at this stage. */
export function probesFor(plan: Plan, stage: Stage, machine: MachineEntry): VisitProbes {
  const here = wanted(plan, stage, machine);
  const compared = stage === 'before' ? wanted(plan, 'after', machine) : [];
  const names = new Set([...always[stage], ...[...here, ...compared].flatMap(probes => probes.machine)]);
  const runner = new Map<string, RunnerProbe>(here.flatMap(probes => probes.runner).map(probe => [probe.key, probe]));
  const scripts = new Map([...here, ...compared].flatMap(probes => probes.scripts ?? []).map(one => [one.key, one]));
  const whole = [...scripts.values()].map(one => scriptOf(plan, one));
  return { machine: [...names], runner: [...runner.values()], scripts: whole };
}

/** With the text that was approved. */
function scriptOf({ probeScripts = [] }: Plan, { key, file, timeout }: OwnProbe): ScriptProbe {
  const found = probeScripts.find(one => one.file === file);
  if (found === undefined) throw new RangeError(`the plan does not hold ${file}`);
  return { key, timeout, sha256: found.sha256, text: found.text };
}

/** What one gate asks after an update. */
export function probesOf(plan: Plan, name: string, machine: MachineEntry): Probes {
  const choices = plan.gates.after.filter(({ gate }) => gate === name);
  const all = wanted({ ...plan, gates: { ...plan.gates, after: choices } }, 'after', machine);
  return {
    machine: [...new Set(all.flatMap(probes => probes.machine))],
    runner: all.flatMap(probes => probes.runner),
  };
}

/** Nothing of a machine stands in what a service is asked. */
export const noMachine: MachineEntry = { name: 'service', labels: {} };

/** What the runner asks a service, each question once. */
export function serviceProbes(plan: Plan, of: ServiceScope): readonly RunnerProbe[] {
  const all = (plan.gates[of] ?? []).flatMap(({ gate, settings }) => {
    const found = gateNamed(gate);
    if (found === undefined) throw new RangeError(`gate ${gate} does not exist`);
    return found.probes({ settings, stage: 'after', machine: noMachine }).runner;
  });
  return [...new Map(all.map(probe => [probe.key, probe])).values()];
}

/** The readings as the journal keeps them. */
export function keepable(all: Partial<Readings>): Partial<Readings> {
  const readings = withoutTraces(all);
  const { health } = readings;
  if (health?.ok !== true) return readings;
  const services = health.value.services.filter(({ startMode }) => startMode.startsWith('automatic'));
  return { ...readings, health: { ...health, value: { ...health.value, services } } };
}

/** Whose jobs lie there is asked before a plan is made, and by nobody after that. */
function withoutTraces(readings: Partial<Readings>): Partial<Readings> {
  const { facts } = readings;
  if (facts?.ok !== true || facts.value.traces === undefined) return readings;
  const { traces: _, ...value } = facts.value;
  return { ...readings, facts: { ...facts, value } };
}
