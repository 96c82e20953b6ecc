import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/commands/causes.ts
function say(said, text, machine) {
  text !== void 0 && said.set(text, [...said.get(text) ?? [], machine]);
}
function causesAmong(rows) {
  let causes = /* @__PURE__ */ new Map();
  for (let { machine, failure } of rows) {
    let fresh = { failure, machines: [], reasons: /* @__PURE__ */ new Map(), steps: /* @__PURE__ */ new Map() }, cause = causes.get(failure.code) ?? fresh;
    causes.set(failure.code, cause), cause.machines.push(machine), say(cause.reasons, failure.cause, machine), say(cause.steps, failure.next, machine);
  }
  return [...causes.values()];
}

export {
  causesAmong
};
