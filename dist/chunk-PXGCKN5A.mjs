import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/commands/causes.ts
function causesAmong(rows) {
  const causes = /* @__PURE__ */ new Map();
  for (const { machine, failure } of rows) {
    const known = causes.get(failure.code);
    if (known === void 0) causes.set(failure.code, { failure, machines: [machine] });
    else known.machines.push(machine);
  }
  return [...causes.values()];
}

export {
  causesAmong
};
