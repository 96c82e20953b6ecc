// The shape of result.json, version 1, as a schema: dist/result.schema.json is made from it, tests read every document with it, and
// `json.ts` is held to it by the compiler. Within a version fields are added and never renamed, removed or given another meaning.
// No door loads this file: what is written needs no check at run time.
import * as z from 'zod';
import { severities } from '../gates/gate.ts';
import { conclusions } from '../model/conclusion.ts';
import { verdicts } from '../model/verdict.ts';
import { changeSchema } from '../rollout/changes.ts';
import { causeSchema } from '../rollout/events.ts';
import { machinePhaseNames } from '../rollout/phases.ts';

const text = z.string();
const count = z.number().int().nonnegative();
const instant = z.iso.datetime();
const texts = z.array(text);

const secondsSchema = z
  .strictObject({ work: count, soak: count, window: count, approval: count, opens: count, halted: count })
  .describe('Where the time of the ring went, in whole seconds.');

const spokenSchema = z.strictObject({ by: text, reason: text, at: instant });

export const resultRingSchema = z.strictObject({
  name: text,
  state: text,
  machines: count,
  updated: count,
  needless: count,
  failed: count,
  skipped: count,
  undone: count,
  stranded: count,
  untouched: count,
  started: count,
  hit: count,
  hitAfterSoak: count.describe('Of the hit: those that the look after the soak found.'),
  waves: z.strictObject({ planned: count, opened: count }),
  soak: count.describe('As planned, in seconds.'),
  worstCase: z.strictObject({ visible: count, released: count }),
  drill: z
    .strictObject({ stands: z.enum(['wanted', 'undoing', 'again', 'proved', 'waived']), machine: text.nullable() })
    .nullable()
    .describe('Whether undo was proved on one machine first, and on which; null: nobody asked for that.'),
  seconds: secondsSchema,
});

export const resultMachineSchema = z.strictObject({
  name: text,
  ring: text,
  phase: z.enum(machinePhaseNames),
  build: text.nullable(),
  hotpatch: text.nullable(),
  took: text.nullable(),
  why: text.nullable().describe('Why it needs eyes.'),
  left: texts.describe('What it does not get, and why.'),
  drift: z
    .array(changeSchema)
    .exactOptional()
    .describe('What it was otherwise than the plan knew it, before anything was begun; absent: nothing.'),
  began: instant.nullable(),
  ended: instant.nullable(),
});

const resultServiceSchema = z.strictObject({
  ring: text,
  after: text,
  gate: text,
  severity: z.enum(severities),
  verdict: z.enum(verdicts),
  reason: text,
  before: z
    .strictObject({ verdict: z.enum(verdicts), reason: text })
    .nullable()
    .describe('What it said before the ring’s first machine.'),
});

export const resultSchema = z.strictObject({
  format: z.literal(1),
  conclusion: z.enum(conclusions),
  reason: text.describe('The verdict in one line.'),
  rolloutId: text,
  planHash: text,
  ring: z.strictObject({ name: text, wave: count, waves: count }).nullable(),
  cause: causeSchema.nullable(),
  figures: z.strictObject({
    machines: count,
    started: count,
    hit: count,
    untouched: count,
    updated: count,
    skipped: count,
    undone: count,
    stranded: count,
  }),
  waiting: z
    .strictObject({
      for: z.enum(['soak', 'window', 'blackout', 'freeze', 'opens', 'approval', 'scope']),
      until: instant.nullable(),
      reason: text.nullable().describe('Of a blackout or a freeze.'),
      short: z
        .strictObject({ left: count, takes: count })
        .nullable()
        .describe('The window is open, and what is left of it is too short for one more machine; seconds.'),
    })
    .nullable(),
  nextDue: instant.nullable(),
  next: texts.describe('What to do next: commands to paste, or sentences.'),
  why: texts,
  rings: z.array(resultRingSchema),
  services: z
    .array(resultServiceSchema)
    .exactOptional()
    .describe('What gates of waves and rings said last of the service; absent: none was asked.'),
  machines: z.array(resultMachineSchema),
  timeline: z.array(
    z.strictObject({
      ring: text,
      what: text,
      from: instant,
      to: instant,
      look: z.enum(['done', 'active', 'bad']),
    }),
  ),
  proved: texts,
  notCovered: texts,
  runs: z
    .array(z.strictObject({ part: text.nullable(), owner: text, fence: count, until: instant, waits: z.boolean() }))
    .exactOptional()
    .describe(
      'Who writes the rollout now, by `status`; part null: all of it; waits: for the others. Absent: nobody does.',
    ),
  restartsPending: texts,
  /** Cluster nodes that this rollout has paused and that do not take roles again yet. */
  resumesOwed: texts,
  stepsOwed: z
    .array(z.strictObject({ around: text, command: text, why: text.nullable() }))
    .exactOptional()
    .describe('Steps after the work that are still owed, with the command that pays each; absent: none.'),
  inFlight: texts,
  superseded: spokenSchema.nullable().describe('Who closed the rollout for good, and why.'),
  fix: z
    .strictObject({ rolloutId: text, bad: texts, kbs: texts, mended: texts, stillIll: texts })
    .exactOptional()
    .describe(
      'The closed rollout that this one mends, and who of those it had hit is well again; absent: it mends none.',
    ),
  lifted: spokenSchema.nullable().describe('Who lifted the hold on what was rolled back, and why.'),
  stillHidden: texts.describe('Machines where what was rolled back is still hidden after that.'),
  compliance: z.strictObject({
    deadline: z.strictObject({ due: text, standing: z.enum(['ahead', 'soon', 'past']) }).nullable(),
    forecast: z
      .strictObject({
        through: instant.nullable(),
        lateBy: count.nullable().describe('Seconds after the deadline; 0: in time.'),
        late: z.array(z.strictObject({ machine: text, at: instant.nullable() })),
      })
      .nullable()
      .describe('When all are through as it goes now, and who only after the deadline.'),
    machines: count,
    behind: z.array(z.strictObject({ machine: text, kbs: texts, why: text })),
    closes: z.record(text, texts),
  }),
  at: instant,
  journal: text.exactOptional().describe('The ledger, as the user names it.'),
});
export type Result = z.input<typeof resultSchema>;
export type ResultRing = z.input<typeof resultRingSchema>;
