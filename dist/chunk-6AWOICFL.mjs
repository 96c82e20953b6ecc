import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/rollout/release.ts
function countedFrom(plan, begunAt, follow = plan.calendar?.follow ?? "beginning") {
  let at = plan.calendar?.release?.at;
  return follow === "beginning" || at === void 0 ? begunAt : Math.min(Date.parse(at), begunAt);
}

export {
  countedFrom
};
