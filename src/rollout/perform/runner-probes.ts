// What gates ask from the runner, one probe after the other, each as often as it wants to be asked.
// Letting go ends it between two probes. A probe that fails is an answer: what it means is the gate's
// affair.
import type { RunnerAnswer, RunnerProbe } from '../../gates/gate.ts';
import type { RunnerProbes } from '../../model/ports.ts';
import { letGoIf, type Visit } from './visit.ts';

/** Answers by the key of the probe. */
export async function fromRunner(
  { runner, signal }: Pick<Visit, 'runner' | 'signal'>,
  probes: readonly RunnerProbe[],
): Promise<Record<string, RunnerAnswer[]>> {
  const answers: Record<string, RunnerAnswer[]> = {};
  for (const probe of probes) {
    const all: RunnerAnswer[] = [];
    for (let turn = 0; turn < probe.times; turn += 1) {
      letGoIf(signal);
      all.push(await measured(runner, probe));
    }
    answers[probe.key] = all;
  }
  return answers;
}

function measured(runner: RunnerProbes, probe: RunnerProbe): Promise<RunnerAnswer> {
  switch (probe.kind) {
    case 'http':
      return runner.http(probe.url, probe.timeout);
    case 'tcp':
      return runner.tcp(probe.address, probe.port, probe.timeout);
    case 'exec':
      return runner.exec(probe.command, probe.timeout);
    case 'metric':
      return runner.metric(probe.ask);
  }
}
