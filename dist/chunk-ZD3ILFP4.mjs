import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/model/spelling.ts
function nearest(word, candidates) {
  const typed = word.toLowerCase();
  const bound = Math.max(1, Math.floor(typed.length / 3));
  let best;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase();
    const isBeginning = typed.length >= 3 && known.startsWith(typed);
    const distance = isBeginning ? Math.min(1, known.length - typed.length) : distanceBetween(typed, known);
    if (distance <= bound && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { candidate, distance };
  }
  return best?.candidate;
}
function distanceBetween(one, other) {
  let before = [];
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwap) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      current.push(least);
    }
    [before, previous] = [previous, current];
  }
  return previous[other.length] ?? 0;
}

export {
  nearest
};
