// Steps of the owner's around the work, as the property tests roll them, and the books of the runner that runs them: what a load balancer
// would say of the rollout, apart from what its journal says. Nothing changes a machine before every step around it has ended well; whoever
// leaves in order is back in; a run that ends by itself has tried to pay whatever was begun.
import fc from 'fast-check';
import type { RunnerProbes, StepAsk, StepEnd } from '../../src/model/ports.ts';
import { keyOf } from '../../src/rollout/effects.ts';
import type { Event, EventOf } from '../../src/rollout/events.ts';
import type { State } from '../../src/rollout/state.ts';
import { type Stage, someoneAnswers } from '../support/rollouts.ts';

const second = 1_000;

/** Each step fails every so many times; 0: never. */
const failsEvery = fc.constantFrom(0, 0, 0, 1, 2, 3);

export const anAround = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.record({
        per: fc.constantFrom('machine' as const, 'machine' as const, 'wave' as const, 'ring' as const),
        owes: fc.constantFrom(true, true, false),
        before: failsEvery,
        after: failsEvery,
        takes: fc.constantFrom(1, 240),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  },
);
export type Around = typeof anAround extends fc.Arbitrary<infer A> ? A : never;

const names = { machine: ['{machine}'], wave: ['{ring}', '{wave}'], ring: ['{ring}'] } as const;

/** The steps as a policy has them; what is to become of them stands among their arguments. */
export function aroundFields(around: Around) {
  return around.map(({ per, owes, before, after, takes }, index) => {
    const command = (side: string, every: number) => ['./step', String(takes), String(every), String(index), side];
    return {
      per,
      before: [...command('before', before), ...names[per]],
      ...(owes ? { after: [...command('after', after), ...names[per]] } : {}),
    };
  });
}

interface Call {
  readonly side: string;
  readonly key: string;
  isGood: boolean;
}

export class StepBooks {
  readonly #stage: Stage;
  readonly #blame: (rule: string, what: string) => void;
  readonly #calls = new Map<string, Call[]>();
  /** A `before` was intended: whether it was begun, nobody knows after a crash. */
  readonly #owed = new Set<string>();
  #count = 0;

  constructor(stage: Stage, blame: (rule: string, what: string) => void) {
    this.#stage = stage;
    this.#blame = blame;
  }

  /** @param written what was intended and has not ended @param isHalted what stands in the journal now */
  runner(stop: AbortSignal, written: () => readonly EventOf<'intended'>[], isHalted: () => boolean): RunnerProbes {
    const step = async ({ command, key }: StepAsk): Promise<StepEnd> => {
      const [, takes = '0', every = '0', index = '', side = '', ...around] = command;
      const { plan, clock } = this.#stage;
      const effect = written().find(one => `${plan.rolloutId}/${keyOf(one.effect)}` === key)?.effect;
      if (stop.aborted) this.#blame('cancel', `${side} ${around} is begun after it`);
      if (effect?.kind !== 'step') this.#blame('I1', `${side} ${around} was not written down`);
      else if (isHalted() && side === 'before' && effect.purpose !== 'undo')
        this.#blame('I7', `${side} ${around} begins after the halt`);
      const scope = [index, ...around].join(' ');
      const calls = this.#calls.get(scope) ?? [];
      const isRepeat = calls.at(-1)?.key === key;
      if (side === 'after' && !isRepeat && !this.#owed.has(scope))
        this.#blame('around', `${scope} is put back, and nobody has taken it out`);
      this.#count += 1;
      const call = { side, key, isGood: false };
      this.#calls.set(scope, [...calls, call]);
      await clock.sleepUntil(clock.now() + Number(takes) * second, stop);
      const isBad = every !== '0' && this.#count % Number(every) === 0;
      // Whoever is ended with its run has done half of it.
      call.isGood = !isBad && !stop.aborted;
      if (side === 'after' && call.isGood) this.#owed.delete(scope);
      return { took: 1, failed: isBad ? { how: 'exit code 3', said: '' } : null };
    };
    return { ...someoneAnswers, step };
  }

  #last(scope: string): Call | undefined {
    return this.#calls.get(scope)?.at(-1);
  }

  /** Before a machine is changed on the way forward. */
  judgeChange(name: string, what: string, state: State | undefined): void {
    const ring = state?.rings[state.machines.get(name)?.ring ?? -1];
    for (const [index, { per }] of (this.#stage.plan.around ?? []).entries()) {
      const around = { machine: name, wave: `${ring?.name} ${ring?.wave}`, ring: `${ring?.name}` }[per];
      const last = this.#last(`${index} ${around}`);
      if (last?.side !== 'before' || !last.isGood)
        this.#blame('around', `${name} ${what} before ${per} ${around} is ready`);
    }
  }

  /** Whoever leaves our hands in order is back where it belongs. */
  judgeEvent(event: Event): void {
    if (event.kind === 'intended' && event.effect.kind === 'step' && event.effect.side === 'before') {
      const { step, per, machine, ring, wave } = event.effect;
      this.#owed.add(`${step} ${{ machine, wave: `${ring} ${wave}`, ring }[per]}`);
    }
    if (!['machineDone', 'machineSkipped', 'machineReturned'].includes(event.kind) || !('machine' in event)) return;
    for (const [index, { per, after }] of (this.#stage.plan.around ?? []).entries()) {
      const last = per === 'machine' && after !== null ? this.#last(`${index} ${event.machine}`) : undefined;
      if (last !== undefined && (last.side !== 'after' || !last.isGood))
        this.#blame('around', `${event.machine} is still out after ${event.kind}`);
    }
  }

  /** A run that ends by itself has tried everything that is owed. */
  judgeEnd(): void {
    for (const [scope, calls] of this.#calls) {
      const step = this.#stage.plan.around?.[Number(scope.split(' ')[0])];
      if (step?.after != null && calls.at(-1)?.side === 'before') this.#blame('around', `nobody has paid for ${scope}`);
    }
  }
}
