import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/model/failure.ts
var FailureError = class extends Error {
  name = "FailureError";
  failures;
  constructor(failures) {
    super(failures.map((failure) => `${failure.code}: ${failure.message}`).join(`
`)), this.failures = failures;
  }
};
function failureOf(code, message, more = {}) {
  return { code, message, retryable: !1, ...more };
}
var rejections = /* @__PURE__ */ new Set([
  "WINRM_AUTH_REJECTED",
  "WINRM_AUTH_ACCOUNT_LOCKED",
  "WINRM_AUTH_PASSWORD_EXPIRED"
]);

export {
  FailureError,
  failureOf,
  rejections
};
