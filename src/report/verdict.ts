// The verdict in one line, always of the same shape: word, where, why with its numbers, and who was started, hit and never touched.
// It is the first line of the summary, the last block of the log, the output `reason`; silence is never a signal, so every ending has
// one (design section 8; facts: rollout 6.1). Machines' own words may stand in it: whoever prints it neutralises it.
import { formatDuration } from '../model/duration.ts';
import type { Standing, Waiting } from '../rollout/conclusion.ts';
import type { Cause } from '../rollout/events.ts';
import type { Plan } from '../rollout/plan.ts';
import { serviceCauseText } from './service.ts';
import { count, instantText, updatesText } from './words.ts';

/** One line, without a line break, ending with a full stop. */
export function verdictLine(plan: Plan, standing: Standing): string {
  const { conclusion, figures } = standing;
  const where = whereText(standing);
  switch (conclusion) {
    case 'succeeded':
      return `SUCCEEDED: ${updatesText(plan.updates)} on ${figures.updated} of ${count(figures.machines, 'machine')}${leftOverText(standing)}.`;
    case 'nothing-to-do':
      if (standing.superseded !== null)
        return `SUPERSEDED: closed by ${standing.superseded.person}, ${sentence(standing.superseded.reason)}${mendsText(standing)}. ${touchedText(standing)}.`;
      return `NOTHING TO DO: none of ${count(figures.machines, 'machine')} needs what this rollout brings.`;
    case 'waiting':
      return `WAITING: ${waitingText(plan, standing)}. ${figures.updated} updated, ${figures.machines - figures.updated} to go.`;
    case 'held':
      return `HELD${where}: ${sentence(standing.failure?.message ?? 'a ring is held')}. ${touchedText(standing)}.`;
    case 'halted':
      return `HALTED${where}: ${causeText(standing)}. ${touchedText(standing)}.`;
    case 'rolled-back':
      return `ROLLED BACK${where}: ${causeText(standing)}. ${undoneText(standing)}, ${figures.untouched} never touched.`;
    case 'cancelled':
      return `CANCELLED${where}: ${inFlightText(standing)}. ${touchedText(standing)}.`;
    case 'failed':
      return `FAILED${where}: ${sentence(standing.failure?.message ?? 'no reason was given')}. ${touchedText(standing)}.`;
  }
}

function mendsText({ superseded }: Standing): string {
  return superseded?.fix === undefined ? '' : `; ${superseded.fix.join(', ')} mends it`;
}

/** Without a full stop: the line brings its own. */
function sentence(text: string): string {
  return text.replace(/[.\s]+$/u, '');
}

function whereText({ ring }: Standing): string {
  if (ring === null) return '';
  return ring.wave === 0 ? ` in ${ring.name}` : ` in ${ring.name} wave ${ring.wave}/${ring.waves}`;
}

function touchedText({ figures }: Standing): string {
  return `${figures.started} started, ${figures.hit} hit, ${figures.untouched} never touched`;
}

function undoneText({ figures }: Standing): string {
  const stranded = figures.stranded === 0 ? '' : `, ${figures.stranded} STRANDED`;
  return `${figures.started} started, ${figures.hit} hit, ${figures.undone} undone${stranded}`;
}

function leftOverText({ figures }: Standing): string {
  const needless = figures.machines - figures.updated - figures.skipped;
  const parts = [
    needless > 0 ? `${needless} needed nothing or were taken out` : '',
    figures.skipped > 0 ? `${figures.skipped} skipped` : '',
  ].filter(part => part !== '');
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

function causeText({ cause, reason }: Standing): string {
  if (cause === null) return sentence(reason ?? 'no reason was given');
  if (cause.by === 'service') return `${serviceCauseText(cause)}: ${sentence(reason ?? '')}`;
  return cause.by === 'person' ? `by ${cause.person}, ${sentence(reason ?? '')}` : ruleText(cause);
}

/** `hotpatch failed on 1 of 4 (limit 0)`. */
export function ruleText(cause: Extract<Cause, { by: 'rule' }>): string {
  const { gate, code, failed, of, limit } = cause;
  if (cause.rule === 'drill') return `the undo is not proved, ${cause.machine} was to show it (${gate ?? code})`;
  const what = gate === null ? `${code} on` : `${gate} failed on`;
  return `${what} ${failed} of ${of} (${ruleWords(cause)}limit ${limit})`;
}

function ruleWords({ rule, signature, test }: Extract<Cause, { by: 'rule' }>): string {
  switch (rule) {
    case 'critical':
      return 'critical, ';
    case 'maxFailures':
    case 'drill':
      return '';
    case 'zeroTolerance':
      return 'among the first machines, ';
    case 'sameSignature':
      return `twice the same, ${signature ?? 'one failure'}, `;
    case 'sequential':
      return `sequential test, ${test?.failed ?? 0} of ${test?.started ?? 0} started in the ${test?.scope ?? 'ring'}, `;
  }
}

function inFlightText({ inFlight }: Standing): string {
  if (inFlight.length === 0) return 'the platform asked us to stop, nothing is in flight';
  return `the platform asked us to stop; ${count(inFlight.length, 'machine')} in flight go on by themselves, the next run asks them`;
}

function waitingText(plan: Plan, { waiting, stagingAt, ring }: Standing): string {
  const name = ring === null ? 'the next ring' : `ring ${ring.name}`;
  if (waiting === null) return `${name} goes on with the next run`;
  const until = waiting.until === null ? 'a later run' : instantText(waiting.until);
  const reason = waiting.reason === undefined ? '' : ` (${waiting.reason})`;
  const texts: Readonly<Record<Waiting['for'], string>> = {
    soak: `${name} soaks until ${until}`,
    window: waiting.short === undefined ? `the window of ${name} opens ${until}` : tooShort(name, waiting.short, until),
    blackout: `${name} goes on ${until}, after a blackout${reason}`,
    freeze: `${name} goes on ${until}, after a freeze${reason}`,
    opens: `${name} opens ${until}`,
    approval: `${name} needs a person's word for plan ${plan.hash.slice(0, 12)}`,
    scope: `nothing more was asked of this run; ${name} is not through`,
  };
  return stagingAt === null ? texts[waiting.for] : `downloads begin ${instantText(stagingAt)}, ${texts[waiting.for]}`;
}

/** `the window of ring pilot closes in 35m, and a machine takes up to 50m; the next one opens …` */
function tooShort(name: string, short: Short, until: string): string {
  return `${shortText(short, `the window of ${name}`)}; the next one opens ${until}`;
}

type Short = NonNullable<Waiting['short']>;

/** `their window closes in 35m, and a machine takes up to 50m`. */
export function shortText({ left, takes }: Short, whose = 'their window'): string {
  return `${whose} closes in ${formatDuration(left)}, and a machine takes up to ${formatDuration(takes)}`;
}
