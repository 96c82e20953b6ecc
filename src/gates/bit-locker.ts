// bitLocker: nobody is needed at the console when the machine starts. A PIN or a key on a stick would let it wait there for somebody,
// while the rollout waits for the machine. Suspended protection unlocks by itself, network unlock does where the network is there.
// The kinds are BitLocker's own numbers, named when they are read.
import { beforeRestart } from './gate.ts';

/** Each of these waits for somebody at the console. */
const attended: readonly string[] = ['tpmAndPin', 'tpmAndStartupKey', 'tpmAndPinAndStartupKey'];
/** These do, too, where no TPM unlocks the drive by itself. */
const alone: readonly string[] = ['startupKey', 'passphrase'];

export const bitLocker = beforeRestart({
  name: 'bitLocker',
  help: 'Nobody is needed at the console to unlock the system drive.',
  severity: 'hard',
  what: 'BitLocker',
  part: reading => reading.bootProtectors,
  look: protectors => {
    const measured = { protectors: protectors.join(', ') };
    const waits = protectors.filter(
      one => attended.includes(one) || (alone.includes(one) && !protectors.includes('tpm')),
    );
    if (waits.length === 0) return { verdict: 'pass', reason: 'the system drive unlocks by itself', measured };
    if (protectors.includes('networkUnlock'))
      return { verdict: 'pass', reason: 'the system drive is unlocked over the network', measured };
    const reason = `a restart would wait at the console: BitLocker (${waits.join(', ')}); suspend it for the restart`;
    return { verdict: 'fail', reason, measured };
  },
});
