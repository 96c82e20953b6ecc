// How a run ended, in one word: the same word in outputs, JSON, journal, report and log (design
// section 2). What a platform makes of it (a colour, an exit code) is derived here and nowhere
// else.

export const conclusions = [
  'succeeded',
  'waiting',
  'nothing-to-do',
  'held',
  'halted',
  'rolled-back',
  'cancelled',
  'failed',
] as const;

/**
 * `waiting` ends a run that goes on by itself later · `held` waits for something outside · `halted` waits for a person ·
 * `cancelled` the platform asked us to stop · `failed` the tool could not do its work.
 */
export type Conclusion = (typeof conclusions)[number];

/** Exit code of the command line. Wrong input is 2, whatever the command: see `run.ts`. */
export const exitCodes: Readonly<Record<Conclusion, number>> = {
  succeeded: 0,
  waiting: 0,
  'nothing-to-do': 0,
  failed: 1,
  halted: 3,
  'rolled-back': 4,
  held: 5,
  cancelled: 130,
};

/** The colour of the step in a pipeline. A run that was cancelled is not done, so it is never green. */
export const colours: Readonly<Record<Conclusion, 'green' | 'yellow' | 'red'>> = {
  succeeded: 'green',
  waiting: 'green',
  'nothing-to-do': 'green',
  held: 'yellow',
  halted: 'red',
  'rolled-back': 'red',
  cancelled: 'red',
  failed: 'red',
};
