import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/commands/live.ts
function beat({ redraws }, say) {
  let timer = setInterval(say, redraws ? 1e3 : 6e4);
  return timer.unref(), () => clearInterval(timer);
}
async function untilAborted(work, signal) {
  let leave = () => {
  }, stopped = new Promise((resolve) => {
    leave = () => resolve(void 0), signal.aborted ? leave() : signal.addEventListener("abort", leave, { once: !0 });
  });
  work.catch(() => {
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

export {
  beat,
  untilAborted
};
