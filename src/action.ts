// The door of the GitHub Action's main step. What it does with the inputs is the same as behind the other doors: `run.ts`.
// The inputs stay in the environment on GitHub, so whoever starts a child process hands it an environment of its own.
// How the step ended is left in the state for `post.ts`.
import { createGithub } from './platforms/github.ts';
import { run } from './run.ts';

await run({ platform: createGithub(), env: process.env });
