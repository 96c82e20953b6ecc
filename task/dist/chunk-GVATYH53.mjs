import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/commands/live.ts
var minute = 6e4;
function beat(say, every = minute) {
  const timer = setInterval(say, every);
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
