import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/commands/paths.ts
import { isAbsolute, relative, resolve } from "node:path";
function pathFrom(platform, given) {
  return resolve(platform.traits.directory, given);
}
function shownPath(platform, path) {
  return shortened(platform.traits.directory, path);
}
function fromHere(path) {
  return shortened(process.cwd(), path);
}
function shortened(from, path) {
  let way = relative(from, path);
  return way === "" || way.startsWith("..") || isAbsolute(way) ? path : way;
}

export {
  pathFrom,
  shownPath,
  fromHere
};
