// Rules of the steps around the work: a program that is the same for all, arguments that mean what they say without a shell, only what is
// known where the step stands, and somebody whom it is about. A step that cannot run would be found out in the window, by night.
// No message repeats an argument whole: a secret may stand there by mistake.
import { formatDuration } from '../../model/duration.ts';
import { placeholders, type Step } from '../around.ts';
import { type Path, suggestion } from '../fault.ts';
import { chosenBy } from '../membership.ts';
import { fault, type Rule } from './rule.ts';

const code = 'POLICY_AROUND_INVALID';
const hour = 3_600_000;

function* argumentFaults(step: Step, side: 'before' | 'after', at: number): Generator<ReturnType<typeof fault>> {
  for (const [index, argument] of (step[side] ?? []).entries()) {
    const path: Path = ['around', at, side, index];
    const known = placeholders[step.per];
    const variable = /\$(?:\{?[A-Za-z_]\w*\}?|env:\w+)/.exec(argument)?.[0];
    if (variable !== undefined)
      yield fault(code, path, `no shell fills in ${variable}: let the command read it from its environment`);
    if (index === 0 && argument.includes('{')) {
      yield fault(code, path, `the program is the same for every ${step.per}: take the { out of its name`);
      continue;
    }
    for (const [, word = ''] of argument.matchAll(/\{([A-Za-z]+)\}/g)) {
      if (known.includes(word)) continue;
      const hint = suggestion(word, known) || `; there is ${known.map(one => `{${one}}`).join(', ')}`;
      yield fault(code, path, `{${word}} is not known around a ${step.per}${hint}`);
    }
  }
}

const argumentsMean: Rule = ({ policy }) =>
  policy.around.flatMap((step, at) => [...argumentFaults(step, 'before', at), ...argumentFaults(step, 'after', at)]);

const endsInTime: Rule = ({ policy }) =>
  policy.around.flatMap(({ timeout }, at) => {
    if (timeout > 0 && timeout <= hour) return [];
    const message = `${formatDuration(timeout)} is no time for a step: write 5m, and at most 1h`;
    return [fault(code, ['around', at, 'timeout'], message)];
  });

const aboutSomebody: Rule = ({ policy, machines }) =>
  policy.around.flatMap(({ per, machines: names, label }, at) => {
    const path: Path = ['around', at];
    if (names === undefined && label === undefined) return [];
    const key = names === undefined ? 'label' : 'machines';
    if (per !== 'machine')
      return [fault(code, [...path, key], `a step per ${per} is about all of its machines: take ${key} out`)];
    if (names !== undefined && label !== undefined)
      return [fault(code, [...path, 'label'], 'the machines are named already: keep one of machines and label')];
    const entries = machines.map(({ entry }) => entry);
    if (label !== undefined) {
      const isBorne = chosenBy({ label }, entries).length > 0;
      return isBorne ? [] : [fault(code, [...path, 'label'], 'no machine bears the label: correct it')];
    }
    return (names ?? []).flatMap((name, index) => {
      if (chosenBy([name], entries).length > 0) return [];
      const hint = suggestion(
        name,
        entries.map(entry => entry.name),
      );
      const message = `no machine of the inventory is called "${name}"${hint || ': correct the name, or add the machine'}`;
      return [fault('POLICY_MACHINE_UNKNOWN', [...path, 'machines', index], message)];
    });
  });

export const aroundRules: readonly Rule[] = [argumentsMean, endsInTime, aboutSomebody];
