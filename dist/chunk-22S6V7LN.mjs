import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  openNotifier,
  reportDirectoryOf
} from "./chunk-57RI5FVF.mjs";
import {
  endingOf,
  runLive
} from "./chunk-4LUUPOHG.mjs";
import {
  becomeWriter,
  personOf
} from "./chunk-3SY65BKR.mjs";
import {
  invocationOf
} from "./chunk-TQX72W37.mjs";
import {
  untilAborted
} from "./chunk-4U4X5S6Q.mjs";
import {
  enterWorld
} from "./chunk-VEJYNJIY.mjs";

// src/commands/word-run.ts
async function runWord({ context, loaded, ledger, rollout, words, only }) {
  const { platform, options, signal } = context;
  const { plan } = rollout;
  const world = enterWorld(context, loaded);
  try {
    const writer = await becomeWriter(platform, ledger, plan.rolloutId);
    const notifier = openNotifier(context, loaded.policy.notify, loaded.directory);
    try {
      if (words.length > 0) await writer.journal.append(words);
      const reportDirectory = reportDirectoryOf(platform, options);
      const by = personOf(platform);
      const running = { platform, plan, world, writer, by, reportDirectory, signal, takesWords: true, notifier, only };
      const driven = await runLive(running);
      const invocation = invocationOf(platform, options);
      return { driven, ended: await endingOf({ running, driven, invocation, journal: ledger.place }) };
    } finally {
      await Promise.all([notifier.close(), writer.close()]);
    }
  } finally {
    await untilAborted(world.close(), signal);
  }
}

export {
  runWord
};
