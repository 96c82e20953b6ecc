import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  run
} from "./chunk-M2EPI7TI.mjs";
import "./chunk-ZZW6LNXM.mjs";
import "./chunk-Z22MDKOZ.mjs";
import {
  createGithub
} from "./chunk-MM7PG2OI.mjs";
import "./chunk-MCW66SDA.mjs";
import "./chunk-NQSQMXHP.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-HADPAEFJ.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/action.ts
await run({ platform: createGithub(), env: process.env });
