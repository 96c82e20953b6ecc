import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/model/spelling.ts
function nearest(word, candidates) {
  let typed = word.toLowerCase(), bound = Math.max(1, Math.floor(typed.length / 3)), best;
  for (let candidate of candidates) {
    let known = candidate.toLowerCase(), distance = typed.length >= 3 && known.startsWith(typed) ? Math.min(1, known.length - typed.length) : distanceBetween(typed, known);
    distance <= bound && distance < (best?.distance ?? Number.POSITIVE_INFINITY) && (best = { candidate, distance });
  }
  return best?.candidate;
}
function distanceBetween(one, other) {
  let before = [], previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    let current = [i];
    for (let j = 1; j <= other.length; j += 1) {
      let cost = one[i - 1] === other[j - 1] ? 0 : 1, least = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] && (least = Math.min(least, (before[j - 2] ?? 0) + 1)), current.push(least);
    }
    [before, previous] = [previous, current];
  }
  return previous[other.length] ?? 0;
}

export {
  nearest
};
