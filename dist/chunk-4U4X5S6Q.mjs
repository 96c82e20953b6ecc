import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/commands/live.ts
var second = 1e3;
var minute = 6e4;
function beat({ redraws }, say) {
  const timer = setInterval(say, redraws ? second : minute);
  timer.unref();
  return () => clearInterval(timer);
}
async function untilAborted(work, signal) {
  let leave = () => {
  };
  const stopped = new Promise((resolve) => {
    leave = () => resolve(void 0);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
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
