// Codes of the rollout: plan, journal, ledger, rings, approvals, gates. They say why nothing more
// starts, and what starts it again. Words are kept apart: a hold goes on by itself, a halt waits for a
// person.
import type { CodeRow } from './row.ts';

export const rolloutCodes = {
  PLAN_MISSING: { meaning: 'The plan file is not there.', next: 'Make it with the plan command.' },
  PLAN_UNREADABLE: {
    meaning: 'The plan file is not a plan, or was edited.',
    next: 'Make it again with the plan command.',
  },
  PLAN_OUTDATED: {
    meaning: 'The policy or the machines have changed since the plan was made.',
    next: 'Make a new plan, and have it approved.',
  },
  PLAN_OFFLINE: {
    meaning: 'The plan was made without asking the machines, so it pins no updates.',
    next: 'Make it without --offline to apply it.',
  },
  PLAN_UNCOVERED: {
    meaning: 'Machines of a ring are of a kind that no earlier ring has, and the policy refuses such a plan.',
    next: 'Put a machine of that kind into an earlier ring, or write coverage: { action: hold }.',
  },
  PLAN_SURVEY_FAILED: {
    meaning: 'Too few machines of the first ring answered to know what is offered.',
    retryable: true,
    next: 'Run preflight, and correct what it names.',
  },
  EVIDENCE_NOT_KEPT: {
    meaning: 'The logs of a machine were gathered and could not be kept; it is undone all the same.',
    next: 'Name a folder with --report-dir, or look at the logs on the machine.',
  },
  NOTICE_UNDELIVERED: {
    meaning: 'Somebody who was to be told of something could not be told; nothing else has changed.',
    next: 'Check the address in the variable, or the command, that it names.',
  },
  AROUND_BEFORE_FAILED: {
    meaning:
      'A command of yours that runs before the work failed: the machine is skipped, the wave or the ring does not begin.',
    retryable: true,
    next: 'Mend what its last lines say; the next run tries again.',
  },
  AROUND_AFTER_FAILED: {
    meaning: 'A command of yours that runs after the work failed, and is still owed.',
    retryable: true,
    next: 'Paste the command that is listed, or mend it: each run tries again.',
  },
  SERVICE_UNCLEAR: {
    meaning:
      'A gate of a service gave no clear answer after a wave or a ring, or was red before its first machine already: the ring is held.',
    retryable: true,
    next: 'Look at the service; the next run asks again. `resume` goes on in spite of what is not green.',
  },
  SERVICE_FAILED: {
    meaning: 'A soft gate of a service failed after a wave or a ring: the ring is held.',
    retryable: true,
    next: 'Look at the service; the next run asks again. `resume` goes on in spite of what is not green.',
  },
  MACHINE_FROZEN: {
    meaning: 'A freeze of the policy leaves the machine alone until a day; nothing was started on it.',
    retryable: true,
    next: 'Nothing: it is caught up when the freeze is over. A ring that is held for it needs maxSkipped, or a person’s word.',
  },
  FREEZE_EXPIRED: {
    meaning: 'A freeze of the policy is over: its machines are updated like the others.',
    next: 'Take it out of the policy, or give it a new day.',
  },
  FREEZE_HOLDS_RING: {
    meaning: 'More machines of a ring are frozen than may be skipped, so the ring will be held.',
    next: 'Raise maxSkipped, take the machines out of the ring, or wait for the end of the freeze.',
  },
  RING_WINDOW_SHORT: {
    meaning: 'The machines of a ring take longer than any window that they go by: none could be done before it closes.',
    next: 'Resume to begin them all the same, or finish this rollout and plan again with a longer window.',
  },
  LEDGER_FORGOTTEN: {
    meaning: 'Machines bear jobs of a rollout of this policy that the ledger knows nothing of.',
    next: 'Restore the ledger (its branch or folder), or point --ledger at it; what was given up on purpose is deleted on the machine.',
  },
  JOURNAL_PLAN_MISMATCHED: {
    meaning: 'The journal belongs to another plan.',
    next: 'Finish that rollout with its own policy, or point --ledger elsewhere.',
  },
  EVIDENCE_CHANGED: {
    meaning:
      'A report folder is not what the run left: a file differs, is missing or is extra, or they are not of one rollout.',
    next: 'Take the folder from where the run published it, and find out who changed it.',
  },
  JOURNAL_TAIL_TORN: {
    meaning: 'The last line was cut off by a crash; it was taken away, the journal is whole again.',
    retryable: true,
    next: 'Nothing: what it would have said is found out again.',
  },
  JOURNAL_LINE_CHANGED: {
    meaning: 'A line of the journal is not the one that was written.',
    next: 'Restore the journal from a backup; find out who changed it.',
  },
  JOURNAL_LOCKED: {
    meaning: 'Another run writes to this journal.',
    retryable: true,
    next: 'Wait until it ends; if it is dead, the message says how to take over.',
  },
  JOURNAL_TAKEN_OVER: {
    meaning: 'The run that wrote to the ledger is dead; its lock was taken over.',
    retryable: true,
    next: 'Nothing: the machines it left are asked what became of them.',
  },
  JOURNAL_UNREADABLE: {
    meaning: 'The journal could not be read or written.',
    next: 'Check the path, the rights and the free space.',
  },
  JOURNAL_VERSION_UNKNOWN: {
    meaning: 'The journal was written by a later patchring.',
    next: 'Use at least that version.',
  },
  JOURNAL_FENCED: {
    meaning: 'Another run has taken over the ledger while this one was cut off; this one starts nothing more.',
    retryable: true,
    next: 'Nothing: the run that took over asks the machines what became of them.',
  },
  JOURNAL_OVERTAKEN: {
    meaning: 'Another run that works on the same rollout wrote first; nothing was written.',
    retryable: true,
    next: 'Run again: what it wrote is taken in first.',
  },
  JOURNAL_REMOTE_UNREACHABLE: {
    meaning: 'The branch of the ledger cannot be read: its remote does not answer, or does not know who asks.',
    retryable: true,
    next: 'Check the network; let the checkout keep its credentials (GitHub: persist-credentials, Azure: persistCredentials: true).',
  },
  JOURNAL_CUT_SHORT: {
    meaning:
      'The run was asked to stop while the remote of the ledger was silent: what it had to write last may not be there.',
    retryable: true,
    next: 'Run again when the remote answers: the machines are asked what became of them.',
  },
  JOURNAL_PUSH_DENIED: {
    meaning: 'The branch of the ledger can be read but not pushed to.',
    next: 'GitHub: permissions: { contents: write }. Azure: Contribute for the build service, and persistCredentials: true.',
  },
  JOURNAL_PUSH_REJECTED: {
    meaning: 'The remote refused a commit on the branch of the ledger: a rule or a hook stands against it.',
    next: 'Exempt the branch from rules that ask for pull requests, checks or signatures.',
  },
  JOURNAL_PUSH_OVERTAKEN: {
    meaning: 'Others pushed to the branch of the ledger each time before this run could.',
    retryable: true,
    next: 'Run again; if it stays so, find out who pushes there.',
  },
  LEDGER_INVALID: {
    meaning: 'The ledger is not named as file:DIR or git:BRANCH.',
    next: 'Write for example --ledger git:patchring-ledger.',
  },
  LEDGER_GIT_MISSING: {
    meaning: 'The ledger is a branch, and the runner has no git, or one before 2.31.',
    next: 'Install git, or use file:DIR.',
  },
  LEDGER_REPOSITORY_MISSING: {
    meaning: 'The ledger is a branch, and the folder is no repository that git opens.',
    next: 'Check the repository out in a step before, with git on the runner; or use file:DIR.',
  },
  LEDGER_REMOTE_MISSING: {
    meaning: 'The ledger is a branch, and the repository has no remote that could hold it.',
    next: 'Add one: git remote add origin URL; or use file:DIR.',
  },
  LEDGER_BRANCH_FOREIGN: {
    meaning: 'The branch that was named as ledger holds something else.',
    next: 'Name a branch that is not there yet, or the one that patchring made.',
  },
  LEDGER_FORGETFUL: {
    meaning: 'The ledger lies in a workspace that is forgotten, and the rollout must come back.',
    next: 'Keep it outside the workspace.',
  },
  ROLLOUT_UNKNOWN: {
    meaning: 'The ledger has no such rollout.',
    next: 'Run status without a name to see what there is.',
  },
  ROLLOUT_NOT_HALTED: { meaning: 'There is nothing to resume.', next: 'Run status.' },
  ROLLOUT_ENDED: {
    meaning: 'The rollout has ended; its updates are final.',
    next: 'Make a new plan for the next release.',
  },
  ROLLOUT_UNFINISHED: {
    meaning: 'A rollout cannot be closed while a machine is being changed for it.',
    next: 'Run apply until it rests; or halt, and take the machine out with resume --exclude.',
  },
  RETRY_NOTHING_FAILED: {
    meaning: 'There is nothing to try again: only a machine that has failed is, and a stranded one is not.',
    next: 'Run status to see which machines have failed.',
  },
  RETRY_HALTED: {
    meaning: 'The rollout is halted, and trying these machines again would not lift that.',
    next: 'Lift the halt with resume; what failed is then looked at again.',
  },
  RETRY_RING_CLOSED: {
    meaning: 'A failed machine is of a ring that has passed, and a later ring is being worked on.',
    next: 'Wait until the rollout is through, or try again only the ring that is worked on: retry --failed --ring NAME.',
  },
  HOLD_EXPIRED: {
    meaning: 'A hold of the policy has expired, and its update is planned.',
    next: 'Take the hold out, or give it a later day.',
  },
  RING_UNKNOWN: { meaning: 'The plan has no such ring.', next: 'Run status to see its rings.' },
  RING_UNCOVERED: {
    meaning: 'Machines of a ring are of a kind that no earlier ring has updated, so nothing vouches for them.',
    next: 'Put a machine of that kind into an earlier ring of the next plan; or resume, which says that they may go.',
  },
  MACHINE_UNCOVERED: {
    meaning:
      'The machine showed only at its check that no earlier ring vouches for its kind; nothing was started on it.',
    next: 'Resume with --exclude to go on without it, and put one of its kind into an earlier ring of the next plan.',
  },
  MACHINE_DRIFTED: {
    meaning: 'The machine is not what the plan knew of it: somebody else has changed it. Nothing was started on it.',
    next: 'Look who updates it beside patchring; then make a new plan, or resume with --exclude, or write drift: warn.',
  },
  MACHINE_EXCHANGED: {
    meaning: 'Another machine answers at the address than the inventory names. Nothing was started on it.',
    next: 'Put name, address or DNS right; where Windows is called otherwise there, say so with the label computerName.',
  },
  RING_DRIFTED: {
    meaning: 'A machine of the ring is not what the plan knew of it, and drift: hold waits for a person’s word.',
    next: 'Look at the machine that is named; then resume, which lets it go as it is, or resume with --exclude.',
  },
  RING_GROUP_SPENT: {
    meaning: 'Machines wait, and their group has as many out of service as it may.',
    retryable: true,
    next: 'Bring back the machine that is named, or exclude it on resuming; then run again.',
  },
  DRILL_LEFT_OUT: {
    meaning: 'A ring is not drilled, because its updates close a hole that is exploited.',
    next: 'Nothing: the ring goes on without the proof, and nothing of it is undone without a person’s word.',
  },
  DRILL_IMPOSSIBLE: {
    meaning: 'A ring is to prove the undo, and has no machine that could show it.',
    retryable: true,
    next: 'Put a machine into the ring that is no domain controller and not on the Hotpatch train; or resume, and the ring goes on without the proof.',
  },
  DRILL_UNPROVED: {
    meaning: 'The machine that was to prove the undo was taken back, and is not updated again.',
    retryable: true,
    next: 'Look at the machine that is named; the next run tries again. Resume goes on without the proof, resume --exclude proves it on another machine.',
  },
  RING_SKIPPED_TOO_MANY: {
    meaning: 'More machines could not be begun than the ring tolerates.',
    retryable: true,
    next: 'Run preflight, correct what it names, and run again.',
  },
  RING_UNCLEAR: {
    meaning: 'More machines gave no clear answer after the update than would be tolerated had they failed.',
    retryable: true,
    next: 'Look at the machines that are named; the next run asks their gates again.',
  },
  ENVIRONMENT_SUSPECTED: {
    meaning: 'A gate failed after the update, and fails in the same way on machines that were not updated.',
    retryable: true,
    next: 'Look at what these machines have in common (network, domain, storage, the service itself); the next run asks again.',
  },
  EFFECT_WITHDRAWN: {
    meaning: 'Something was asked for and not begun: a halt came first, or its window closed.',
    retryable: true,
    next: 'Nothing: it is begun when the rollout goes on.',
  },
  APPROVAL_MISMATCHED: { meaning: 'The approval is for another plan.', next: 'Read this plan and approve its hash.' },
  GATE_FAILED: {
    meaning: 'A gate measured something bad.',
    next: 'Read the gate’s reason and its readings before and after.',
  },
  GATE_INCONCLUSIVE: {
    meaning: 'A gate did not get clear in its time; only a pass opens anything.',
    next: 'Look at the machine; then resume or exclude it.',
  },
} as const satisfies Record<string, CodeRow>;
