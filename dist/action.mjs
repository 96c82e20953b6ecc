import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  run
} from "./chunk-VLZSLSBE.mjs";
import "./chunk-VTDDW2ZJ.mjs";
import {
  createGithub
} from "./chunk-U3CYGOYR.mjs";
import "./chunk-MR5GGIOK.mjs";
import "./chunk-IS75BBZF.mjs";
import "./chunk-TWOKD2OS.mjs";
import "./chunk-LXU6DZ4O.mjs";
import "./chunk-Q7CNT2VP.mjs";
import "./chunk-XWM6LM3U.mjs";
import "./chunk-4EJNWNDX.mjs";
import "./chunk-6LAG6MGP.mjs";
import "./chunk-PHXOIUUE.mjs";

// src/action.ts
await run({ platform: createGithub(), env: process.env });
