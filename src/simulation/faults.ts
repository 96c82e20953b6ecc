// Everything that can be wrong with a simulated machine, as data. A fault is a property of the machine, never of
// a call: the same machine misbehaves the same way however often and through whichever implementation it is
// asked.
import type { Work } from '../model/job.ts';

/** When a lasting trouble begins: ms after the fleet began, or when the machine's own first job of that kind runs or it first goes down. */
export type Beginning = number | 'install' | 'uninstall' | 'restart';

export type Fault =
  /** Nothing answers at its address. Without `lasts` for good. */
  | { readonly kind: 'unreachable'; readonly begins: Beginning; readonly lasts?: number }
  /** Connections are taken and never answered. */
  | { readonly kind: 'hangs'; readonly begins: Beginning; readonly lasts?: number }
  /** That share of answers is lost on the way back, after the machine has done what was asked. */
  | { readonly kind: 'losesAnswers'; readonly rate: number }
  /** Goes down for a restart and stays down; with `kb` only when that update waits for the restart. */
  | { readonly kind: 'neverComesBack'; readonly kb?: string }
  /** Down for that long at each restart. */
  | { readonly kind: 'slowRestart'; readonly takes: number }
  /** A cluster role on the node does not move when it is drained. */
  | { readonly kind: 'roleStays'; readonly times?: number }
  /** The node does not take roles again when it is resumed. */
  | { readonly kind: 'resumeFails'; readonly times?: number }
  /** A person has paused the node before the story begins. */
  | { readonly kind: 'pausedByPerson' }
  /** Servicing asks for one more restart after the boot that puts this update in force. */
  | { readonly kind: 'restartsTwice'; readonly kb: string }
  /** Accepts the restart and never goes down (facts: windows-servicing 3.10 no. 7). */
  | { readonly kind: 'shutdownHangs' }
  /** Once the update is in force, the bug check restarts it once more after the next boot. */
  | { readonly kind: 'crashes'; readonly kb: string }
  /** The service is stopped while the update is in force and none that mends it, `after` ms from when the machine settled with it. */
  | {
      readonly kind: 'serviceDies';
      readonly kb: string;
      readonly service: string;
      readonly after?: number;
      readonly mendedBy?: string;
    }
  /** Only the first `times` installations fail; without it all do. With `wantsRestart` Windows asks for one after it. */
  | {
      readonly kind: 'installFails';
      readonly kb: string;
      readonly hresult: number;
      readonly times?: number;
      readonly wantsRestart?: boolean;
    }
  /** DISM refuses to remove what that update brought (without `kb`: what any update brought); `marked`: its manifest says so beforehand. */
  | { readonly kind: 'uninstallFails'; readonly kb?: string; readonly hresult?: number; readonly marked?: boolean }
  /** Somebody cleans the component store with ResetBase, so many ms after the update is in force: it cannot be removed any more. */
  | { readonly kind: 'baseReset'; readonly kb: string; readonly after: number }
  /** Somebody installs something else by hand, so many ms after the update is in force: a later one over it, or what has nothing to do with it. */
  | {
      readonly kind: 'addedByOthers';
      readonly kb: string;
      readonly after: number;
      readonly what: 'later' | 'other' | 'pending';
    }
  /** Somebody updates it beside us, so many ms after the fleet began and before our update; or another machine answers there since. */
  | { readonly kind: 'changedByOthers'; readonly after: number; readonly what: 'build' | 'name' }
  /** Something asks for a restart from that instant on (epoch ms), until the machine has been restarted, or for good. */
  | { readonly kind: 'asksForRestart'; readonly signal: string; readonly since: number; readonly stays?: boolean }
  /** Automatic updates install what is offered and not hidden, so many ms after an undo has settled. */
  | { readonly kind: 'comesBack'; readonly after: number }
  /** Somebody holds a log shut: it cannot be gathered before the undo. */
  | { readonly kind: 'logLocked'; readonly part: 'cbs' | 'dism' }
  | { readonly kind: 'scanFails'; readonly hresult: number; readonly times?: number }
  /** The job ends with a code of ours before it does anything: a disabled service, a metered network. */
  | {
      readonly kind: 'jobRefused';
      readonly job: 'scan' | 'stage' | 'install' | 'hide' | 'show';
      readonly code: string;
      readonly hresult: number;
      readonly times?: number;
    }
  /** What SYSTEM copies from a share or server is not what it should be. */
  | { readonly kind: 'packageBad'; readonly how: 'missing' | 'changed' | 'unsigned' }
  /** The owner's scripts misbehave; `restarts` is none: the one that installs asks for a restart. */
  | {
      readonly kind: 'scriptBad';
      readonly how: 'fails' | 'hangs' | 'restarts' | 'undetected' | 'nonsense' | 'stays';
    }
  /** LSASS grows while the update is in force until it falls and takes Windows with it, that long after the machine settled; and again. */
  | { readonly kind: 'leaks'; readonly kb: string; readonly crashesAfter: number }
  /** Windows Update goes on offering it after it was installed, and installs it again whenever it is asked to. */
  | { readonly kind: 'offeredAgain'; readonly kb: string }
  /** Scripts of the owner's that look at the machine; with `kb` only while that update is in force. */
  | { readonly kind: 'probeBad'; readonly how: 'fails' | 'late' | 'nonsense'; readonly kb?: string }
  /** The job's process dies half way, without a result. */
  | { readonly kind: 'jobLost'; readonly job: Work['kind']; readonly times?: number };

export type FaultOf<K extends Fault['kind']> = Extract<Fault, { readonly kind: K }>;

export function faultsOf<K extends Fault['kind']>(faults: readonly Fault[], kind: K): readonly FaultOf<K>[] {
  return faults.filter((fault): fault is FaultOf<K> => fault.kind === kind);
}

export function faultOf<K extends Fault['kind']>(faults: readonly Fault[], kind: K): FaultOf<K> | undefined {
  return faults.find((fault): fault is FaultOf<K> => fault.kind === kind);
}
