import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/knowledge/errors/data.ts
var dataCodes = {
  POLICY_CVE_UNMAPPED: {
    meaning: "The policy names a CVE, and no file says which update closes it.",
    next: "Name the KB, or name the file of that month under cves."
  },
  POLICY_FAST_TRACK_INVALID: {
    meaning: "The fast track has no reason, no soak or no machine that goes first.",
    next: "Write it as the message says, or take it out."
  },
  DATA_MISSING: {
    meaning: "A data file that the policy names is not there.",
    next: "Give its path from the policy’s folder, or take the field out."
  },
  DATA_UNREADABLE: {
    meaning: "A data file could not be read.",
    next: "Check the path, the rights and that it is UTF-8."
  },
  DATA_EMPTY: { meaning: "A data file is empty.", next: "Save it again from its source." },
  DATA_TOO_LARGE: { meaning: "A data file is larger than any of its kind.", next: "Check that it is the right file." },
  DATA_SYNTAX_INVALID: {
    meaning: "A data file is not well-formed YAML or JSON.",
    next: "Correct the line that is named."
  },
  DATA_TAB_FOUND: { meaning: "YAML is indented with a tab.", next: "Indent with spaces." },
  DATA_KEY_DUPLICATED: { meaning: "A key stands twice in one mapping of a data file.", next: "Keep one of them." },
  DATA_KEY_UNKNOWN: {
    meaning: "A key means nothing in this data file; nothing is ignored silently.",
    next: "Correct the spelling or take it out."
  },
  DATA_VALUE_MISSING: { meaning: "A data file lacks a value.", next: "Write it." },
  DATA_VALUE_INVALID: {
    meaning: "A value in a data file is not one that the key can have, or contradicts another one.",
    next: "Write it as the message says."
  },
  SCRIPT_MISSING: {
    meaning: "A script that the policy names is not there.",
    next: "Give its path from the policy’s folder."
  },
  SCRIPT_UNREADABLE: {
    meaning: "A script that the policy names is no text that Windows PowerShell 5.1 reads right.",
    next: "Save it as ASCII, or as UTF-8 with a byte order mark."
  },
  SCRIPT_EMPTY: { meaning: "A script that the policy names is empty.", next: "Write it, or name another file." },
  SCRIPT_TOO_LARGE: {
    meaning: "A script that the policy names is larger than 256 KiB.",
    next: "Let the script fetch what is large, and check its hash there."
  }
};

// src/knowledge/errors/input.ts
var inputCodes = {
  ARGUMENT_UNKNOWN: { meaning: "The command has no such option.", next: "Run the command with --help." },
  ARGUMENT_INVALID: { meaning: "An option has a value that it cannot have.", next: "Run the command with --help." },
  ARGUMENT_MISSING: { meaning: "An option that the command needs is not given.", next: "Run the command with --help." },
  COMMAND_UNKNOWN: { meaning: "There is no such command.", next: "Run patchring --help." },
  CREDENTIAL_MISSING: {
    meaning: "An environment variable that the policy names for a credential is not set.",
    next: "Set the variable from a secret of the pipeline; plan --offline and validate need none."
  },
  CREDENTIAL_FILE_UNREADABLE: {
    meaning: "A client certificate or its key cannot be read.",
    next: "Give PEM files, with paths from the policy’s folder, or PEM text in variables PATCHRING_*."
  },
  CREDENTIAL_COMMAND_MISSING: {
    meaning: "The command that answers for each machine cannot be started.",
    next: "Check its path, from the policy’s folder, and that it may be executed."
  },
  CREDENTIAL_COMMAND_FAILED: {
    meaning: "The command that answers for each machine ended with an error.",
    next: "Run it by hand for this machine; what it says on standard error is never shown here.",
    retryable: !0
  },
  CREDENTIAL_COMMAND_OVERDUE: {
    meaning: "The command that answers for each machine took too long and was ended.",
    next: "Run it by hand for this machine; it has 20 seconds.",
    retryable: !0
  },
  CREDENTIAL_ANSWER_TOO_LARGE: {
    meaning: "The command that answers for each machine said far more than a credential.",
    next: 'Let it print { "username": …, "password": … } and nothing else on standard output.'
  },
  CREDENTIAL_ANSWER_INVALID: {
    meaning: "The command that answers for each machine did not answer with a credential.",
    next: 'Let it print { "username": …, "password": … } as JSON and nothing else on standard output.'
  },
  POLICY_MISSING: {
    meaning: "The policy file is not there.",
    next: "Give its path with --policy, or write patchring.yml."
  },
  POLICY_UNREADABLE: {
    meaning: "The policy file could not be read.",
    next: "Check the path, the rights and that it is UTF-8."
  },
  POLICY_EMPTY: { meaning: "The policy file is empty.", next: "Begin with version: 1, name, inventory and rings." },
  POLICY_TOO_LARGE: {
    meaning: "The policy file is larger than any policy.",
    next: "Check that it is the right file; machines may stand in an inventory of their own."
  },
  POLICY_SYNTAX_INVALID: {
    meaning: "The policy is not well-formed YAML or JSON.",
    next: "Correct the line that is named."
  },
  POLICY_TAB_FOUND: { meaning: "YAML is indented with a tab.", next: "Indent with spaces." },
  POLICY_KEY_DUPLICATED: { meaning: "A key stands twice in one mapping.", next: "Keep one of them." },
  POLICY_KEY_UNKNOWN: {
    meaning: "A key means nothing here; nothing is ignored silently.",
    next: "Correct the spelling or take it out."
  },
  POLICY_VALUE_MISSING: { meaning: "A value that has no safe default is missing.", next: "Write it." },
  POLICY_VALUE_INVALID: { meaning: "A value is not one that the key can have.", next: "Write it as the message says." },
  POLICY_NAME_DUPLICATED: { meaning: "Two rings have the same name.", next: "Rename one of them." },
  POLICY_RING_EMPTY: { meaning: "A ring has no machine.", next: "Correct its selector, or take the ring out." },
  POLICY_MACHINE_UNKNOWN: {
    meaning: "A ring names a machine that the inventory does not have.",
    next: "Correct the name, or add the machine."
  },
  POLICY_MACHINE_SHARED: { meaning: "A machine is in two rings.", next: "Narrow one of the selectors." },
  POLICY_REST_REPEATED: { meaning: "Two rings take the rest of the machines.", next: "Give one of them a selector." },
  POLICY_LIMIT_EXCEEDED: {
    meaning: "A ring tolerates as many failures as it may have machines out of service, so failures alone could use up the ring.",
    next: "Raise maxUnavailable or lower maxFailures."
  },
  POLICY_WAVES_INCOMPLETE: {
    meaning: "The waves of a ring never reach all its machines.",
    next: "End the list with 100%."
  },
  POLICY_WINDOW_MISSING: {
    meaning: "A ring may restart machines and does not say when.",
    next: "Name a window, or write window: anytime by hand."
  },
  POLICY_WINDOW_UNKNOWN: {
    meaning: "A ring names a window that the policy does not have.",
    next: "Correct the name, or add it to windows."
  },
  POLICY_WINDOW_INVALID: {
    meaning: "A window can never be open, never be closed, is for nobody, or stands against another one.",
    next: "Write it as the message says."
  },
  POLICY_WINDOW_SHORT: {
    meaning: "A machine takes longer than its window is open, so it could never be begun.",
    next: "Lengthen the window, or write a shorter takes."
  },
  POLICY_BLACKOUT_INVALID: {
    meaning: "A blackout ends before it begins.",
    next: "Write its first day as from and its last as to."
  },
  POLICY_FREEZE_INVALID: {
    meaning: "A freeze freezes nobody.",
    next: "Correct its label, or take the freeze out."
  },
  POLICY_COVERAGE_INVALID: {
    meaning: "Coverage is asked for where no ring comes before, or names a part twice.",
    next: "Write it on a later ring, each of role, build and hotpatch once."
  },
  POLICY_AGE_INVALID: {
    meaning: "Updates are planned only at an age at which the first ring should be open already.",
    next: "Let the first ring open later, or write a smaller minAge."
  },
  POLICY_CALENDAR_INVALID: {
    meaning: "Something counts from a release that nobody can detect.",
    next: "Count from the beginning of the rollout, or from patch-tuesday."
  },
  POLICY_ZONE_MISSING: {
    meaning: "A window goes by the machine’s own time zone, and a machine has none.",
    next: "Add timeZone to the machine in the inventory."
  },
  POLICY_SECRET_FOUND: {
    meaning: "A secret is written in the policy.",
    next: "Change that password, and name an environment variable instead."
  },
  POLICY_VARIABLE_REFUSED: {
    meaning: "Only environment variables PATCHRING_* are ever expanded.",
    next: "Rename the variable in the pipeline to PATCHRING_…."
  },
  POLICY_CREDENTIAL_INVALID: {
    meaning: "A credential matches no machine, or a machine has no credential.",
    next: "Correct match, or add credentials.default."
  },
  POLICY_CREDENTIAL_UNCLEAR: {
    meaning: "A credential does not say, in exactly one way, who logs on.",
    next: "Write username with password, exec, certificate with key, or sso: true."
  },
  POLICY_CONNECTION_INVALID: {
    meaning: "Two settings of the connection exclude each other.",
    next: "Take one of them out."
  },
  POLICY_RUNNER_INCLUDED: {
    meaning: "The machine that runs the rollout is in a ring: it would restart itself.",
    next: "Take it out, and update it from elsewhere."
  },
  POLICY_DRILL_INVALID: {
    meaning: "A ring is to prove the undo where there is nothing to undo, nobody to show it, or no time for it.",
    next: "Correct what it names, or take drill out of the ring."
  },
  POLICY_HOLD_INVALID: {
    meaning: "A hold contradicts itself or the wanted updates.",
    next: "Correct the hold, or updates.include."
  },
  POLICY_SOURCE_INVALID: {
    meaning: "What the policy says about the source of updates contradicts itself.",
    next: "Take one of the two out."
  },
  POLICY_UPDATES_EXCLUDED: {
    meaning: "The policy excludes every update.",
    next: "Narrow updates.exclude: name KBs, or a longer part of a title."
  },
  POLICY_CLUSTER_INVALID: {
    meaning: "What is written beside the field cluster says the contrary.",
    next: "Correct what the message names."
  },
  POLICY_AROUND_INVALID: {
    meaning: "A step around the work could not run as it is written.",
    next: "Correct what the message names."
  },
  POLICY_GROUP_INVALID: {
    meaning: "A group has no machine, or could lose all of them.",
    next: "Correct its machines, its order or its maxUnavailable."
  },
  POLICY_ANALYSIS_INVALID: {
    meaning: "The sequential test cannot tell its two rates apart, or may err as often as not.",
    next: "Write a regression well above the baseline, and errors of a few percent."
  },
  POLICY_GATE_INVALID: { meaning: "A gate is named twice, or contradicts the policy.", next: "Take one of them out." },
  INVENTORY_MISSING: {
    meaning: "The inventory file is not there.",
    next: "Give its path in the policy, from the policy’s folder, or with --inventory."
  },
  INVENTORY_UNREADABLE: {
    meaning: "The inventory file could not be read.",
    next: "Check the path, the rights and that it is UTF-8."
  },
  INVENTORY_EMPTY: {
    meaning: "The inventory has no machine.",
    next: "Write machines: with one entry for each machine."
  },
  INVENTORY_TOO_LARGE: {
    meaning: "The inventory file is larger than any inventory.",
    next: "Check that it is the right file."
  },
  INVENTORY_SYNTAX_INVALID: { meaning: "The inventory is not well-formed.", next: "Correct the line that is named." },
  INVENTORY_TAB_FOUND: { meaning: "YAML is indented with a tab.", next: "Indent with spaces." },
  INVENTORY_KEY_DUPLICATED: { meaning: "A key or a column stands twice.", next: "Keep one of them." },
  INVENTORY_KEY_UNKNOWN: {
    meaning: "A key means nothing here; nothing is ignored silently.",
    next: "Correct the spelling, or put it under labels."
  },
  INVENTORY_VALUE_MISSING: { meaning: "A machine lacks a value.", next: "Write it." },
  INVENTORY_VALUE_INVALID: {
    meaning: "A value is not one that the key can have.",
    next: "Write it as the message says."
  },
  INVENTORY_MACHINE_DUPLICATED: {
    meaning: "A machine stands twice in the inventory.",
    next: "Keep one of the entries."
  },
  INVENTORY_ZONE_UNKNOWN: { meaning: "A time zone is not in the IANA list.", next: "Write it like Europe/Berlin." }
};

// src/knowledge/errors/machine.ts
var machineCodes = {
  MACHINE_UNREACHABLE: { meaning: "The machine did not answer.", next: "Run preflight for it." },
  MACHINE_HELD: {
    meaning: "The machine must not get what it is offered, and is not offered what it should get.",
    next: "Do what the hold’s remedy says."
  },
  MACHINE_NOT_BACK: { meaning: "The machine did not come back from its restart.", next: "Look at its console." },
  MACHINE_SHUTDOWN_HANGING: {
    meaning: "The machine took the request to restart, and still answers on its old boot.",
    next: "See at its console or in event 1074 and after which service or session holds it up; a reset from the hypervisor is for a person to decide."
  },
  MACHINE_STRANDED: {
    meaning: "The machine could be neither updated nor undone.",
    next: "A person must look at it; the report lists what was kept."
  },
  RESTART_FORBIDDEN: {
    meaning: "The update needs a restart after all, and the policy says restart: never.",
    next: "Restart the machine by hand, then resume."
  },
  JOB_LOST: {
    meaning: "The job’s process ended without a result.",
    next: "Look at its folder and at the update log of the machine."
  },
  JOB_OVERDUE: {
    meaning: "The job takes longer than it may; it is not killed.",
    retryable: !0,
    next: "Look at the machine; the next run asks again."
  },
  JOB_FAILED: { meaning: "The job ended with an error.", next: "Look up the HRESULT that it names." },
  SCAN_FAILED: { meaning: "Windows Update could not be searched.", next: "Look up the HRESULT that it names." },
  SCAN_INCOMPLETE: {
    meaning: "Windows Update gave an answer that cannot be trusted.",
    retryable: !0,
    next: "Scan again; look at the update log if it stays so."
  },
  INSTALL_BUSY: {
    meaning: "Another installation was running.",
    retryable: !0,
    next: "Wait until it has ended, or find the other updater."
  },
  INSTALL_RESTART_PENDING: {
    meaning: "Nothing was installed, because a restart is pending.",
    next: "Restart the machine, or write pendingRestart: restartFirst."
  },
  UPDATE_FAILED: { meaning: "Windows could not install the update.", next: "Look up the HRESULT that it names." },
  UPDATE_GONE: {
    meaning: "A pinned revision is offered no more: the vendor may have withdrawn it.",
    retryable: !0,
    next: "Read the release notes; make a new plan."
  },
  UPDATE_ROLLED_BACK: {
    meaning: "An earlier rollout took the update back; it is not planned again by itself.",
    next: "Wait for the next release; once the cause is mended, resume --rollout ID lets it come again."
  },
  UPDATE_MENDED: {
    meaning: "A rollout was closed because another update mends this one: it is not planned again.",
    next: "Nothing: the update that mends it, or a later one, takes its place."
  },
  UPDATE_LOOP: {
    meaning: "The same update is offered again after it was installed.",
    next: "Exclude it, and look at its known issues."
  },
  UPDATE_UNPROVED: {
    meaning: "No earlier ring has installed this update.",
    next: "Add a machine of this kind to an earlier ring."
  },
  UNINSTALL_FAILED: { meaning: "Windows could not remove the update.", next: "Look up the HRESULT that it names." },
  UNDO_BASE_RESET: {
    meaning: "The component store was cleaned with ResetBase: what the update replaced is gone, so it cannot be undone.",
    next: "Go forward with the next update, or restore from a backup; stop what cleans the store until a rollout has soaked."
  },
  UNDO_PERMANENT: {
    meaning: "The update brought a package that calls itself permanent: it cannot be undone.",
    next: "Go forward with the next update, or restore from a backup."
  },
  UNDO_SUPERSEDED: {
    meaning: "Somebody else has installed a later update over this one: taking ours away would bring nothing back.",
    next: "Remove the later update by hand and ask for the rollback again, or go forward with the next update."
  },
  UNDO_RESTART_PENDING: {
    meaning: "Other changes wait for a restart, before which Windows removes nothing; nothing was taken away.",
    next: "Restart the machine, then ask for the rollback again."
  },
  UNDO_GATE_FAILED: {
    meaning: "A gate before the undo did not pass; nothing was taken away, the machine keeps its update.",
    next: "Mend what the gate says, for example make a backup; then ask for the rollback again."
  },
  PROBE_FAILED: {
    meaning: "A probe from the runner got no answer.",
    retryable: !0,
    next: "Check name, port and firewall between the runner and the machine."
  },
  CLUSTER_NODE_PAUSED: {
    meaning: "The cluster node is paused, and not by this rollout: it is left alone.",
    next: "Ask who paused it and why; resume it with Resume-ClusterNode, then run again."
  },
  CLUSTER_NODE_DOWN: {
    meaning: "The machine belongs to a failover cluster and is not up in it.",
    next: "Look at the service ClusSvc there and at Get-ClusterNode on another node."
  },
  CLUSTER_NODES_DOWN: {
    meaning: "Another node of the failover cluster is not up, so this one is not drained.",
    retryable: !0,
    next: "Bring the node that the cause names back, then run again."
  },
  CLUSTER_QUORUM_AT_RISK: {
    meaning: "Without this node the failover cluster would lose its quorum.",
    next: "Add a witness (Set-ClusterQuorum), or bring back the node or the witness that has lost its vote."
  },
  CLUSTER_STORAGE_BUSY: {
    meaning: "Storage of the failover cluster repairs itself: another node must not go down meanwhile.",
    retryable: !0,
    next: "Wait until Get-StorageJob has nothing and Get-VirtualDisk is healthy; the next run tries again."
  },
  CLUSTER_DRAIN_FAILED: {
    meaning: "Roles of the failover cluster did not leave the node.",
    next: "Look at their possible owners and at the FailoverClustering log; move them with Move-ClusterGroup, then run again."
  },
  CLUSTER_RESUME_FAILED: {
    meaning: "The node was drained for this rollout and does not take roles again: it stays paused.",
    next: "Resume-ClusterNode -Failback Policy on that machine; find out first why it does not come up."
  },
  INTERNAL_ERROR: { meaning: "A bug in patchring.", next: "Report it with the log; the journal is safe." }
};

// src/knowledge/errors/rollout.ts
var rolloutCodes = {
  PLAN_MISSING: { meaning: "The plan file is not there.", next: "Make it with the plan command." },
  PLAN_UNREADABLE: {
    meaning: "The plan file is not a plan, or was edited.",
    next: "Make it again with the plan command."
  },
  PLAN_OUTDATED: {
    meaning: "The policy or the machines have changed since the plan was made.",
    next: "Make a new plan, and have it approved."
  },
  PLAN_OFFLINE: {
    meaning: "The plan was made without asking the machines, so it pins no updates.",
    next: "Make it without --offline to apply it."
  },
  PLAN_UNCOVERED: {
    meaning: "Machines of a ring are of a kind that no earlier ring has, and the policy refuses such a plan.",
    next: "Put a machine of that kind into an earlier ring, or write coverage: { action: hold }."
  },
  PLAN_SURVEY_FAILED: {
    meaning: "Too few machines of the first ring answered to know what is offered.",
    retryable: !0,
    next: "Run preflight, and correct what it names."
  },
  EVIDENCE_NOT_KEPT: {
    meaning: "The logs of a machine were gathered and could not be kept; it is undone all the same.",
    next: "Name a folder with --report-dir, or look at the logs on the machine."
  },
  NOTICE_UNDELIVERED: {
    meaning: "Somebody who was to be told of something could not be told; nothing else has changed.",
    next: "Check the address in the variable, or the command, that it names."
  },
  AROUND_BEFORE_FAILED: {
    meaning: "A command of yours that runs before the work failed: the machine is skipped, the wave or the ring does not begin.",
    retryable: !0,
    next: "Mend what its last lines say; the next run tries again."
  },
  AROUND_AFTER_FAILED: {
    meaning: "A command of yours that runs after the work failed, and is still owed.",
    retryable: !0,
    next: "Paste the command that is listed, or mend it: each run tries again."
  },
  SERVICE_UNCLEAR: {
    meaning: "A gate of a service gave no clear answer after a wave or a ring, or was red before its first machine already: the ring is held.",
    retryable: !0,
    next: "Look at the service; the next run asks again. `resume` goes on in spite of what is not green."
  },
  SERVICE_FAILED: {
    meaning: "A soft gate of a service failed after a wave or a ring: the ring is held.",
    retryable: !0,
    next: "Look at the service; the next run asks again. `resume` goes on in spite of what is not green."
  },
  MACHINE_FROZEN: {
    meaning: "A freeze of the policy leaves the machine alone until a day; nothing was started on it.",
    retryable: !0,
    next: "Nothing: it is caught up when the freeze is over. A ring that is held for it needs maxSkipped, or a person’s word."
  },
  FREEZE_EXPIRED: {
    meaning: "A freeze of the policy is over: its machines are updated like the others.",
    next: "Take it out of the policy, or give it a new day."
  },
  FREEZE_HOLDS_RING: {
    meaning: "More machines of a ring are frozen than may be skipped, so the ring will be held.",
    next: "Raise maxSkipped, take the machines out of the ring, or wait for the end of the freeze."
  },
  RING_WINDOW_SHORT: {
    meaning: "The machines of a ring take longer than any window that they go by: none could be done before it closes.",
    next: "Resume to begin them all the same, or finish this rollout and plan again with a longer window."
  },
  LEDGER_FORGOTTEN: {
    meaning: "Machines bear jobs of a rollout of this policy that the ledger knows nothing of.",
    next: "Restore the ledger (its branch or folder), or point --ledger at it; what was given up on purpose is deleted on the machine."
  },
  JOURNAL_PLAN_MISMATCHED: {
    meaning: "The journal belongs to another plan.",
    next: "Finish that rollout with its own policy, or point --ledger elsewhere."
  },
  EVIDENCE_CHANGED: {
    meaning: "A report folder is not what the run left: a file differs, is missing or is extra, or they are not of one rollout.",
    next: "Take the folder from where the run published it, and find out who changed it."
  },
  JOURNAL_TAIL_TORN: {
    meaning: "The last line was cut off by a crash; it was taken away, the journal is whole again.",
    retryable: !0,
    next: "Nothing: what it would have said is found out again."
  },
  JOURNAL_LINE_CHANGED: {
    meaning: "A line of the journal is not the one that was written.",
    next: "Restore the journal from a backup; find out who changed it."
  },
  JOURNAL_LOCKED: {
    meaning: "Another run writes to this journal.",
    retryable: !0,
    next: "Wait until it ends; if it is dead, the message says how to take over."
  },
  JOURNAL_TAKEN_OVER: {
    meaning: "The run that wrote to the ledger is dead; its lock was taken over.",
    retryable: !0,
    next: "Nothing: the machines it left are asked what became of them."
  },
  JOURNAL_UNREADABLE: {
    meaning: "The journal could not be read or written.",
    next: "Check the path, the rights and the free space."
  },
  JOURNAL_VERSION_UNKNOWN: {
    meaning: "The journal was written by a later patchring.",
    next: "Use at least that version."
  },
  JOURNAL_FENCED: {
    meaning: "Another run has taken over the ledger while this one was cut off; this one starts nothing more.",
    retryable: !0,
    next: "Nothing: the run that took over asks the machines what became of them."
  },
  JOURNAL_OVERTAKEN: {
    meaning: "Another run that works on the same rollout wrote first; nothing was written.",
    retryable: !0,
    next: "Run again: what it wrote is taken in first."
  },
  JOURNAL_REMOTE_UNREACHABLE: {
    meaning: "The branch of the ledger cannot be read: its remote does not answer, or does not know who asks.",
    retryable: !0,
    next: "Check the network; let the checkout keep its credentials (GitHub: persist-credentials, Azure: persistCredentials: true)."
  },
  JOURNAL_CUT_SHORT: {
    meaning: "The run was asked to stop while the remote of the ledger was silent: what it had to write last may not be there.",
    retryable: !0,
    next: "Run again when the remote answers: the machines are asked what became of them."
  },
  JOURNAL_PUSH_DENIED: {
    meaning: "The branch of the ledger can be read but not pushed to.",
    next: "GitHub: permissions: { contents: write }. Azure: Contribute for the build service, and persistCredentials: true."
  },
  JOURNAL_PUSH_REJECTED: {
    meaning: "The remote refused a commit on the branch of the ledger: a rule or a hook stands against it.",
    next: "Exempt the branch from rules that ask for pull requests, checks or signatures."
  },
  JOURNAL_PUSH_OVERTAKEN: {
    meaning: "Others pushed to the branch of the ledger each time before this run could.",
    retryable: !0,
    next: "Run again; if it stays so, find out who pushes there."
  },
  LEDGER_INVALID: {
    meaning: "The ledger is not named as file:DIR or git:BRANCH.",
    next: "Write for example --ledger git:patchring-ledger."
  },
  LEDGER_GIT_MISSING: {
    meaning: "The ledger is a branch, and the runner has no git, or one before 2.31.",
    next: "Install git, or use file:DIR."
  },
  LEDGER_REPOSITORY_MISSING: {
    meaning: "The ledger is a branch, and the folder is no repository that git opens.",
    next: "Check the repository out in a step before, with git on the runner; or use file:DIR."
  },
  LEDGER_REMOTE_MISSING: {
    meaning: "The ledger is a branch, and the repository has no remote that could hold it.",
    next: "Add one: git remote add origin URL; or use file:DIR."
  },
  LEDGER_BRANCH_FOREIGN: {
    meaning: "The branch that was named as ledger holds something else.",
    next: "Name a branch that is not there yet, or the one that patchring made."
  },
  LEDGER_FORGETFUL: {
    meaning: "The ledger lies in a workspace that is forgotten, and the rollout must come back.",
    next: "Keep it outside the workspace."
  },
  ROLLOUT_UNKNOWN: {
    meaning: "The ledger has no such rollout.",
    next: "Run status without a name to see what there is."
  },
  ROLLOUT_NOT_HALTED: { meaning: "There is nothing to resume.", next: "Run status." },
  ROLLOUT_ENDED: {
    meaning: "The rollout has ended; its updates are final.",
    next: "Make a new plan for the next release."
  },
  ROLLOUT_UNFINISHED: {
    meaning: "A rollout cannot be closed while a machine is being changed for it.",
    next: "Run apply until it rests; or halt, and take the machine out with resume --exclude."
  },
  RETRY_NOTHING_FAILED: {
    meaning: "There is nothing to try again: only a machine that has failed is, and a stranded one is not.",
    next: "Run status to see which machines have failed."
  },
  RETRY_HALTED: {
    meaning: "The rollout is halted, and trying these machines again would not lift that.",
    next: "Lift the halt with resume; what failed is then looked at again."
  },
  RETRY_RING_CLOSED: {
    meaning: "A failed machine is of a ring that has passed, and a later ring is being worked on.",
    next: "Wait until the rollout is through, or try again only the ring that is worked on: retry --failed --ring NAME."
  },
  HOLD_EXPIRED: {
    meaning: "A hold of the policy has expired, and its update is planned.",
    next: "Take the hold out, or give it a later day."
  },
  RING_UNKNOWN: { meaning: "The plan has no such ring.", next: "Run status to see its rings." },
  RING_UNCOVERED: {
    meaning: "Machines of a ring are of a kind that no earlier ring has updated, so nothing vouches for them.",
    next: "Put a machine of that kind into an earlier ring of the next plan; or resume, which says that they may go."
  },
  MACHINE_UNCOVERED: {
    meaning: "The machine showed only at its check that no earlier ring vouches for its kind; nothing was started on it.",
    next: "Resume with --exclude to go on without it, and put one of its kind into an earlier ring of the next plan."
  },
  MACHINE_DRIFTED: {
    meaning: "The machine is not what the plan knew of it: somebody else has changed it. Nothing was started on it.",
    next: "Look who updates it beside patchring; then make a new plan, or resume with --exclude, or write drift: warn."
  },
  MACHINE_EXCHANGED: {
    meaning: "Another machine answers at the address than the inventory names. Nothing was started on it.",
    next: "Put name, address or DNS right; where Windows is called otherwise there, say so with the label computerName."
  },
  RING_DRIFTED: {
    meaning: "A machine of the ring is not what the plan knew of it, and drift: hold waits for a person’s word.",
    next: "Look at the machine that is named; then resume, which lets it go as it is, or resume with --exclude."
  },
  RING_GROUP_SPENT: {
    meaning: "Machines wait, and their group has as many out of service as it may.",
    retryable: !0,
    next: "Bring back the machine that is named, or exclude it on resuming; then run again."
  },
  DRILL_LEFT_OUT: {
    meaning: "A ring is not drilled, because its updates close a hole that is exploited.",
    next: "Nothing: the ring goes on without the proof, and nothing of it is undone without a person’s word."
  },
  DRILL_IMPOSSIBLE: {
    meaning: "A ring is to prove the undo, and has no machine that could show it.",
    retryable: !0,
    next: "Put a machine into the ring that is no domain controller and not on the Hotpatch train; or resume, and the ring goes on without the proof."
  },
  DRILL_UNPROVED: {
    meaning: "The machine that was to prove the undo was taken back, and is not updated again.",
    retryable: !0,
    next: "Look at the machine that is named; the next run tries again. Resume goes on without the proof, resume --exclude proves it on another machine."
  },
  RING_SKIPPED_TOO_MANY: {
    meaning: "More machines could not be begun than the ring tolerates.",
    retryable: !0,
    next: "Run preflight, correct what it names, and run again."
  },
  RING_UNCLEAR: {
    meaning: "More machines gave no clear answer after the update than would be tolerated had they failed.",
    retryable: !0,
    next: "Look at the machines that are named; the next run asks their gates again."
  },
  ENVIRONMENT_SUSPECTED: {
    meaning: "A gate failed after the update, and fails in the same way on machines that were not updated.",
    retryable: !0,
    next: "Look at what these machines have in common (network, domain, storage, the service itself); the next run asks again."
  },
  EFFECT_WITHDRAWN: {
    meaning: "Something was asked for and not begun: a halt came first, or its window closed.",
    retryable: !0,
    next: "Nothing: it is begun when the rollout goes on."
  },
  APPROVAL_MISMATCHED: { meaning: "The approval is for another plan.", next: "Read this plan and approve its hash." },
  GATE_FAILED: {
    meaning: "A gate measured something bad.",
    next: "Read the gate’s reason and its readings before and after."
  },
  GATE_INCONCLUSIVE: {
    meaning: "A gate did not get clear in its time; only a pass opens anything.",
    next: "Look at the machine; then resume or exclude it."
  }
};

// src/knowledge/errors/updates.ts
var updateCodes = {
  SCAN_WSUS_BYPASSED: {
    meaning: "The machine’s own policy sends it to a WSUS server, and the policy names another source.",
    next: "Write source: machine, or overrideWsus: true if going around WSUS is meant."
  },
  UPDATE_TOO_YOUNG: {
    meaning: "The update has not been out for updates.minAge, or nobody knows since when it is.",
    next: "Nothing: a later plan takes it in. Lower minAge to have it now."
  },
  UPDATE_NEEDS_INPUT: {
    meaning: "The update asks somebody at the screen, so it is never installed from here.",
    next: "Install it by hand, or exclude it."
  },
  UPDATE_UPGRADES_PRODUCT: {
    meaning: "The update would make the machine another Windows.",
    next: "Exclude it, or write productUpgrade: allow if that is meant."
  },
  UPDATE_DEADLINE_SET: {
    meaning: "A WSUS server has set a deadline for the update: from then on Windows installs it by itself, in no ring’s turn.",
    next: "Approve it there again without a deadline; within a day of it the gate soleUpdater keeps the machine away."
  },
  UPDATE_NOT_OFFERED: {
    meaning: "The policy’s updates.include names an update that no machine of the first ring is offered.",
    next: "Check the number: it may not exist, may be superseded, may not be approved in WSUS, or may be installed already."
  },
  FIX_NOT_OFFERED: {
    meaning: "What is to mend a bad update is offered to no machine of the first ring, or none may have it. Nothing else is planned instead.",
    next: "Approve it in WSUS, put a machine that is offered it into the first ring, or name another one with fix-forward; supersede takes the word back."
  },
  FIX_IMPOSSIBLE: {
    meaning: "This rollout cannot be mended by that update.",
    next: "Name another one with fix-forward, or close the rollout with supersede."
  },
  HOTPATCH_LICENCE_LAPSED: {
    meaning: "Machines have no working licence for Hotpatch: they get cumulative updates with a restart, and no update is to blame.",
    next: "Look at their licence in Azure Arc; the message says what is known. Taking an update back cures nothing."
  },
  UPDATES_ALL_EXCLUDED: {
    meaning: "Everything that the policy wants and the machines are offered is excluded.",
    next: "Look at updates.exclude: this rollout would install nothing."
  },
  UPDATE_SERVICE_DISABLED: {
    meaning: "A service without which Windows finds and installs no updates is disabled.",
    next: "Set wuauserv and TrustedInstaller to manual, and find out who disabled them."
  },
  INSTALL_DISK_LOW: {
    meaning: "The system drive has no room for the updates.",
    next: "Make room (DISM /Online /Cleanup-Image /StartComponentCleanup), and add the diskFree gate to be told before."
  },
  INSTALL_NETWORK_METERED: {
    meaning: "The machine’s connection is metered, so nothing was downloaded.",
    next: "Mark the network as not metered, or bring the updates by WSUS."
  },
  INSTALL_STORE_CORRUPT: {
    meaning: "The component store of the machine is damaged or does not match the update.",
    next: "Run DISM /Online /Cleanup-Image /RestoreHealth there, then put the machine back in line."
  },
  PACKAGE_NOT_FOUND: {
    meaning: "A package file cannot be copied from where the policy says; nothing was installed.",
    next: "Check the place, and that the computer account of the machine may read it (SYSTEM copies it)."
  },
  PACKAGE_HASH_MISMATCHED: {
    meaning: "A package file is not the one whose SHA-256 the policy names; nothing was installed.",
    next: "Find out who changed the file; name the new SHA-256 only when you know why."
  },
  PACKAGE_UNSIGNED: {
    meaning: "A package file is not validly signed by Microsoft; nothing was installed.",
    next: "Do not install it; get it from the Microsoft Update Catalog again."
  },
  PACKAGE_NOT_APPLICABLE: {
    meaning: "Windows says that the package is not for this machine.",
    next: "Check build and architecture, and whether something newer is installed or a checkpoint is missing beside it."
  },
  PACKAGE_NONE_FITS: {
    meaning: "No package of updates.source is for the Windows of the machine, so it is left out.",
    next: "Add a package for its product or build, or take the machine out of the ring."
  },
  SCRIPT_FAILED: {
    meaning: "The owner’s script ended with an error, or with an exit code that is neither 0 nor 3010 nor 1641.",
    next: "Read what it wrote last, and look at the machine: it may have done half of its work. A rollback runs the uninstall script where detect finds it."
  },
  SCRIPT_NOT_DETECTED: {
    meaning: "The owner’s script ended well, and its detect script does not find what it should have installed.",
    next: "Run both by hand on the machine: one of the two is wrong."
  },
  SCRIPT_DETECT_INVALID: {
    meaning: "The detect script failed, or did not answer with one $true or $false or one { installed, version }.",
    next: "Let it write exactly one object, and everything else to Write-Verbose."
  },
  SCRIPT_CHANGED: {
    meaning: "A script on the machine is not the one of the plan; it was not run.",
    next: "Find out who writes to %ProgramData%\\patchring there: only administrators can."
  },
  SCRIPT_UNINSTALL_MISSING: {
    meaning: "The policy names no script that takes the payload away, so the machine keeps it.",
    next: "Remove it by hand, and write updates.source.uninstall for the next time."
  }
};

// src/knowledge/errors.ts
var failureCodes = { ...inputCodes, ...dataCodes, ...rolloutCodes, ...machineCodes, ...updateCodes }, rows = new Map(Object.entries(failureCodes));
function rowOfCode(code) {
  return rows.get(code);
}

export {
  rowOfCode
};
