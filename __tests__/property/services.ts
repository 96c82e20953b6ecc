// Services that the gates of waves and rings watch, as the property tests roll them, and the books of whoever is asked. No machine of the
// next wave starts, and no ring passes, before every gate that decides has passed, or a person has gone on in spite of it; nothing is asked
// that was not written down, after a halt or after a signal; what was red before the first machine never halts. Judged from the journal's
// own records and from what was really answered, by other words than the engine's.
import fc from 'fast-check';
import type { RunnerProbes } from '../../src/model/ports.ts';
import { type Effect, keyOf } from '../../src/rollout/effects.ts';
import type { Event, EventOf } from '../../src/rollout/events.ts';
import type { State } from '../../src/rollout/state.ts';
import type { Stage } from '../support/rollouts.ts';

const aGate = fc.record({
  kind: fc.constantFrom('http' as const, 'metric' as const, 'exec' as const),
  severity: fc.constantFrom('critical' as const, 'hard' as const, 'hard' as const, 'soft' as const, 'observe' as const),
  settle: fc.constantFrom('0s', '3m'),
  confirm: fc.integer({ min: 1, max: 2 }),
  count: fc.integer({ min: 1, max: 3 }),
  /** Asked so many times it says this, and then the next; the last for ever. */
  says: fc.array(
    fc.constantFrom(
      'good' as const,
      'good' as const,
      'good' as const,
      'bad' as const,
      'unclear' as const,
      'silent' as const,
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
});

type Watched = typeof aGate extends fc.Arbitrary<infer G> ? G : never;

const gates: fc.Arbitrary<readonly Watched[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(aGate, { minLength: 1, maxLength: 2 }) },
);

export const aService = fc.record({ wave: gates, ring: gates });
export type Service = Readonly<Record<'wave' | 'ring', readonly Watched[]>>;

const place = (scope: string, index: number): string => `${scope}${index}`;

/** The gates as a policy has them. */
export function serviceFields({ wave, ring }: Service) {
  const written = (scope: string, all: readonly Watched[]) =>
    all.map(({ kind, severity, settle, confirm, count }, index) => {
      const url = `https://service.example/${place(scope, index)}`;
      const asked = {
        http: { url, of: 1, pass: 1 },
        metric: { url, path: 'errors', pass: 1, fail: 5 },
        exec: { command: ['./service', place(scope, index)] },
      }[kind];
      return { gate: kind, severity, settle, confirm, count, interval: '2m', ...asked };
    });
  return {
    ...(wave.length === 0 ? {} : { wave: written('wave', wave) }),
    ...(ring.length === 0 ? {} : { ring: written('ring', ring) }),
  };
}

type Judged = EventOf<'ringJudged'>;

/** What was said of a ring since its machines were last changed, or it went on. */
interface Said {
  readonly answers: Map<string, Judged>;
  readonly red: Map<string, ReadonlySet<number>>;
}

export const noService: Service = { wave: [], ring: [] };

export class ServiceBooks {
  readonly #stage: Stage;
  readonly #service: Service;
  readonly #blame: (rule: string, what: string) => void;
  readonly #asked = new Map<string, number>();
  readonly #said = new Map<string, Said>();
  readonly #before = new Set<string>();
  /** Gates that were really answered well since the ring went on. */
  readonly #goods = new Set<string>();
  /** Looks that a run has begun. */
  readonly #begun = new WeakMap<AbortSignal, Set<string>>();

  constructor(stage: Stage, service: Service, blame: (rule: string, what: string) => void) {
    this.#stage = stage;
    this.#service = service;
    this.#blame = blame;
  }

  /** @param written what was intended and has not ended @param isTooLate a halt stands in the journal, and this was not asked for before it */
  runner(
    stop: AbortSignal,
    written: () => readonly EventOf<'intended'>[],
    isTooLate: (effect: Effect | undefined) => boolean,
  ): Pick<RunnerProbes, 'http' | 'metric' | 'exec'> {
    const answer = (name: string) => {
      if (stop.aborted) this.#blame('cancel', `${name} is asked after it`);
      const of = name.startsWith('wave') ? 'wave' : 'ring';
      const poll = written().find(({ effect }) => effect.kind === 'poll' && effect.of === of)?.effect;
      if (poll === undefined) this.#blame('I1', `asking ${name} was not written down`);
      const key = poll === undefined ? '' : keyOf(poll);
      const begun = this.#begun.get(stop) ?? new Set();
      if (isTooLate(poll) && !begun.has(key)) this.#blame('I7', `${name} is asked after the halt`);
      this.#begun.set(stop, begun.add(key));
      const times = this.#asked.get(name) ?? 0;
      this.#asked.set(name, times + 1);
      const { says } = this.#service[of][Number(name.slice(4))]!;
      const said = says[Math.min(times, says.length - 1)]!;
      if (said === 'good') this.#goods.add(name);
      return said;
    };
    const failure = { code: 'PROBE_FAILED', message: 'no answer', retryable: true };
    const silent = { ok: false, failure, arrived: 'maybe' } as const;
    const nameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
    return {
      http: async url => {
        const said = answer(nameOf(url));
        if (said === 'silent') return silent;
        return { ok: true, value: { status: said === 'good' ? 200 : 503, took: 1 } };
      },
      metric: async ({ url }) => {
        const said = answer(nameOf(url));
        if (said === 'silent') return silent;
        return { ok: true, value: { value: { good: 0, bad: 9, unclear: 3 }[said], took: 1 } };
      },
      exec: async ([, name = '']) => {
        const said = answer(name);
        if (said === 'silent') return silent;
        return {
          ok: true,
          value: {
            verdict: ({ good: 'pass', bad: 'fail', unclear: 'inconclusive' } as const)[said],
            reason: '',
            took: 1,
          },
        };
      },
    };
  }

  #saidOf(ring: string): Said {
    const said = this.#said.get(ring) ?? { answers: new Map(), red: new Map() };
    this.#said.set(ring, said);
    return said;
  }

  #goesOn(ring: string): void {
    this.#said.delete(ring);
    this.#goods.clear();
  }

  /** @param state right after the event */
  judgeEvent(event: Event, state: State): void {
    switch (event.kind) {
      case 'intended':
        this.#judgeIntent(event, state);
        return;
      case 'ringJudged':
        this.#judgeWord(event);
        return;
      case 'waveOpened':
        if (event.wave > 1) this.#mustHavePassed('wave', event.ring, { state, what: `wave ${event.wave} opens` });
        this.#goesOn(event.ring);
        return;
      case 'ringSoaking':
        this.#mustHavePassed('wave', event.ring, { state, what: 'soaks' });
        this.#goesOn(event.ring);
        return;
      case 'ringPassed':
        this.#mustHavePassed('ring', event.ring, { state, what: 'passes' });
        this.#goesOn(event.ring);
        return;
      case 'ringOpened':
      case 'ringJudging':
        this.#goesOn(event.ring);
        return;
      case 'halted':
        this.#judgeHalt(event);
        return;
      case 'resumed':
        for (const said of this.#said.values()) noteRed(said);
        return;
      default:
        return;
    }
  }

  #judgeIntent({ effect }: EventOf<'intended'>, state: State): void {
    const { gates: chosen } = this.#stage.plan;
    if (effect.kind === 'poll' && state.phase !== 'running') this.#blame('I7', `${keyOf(effect)} after the halt`);
    for (const of of effect.kind === 'check' ? (['wave', 'ring'] as const) : [])
      if (chosen[of] !== undefined && !this.#before.has(`${effect.ring} ${of}`))
        this.#blame('service', `${effect.machine} is begun with before gates.${of} were asked once`);
    // What was said before this change speaks for nothing any more.
    if (effect.kind === 'install' || effect.kind === 'restart') this.#said.get(effect.ring)?.answers.clear();
  }

  #judgeWord(event: Judged): void {
    const { ring, of, side, gates: said, againAt } = event;
    if (side === 'before') {
      this.#before.add(`${ring} ${of}`);
      return;
    }
    said.forEach(({ gate, verdict }, index) => {
      if (verdict === 'pass' && !this.#goods.has(place(of, index)))
        this.#blame('I6', `${gate} of gates.${of} passed and never answered well`);
    });
    if (againAt === null) this.#saidOf(ring).answers.set(of, event);
  }

  #mustHavePassed(of: 'wave' | 'ring', name: string, { state, what }: { state: State; what: string }): void {
    const { plan } = this.#stage;
    const machines = plan.rings.find(ring => ring.name === name)?.machines ?? [];
    const isChanged = machines.some(machine => state.machines.get(machine)?.beganAt != null);
    if (plan.gates[of] === undefined || !isChanged) return;
    const { answers, red } = this.#saidOf(name);
    const answer = answers.get(of);
    if (answer === undefined) this.#blame('service', `${name}: ${what} and gates.${of} have not spoken`);
    answer?.gates.forEach(({ gate, severity, verdict, reason }, index) => {
      if (severity === 'observe' || verdict === 'pass' || red.get(of)?.has(index) === true) return;
      this.#blame('service', `${name}: ${what} with ${gate} ${verdict}: ${reason}`);
    });
  }

  #judgeHalt({ cause }: EventOf<'halted'>): void {
    if (cause.by !== 'service') return;
    if (cause.before?.verdict === 'fail') this.#blame('service', `${cause.gate} halts and was red before`);
    if (cause.severity === 'observe' || cause.severity === 'soft') this.#blame('service', `${cause.severity} halts`);
  }
}

/** What a person knew of when they resumed is theirs, for this wave or ring. */
function noteRed({ answers, red }: Said): void {
  for (const [of, answer] of answers) {
    const here = answer.gates.flatMap(({ verdict }, index) => (verdict === 'pass' ? [] : [index]));
    red.set(of, new Set([...(red.get(of) ?? []), ...here]));
  }
}
