import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  run
} from "./chunk-VY4U7UIZ.mjs";
import "./chunk-J3GBBVIQ.mjs";
import {
  createGithub
} from "./chunk-4QSJLP4X.mjs";
import "./chunk-MCW66SDA.mjs";
import "./chunk-NQSQMXHP.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-ZD3ILFP4.mjs";
import "./chunk-JARS6VOI.mjs";
import "./chunk-UXZ6BDMA.mjs";
import "./chunk-DIBE7RQS.mjs";
import "./chunk-HADPAEFJ.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/action.ts
await run({ platform: createGithub(), env: process.env });
