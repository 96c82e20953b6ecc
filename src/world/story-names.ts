// The stories that the embedded fleet can play, by name, for the help of commands and for who misspells one.
// What is played, and by whom, is loaded only when it is: no rollout of real machines needs it.
// The order is that of the scenarios.
import { scenarios } from '../simulation/scenarios.ts';

/** The one that is told when none is named comes first. */
export const storyNames: readonly string[] = scenarios.map(({ name }) => name);
