import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  run
} from "./chunk-Y27HT2TQ.mjs";
import "./chunk-QBFGOGA2.mjs";
import {
  createGithub
} from "./chunk-MM7PG2OI.mjs";
import "./chunk-MCW66SDA.mjs";
import "./chunk-NQSQMXHP.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-RWHJPF2S.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-HADPAEFJ.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/action.ts
await run({ platform: createGithub(), env: process.env });
