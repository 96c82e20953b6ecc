import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  openNotifier,
  reportDirectoryOf
} from "./chunk-7TSZOK4U.mjs";
import {
  endingOf,
  runLive
} from "./chunk-6WJMTO7E.mjs";
import {
  becomeWriter,
  personOf
} from "./chunk-H7HO4AJO.mjs";
import {
  invocationOf
} from "./chunk-3GQ3EVV5.mjs";
import {
  untilAborted
} from "./chunk-OBB7QQIU.mjs";
import {
  enterWorld
} from "./chunk-NLKHRGRC.mjs";

// src/commands/word-run.ts
async function runWord({ context, loaded, ledger, rollout, words, only }) {
  let { platform, options, signal } = context, { plan } = rollout, world = enterWorld(context, loaded);
  try {
    let writer = await becomeWriter(platform, ledger, plan.rolloutId), notifier = openNotifier(context, loaded.policy.notify, loaded.directory);
    try {
      words.length > 0 && await writer.journal.append(words);
      let reportDirectory = reportDirectoryOf(platform, options), by = personOf(platform), running = { platform, plan, world, writer, by, reportDirectory, signal, takesWords: !0, notifier, only }, driven = await runLive(running), invocation = invocationOf(platform, options);
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
