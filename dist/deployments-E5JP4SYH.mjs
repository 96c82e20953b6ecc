import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  array,
  number,
  object,
  string,
  unknown
} from "./chunk-6P7AVSSV.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/platforms/github/deployments.ts
var task = "patchring", longestDescription = 140, deploymentsSchema = array(
  object({
    id: number().int(),
    payload: unknown().transform((payload) => object({ rollout: string() }).safeParse(parsed(payload)).data?.rollout)
  })
), createdSchema = object({ id: number().int() }), statusesSchema = array(object({ state: string(), description: string().nullish() }));
function parsed(payload) {
  if (typeof payload != "string") return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return;
  }
}
var states = {
  waiting: "queued",
  open: "in_progress",
  soaking: "in_progress",
  judging: "in_progress",
  held: "in_progress",
  passed: "success",
  halted: "failure",
  undone: "failure"
};
async function tellDeployments(mark, options) {
  return (await Promise.all(
    mark.rings.filter(({ state }) => state !== "waiting").map(
      (ring) => tellRing(mark.id, ring, options).then(
        () => {
        },
        (cause) => whyOf(ring, cause)
      )
    )
  )).filter((why) => why !== void 0);
}
function whyOf({ name }, cause) {
  let error = cause, what = error.name === "TimeoutError" || error.name === "AbortError" ? "no answer in time" : error.cause?.code ?? error.cause?.message ?? error.message ?? "no answer";
  return `The deployment of ring ${name} could not be told to GitHub: ${what}.`;
}
async function tellRing(rollout, ring, options) {
  let query = new URLSearchParams({ environment: ring.name, task, per_page: "30" }), id = deploymentsSchema.parse(await ask(options, "GET", `deployments?${query}`)).find(({ payload }) => payload === rollout)?.id ?? await create(rollout, ring, options), status = { state: states[ring.state], description: `${rollout}: ${ring.state}`.slice(0, longestDescription) }, [last] = statusesSchema.parse(await ask(options, "GET", `deployments/${id}/statuses?per_page=1`));
  if (last?.state === status.state && last.description === status.description) return;
  let page = options.runUrl === void 0 ? {} : { log_url: options.runUrl, environment_url: options.runUrl };
  await ask(options, "POST", `deployments/${id}/statuses`, { ...status, ...page, auto_inactive: !1 });
}
async function create(rollout, { name }, options) {
  let made = await ask(options, "POST", "deployments", {
    ref: options.sha,
    environment: name,
    task,
    description: `Windows updates, ${rollout}`.slice(0, longestDescription),
    payload: { rollout },
    // Neither a merge nor the state of other checks has anything to do with machines.
    auto_merge: !1,
    required_contexts: []
  });
  return createdSchema.parse(made).id;
}
async function ask({ api, repository, token, signal }, method, path, body) {
  let response = await fetch(`${api}/repos/${repository}/${path}`, {
    method,
    redirect: "error",
    signal,
    headers: {
      Accept: "application/vnd.github+json",
      Authorization: `Bearer ${token}`,
      "X-GitHub-Api-Version": "2022-11-28",
      "User-Agent": task
    },
    ...body === void 0 ? {} : { body: JSON.stringify(body) }
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
export {
  tellDeployments
};
