import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ZodBigInt,
  ZodBoolean,
  ZodDate,
  ZodISODate,
  ZodISODateTime,
  ZodISODuration,
  ZodISOTime,
  ZodNumber,
  ZodString,
  _coercedBigint,
  _coercedBoolean,
  _coercedDate,
  _coercedNumber,
  _coercedString,
  _enum,
  _isoDate,
  _isoDateTime,
  _isoDuration,
  _isoTime,
  array,
  boolean,
  number,
  strictObject,
  string
} from "./chunk-6P7AVSSV.mjs";
import {
  __export
} from "./chunk-PHXOIUUE.mjs";

// node_modules/zod/v4/classic/iso.js
var iso_exports = {};
__export(iso_exports, {
  ZodISODate: () => ZodISODate,
  ZodISODateTime: () => ZodISODateTime,
  ZodISODuration: () => ZodISODuration,
  ZodISOTime: () => ZodISOTime,
  date: () => date,
  datetime: () => datetime,
  duration: () => duration,
  time: () => time
});
function datetime(params) {
  return _isoDateTime(ZodISODateTime, params);
}
function date(params) {
  return _isoDate(ZodISODate, params);
}
function time(params) {
  return _isoTime(ZodISOTime, params);
}
function duration(params) {
  return _isoDuration(ZodISODuration, params);
}

// node_modules/zod/v4/classic/coerce.js
var coerce_exports = {};
__export(coerce_exports, {
  bigint: () => bigint,
  boolean: () => boolean2,
  date: () => date2,
  number: () => number2,
  string: () => string2
});
function string2(params) {
  return _coercedString(ZodString, params);
}
function number2(params) {
  return _coercedNumber(ZodNumber, params);
}
function boolean2(params) {
  return _coercedBoolean(ZodBoolean, params);
}
function bigint(params) {
  return _coercedBigint(ZodBigInt, params);
}
function date2(params) {
  return _coercedDate(ZodDate, params);
}

// src/model/update.ts
var kbSchema = string().regex(/^KB\d{5,8}$/, "a KB is written with its letters, for example KB5058411"), updateIdentitySchema = strictObject({
  /** Update identity GUID, lower case. */
  updateId: string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  revision: number().int().nonnegative()
}), updateSources = ["machine", "windows-update", "microsoft-update"], restartBehaviours = ["never", "always", "can"], updateSchema = strictObject({
  ...updateIdentitySchema.shape,
  title: string(),
  kbs: array(kbSchema),
  categories: array(string()),
  /** Bytes. */
  size: number().int().nonnegative(),
  /** From InstallationBehavior.RebootBehavior, or the prediction of the machine where Windows can tell (facts: windows-servicing 1.7). */
  restart: _enum(restartBehaviours),
  /** The machine itself was asked (DoesUpdateRequireReboot); otherwise `restart` is what the update's metadata says. */
  isRestartPredicted: boolean(),
  isDownloaded: boolean(),
  /** When this revision was deployed (LastDeploymentChangeTime); null: the agent does not say, so nobody knows its age. */
  deployedAt: iso_exports.datetime({ offset: !0 }).nullable(),
  /** From when on Windows installs it by itself, as a WSUS server has set it; null: no such day. Absent: it was not asked for yet. */
  deadline: iso_exports.datetime({ offset: !0 }).nullable().exactOptional(),
  /** Identities of what is offered to the same machine and replaces it. */
  supersededBy: array(string()),
  /** Its licence terms are not accepted yet; an install accepts those of planned updates. */
  needsLicence: boolean(),
  /** Asks a person something: never installed by us. */
  needsInput: boolean(),
  /** An optional feature upgrade that carries a KB number (facts: rollout 0, KB5044284). */
  isProductUpgrade: boolean(),
  cves: array(string())
});
function identityOf(update) {
  return `${update.updateId}@${update.revision}`;
}

export {
  iso_exports,
  coerce_exports,
  kbSchema,
  updateIdentitySchema,
  updateSources,
  updateSchema,
  identityOf
};
