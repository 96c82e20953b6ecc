// Rings as deployments of GitHub: the face of a rollout on the repository's page, one deployment for each ring that has opened, in the
// environment of the ring's name, with a status as often as the ring's state changes (facts: pipeline-hosts 5.1). It is a face and no
// memory: the journal knows, and whatever fails here is told and changes nothing. `auto_inactive` stays off: it would touch what others
// have deployed to an environment of that name. Loaded only where a token was given.
import * as z from 'zod';
import type { RingMark, RolloutMark } from '../platform.ts';

export interface DeploymentOptions {
  /** `GITHUB_API_URL`. */
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly sha: string;
  readonly token: string;
  readonly runUrl: string | undefined;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
}

const task = 'patchring';
/** GitHub cuts nothing: it refuses what is longer. */
const longestDescription = 140;

const deploymentsSchema = z.array(
  z.object({
    id: z.number().int(),
    payload: z
      .unknown()
      .transform(payload => z.object({ rollout: z.string() }).safeParse(parsed(payload)).data?.rollout),
  }),
);
const createdSchema = z.object({ id: z.number().int() });
const statusesSchema = z.array(z.object({ state: z.string(), description: z.string().nullish() }));

/** A payload comes back as it was sent, or as the text of it. */
function parsed(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

const states: Readonly<Record<RingMark['state'], string>> = {
  waiting: 'queued',
  open: 'in_progress',
  soaking: 'in_progress',
  judging: 'in_progress',
  held: 'in_progress',
  passed: 'success',
  halted: 'failure',
  undone: 'failure',
};

/** @returns why something could not be told, one sentence each */
export async function tellDeployments(mark: RolloutMark, options: DeploymentOptions): Promise<readonly string[]> {
  const told = await Promise.all(
    mark.rings
      .filter(({ state }) => state !== 'waiting')
      .map(ring =>
        tellRing(mark.id, ring, options).then(
          () => undefined,
          (cause: unknown) => whyOf(ring, cause),
        ),
      ),
  );
  return told.filter(why => why !== undefined);
}

function whyOf({ name }: RingMark, cause: unknown): string {
  const error = cause as Partial<Error> & { readonly cause?: { readonly code?: string; readonly message?: string } };
  const isLate = error.name === 'TimeoutError' || error.name === 'AbortError';
  const what = isLate
    ? 'no answer in time'
    : (error.cause?.code ?? error.cause?.message ?? error.message ?? 'no answer');
  return `The deployment of ring ${name} could not be told to GitHub: ${what}.`;
}

async function tellRing(rollout: string, ring: RingMark, options: DeploymentOptions): Promise<void> {
  const query = new URLSearchParams({ environment: ring.name, task, per_page: '30' });
  const known = deploymentsSchema.parse(await ask(options, 'GET', `deployments?${query}`));
  const id = known.find(({ payload }) => payload === rollout)?.id ?? (await create(rollout, ring, options));
  const status = { state: states[ring.state], description: `${rollout}: ${ring.state}`.slice(0, longestDescription) };
  const [last] = statusesSchema.parse(await ask(options, 'GET', `deployments/${id}/statuses?per_page=1`));
  if (last?.state === status.state && last.description === status.description) return;
  const page = options.runUrl === undefined ? {} : { log_url: options.runUrl, environment_url: options.runUrl };
  await ask(options, 'POST', `deployments/${id}/statuses`, { ...status, ...page, auto_inactive: false });
}

async function create(rollout: string, { name }: RingMark, options: DeploymentOptions): Promise<number> {
  const made = await ask(options, 'POST', 'deployments', {
    ref: options.sha,
    environment: name,
    task,
    description: `Windows updates, ${rollout}`.slice(0, longestDescription),
    payload: { rollout },
    // Neither a merge nor the state of other checks has anything to do with machines.
    auto_merge: false,
    required_contexts: [],
  });
  return createdSchema.parse(made).id;
}

async function ask(
  { api, repository, token, signal }: DeploymentOptions,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${api}/repos/${repository}/${path}`, {
    method,
    redirect: 'error',
    signal,
    headers: {
      Accept: 'application/vnd.github+json',
      Authorization: `Bearer ${token}`,
      'X-GitHub-Api-Version': '2022-11-28',
      'User-Agent': task,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
