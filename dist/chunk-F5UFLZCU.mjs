import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  openNotifier,
  reportDirectoryOf
} from "./chunk-TOKFCLHG.mjs";
import {
  endingOf,
  runLive
} from "./chunk-TA3JMYOJ.mjs";
import {
  becomeWriter,
  personOf
} from "./chunk-SKBLQ5YB.mjs";
import {
  invocationOf
} from "./chunk-IDWA7XJM.mjs";
import {
  untilAborted
} from "./chunk-OBB7QQIU.mjs";
import {
  enterWorld
} from "./chunk-GNOFP6Y4.mjs";

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
