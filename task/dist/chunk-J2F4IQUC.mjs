import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/commands/causes.ts
function say(said, text, machine) {
  if (text !== void 0) said.set(text, [...said.get(text) ?? [], machine]);
}
function causesAmong(rows) {
  const causes = /* @__PURE__ */ new Map();
  for (const { machine, failure } of rows) {
    const fresh = { failure, machines: [], reasons: /* @__PURE__ */ new Map(), steps: /* @__PURE__ */ new Map() };
    const cause = causes.get(failure.code) ?? fresh;
    causes.set(failure.code, cause);
    cause.machines.push(machine);
    say(cause.reasons, failure.cause, machine);
    say(cause.steps, failure.next, machine);
  }
  return [...causes.values()];
}

export {
  causesAmong
};
