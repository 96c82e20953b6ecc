// The door of the GitHub Action's post step, which runs even when the main step was killed: the runner gives a cancelled step ten
// seconds, and a machine that runs out of memory gives none. Then nothing has said how the rollout stands, and this does: where the
// journal is and how to go on. A main step that has spoken for itself leaves nothing to say.
import { createGithub } from './platforms/github.ts';
import { tellUnfinished } from './platforms/unfinished.ts';

const platform = createGithub();
if (platform.mainConclusion() === undefined) tellUnfinished(platform);
