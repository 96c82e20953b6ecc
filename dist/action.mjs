import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  run
} from "./chunk-OXYUHKNK.mjs";
import "./chunk-5I27BGGL.mjs";
import "./chunk-ECFUGFTQ.mjs";
import {
  createGithub
} from "./chunk-XBPJGTMA.mjs";
import "./chunk-MCW66SDA.mjs";
import "./chunk-CFWHC3MN.mjs";
import "./chunk-J3RMWZXU.mjs";
import "./chunk-B3KDKBGD.mjs";
import "./chunk-HADPAEFJ.mjs";
import "./chunk-BOR2QMVO.mjs";

// src/action.ts
await run({ platform: createGithub(), env: process.env });
