// Codes of one machine: what became of a job, an update or an undo there, as the rollout sees it. What our functions on the
// machine refuse with stands in windows/failures.ts, what the wire says in winrm/errors.ts, and what Windows itself answered
// is the HRESULT in the cause (hresults.ts). No code stands in two tables.
import type { CodeRow } from './row.ts';

export const machineCodes = {
  MACHINE_UNREACHABLE: { meaning: 'The machine did not answer.', next: 'Run preflight for it.' },
  MACHINE_HELD: {
    meaning: 'The machine must not get what it is offered, and is not offered what it should get.',
    next: 'Do what the hold’s remedy says.',
  },
  MACHINE_NOT_BACK: { meaning: 'The machine did not come back from its restart.', next: 'Look at its console.' },
  MACHINE_SHUTDOWN_HANGING: {
    meaning: 'The machine took the request to restart, and still answers on its old boot.',
    next: 'See at its console or in event 1074 and after which service or session holds it up; a reset from the hypervisor is for a person to decide.',
  },
  MACHINE_STRANDED: {
    meaning: 'The machine could be neither updated nor undone.',
    next: 'A person must look at it; the report lists what was kept.',
  },
  RESTART_FORBIDDEN: {
    meaning: 'The update needs a restart after all, and the policy says restart: never.',
    next: 'Restart the machine by hand, then resume.',
  },
  JOB_LOST: {
    meaning: 'The job’s process ended without a result.',
    next: 'Look at its folder and at the update log of the machine.',
  },
  JOB_OVERDUE: {
    meaning: 'The job takes longer than it may; it is not killed.',
    retryable: true,
    next: 'Look at the machine; the next run asks again.',
  },
  JOB_FAILED: { meaning: 'The job ended with an error.', next: 'Look up the HRESULT that it names.' },
  SCAN_FAILED: { meaning: 'Windows Update could not be searched.', next: 'Look up the HRESULT that it names.' },
  SCAN_INCOMPLETE: {
    meaning: 'Windows Update gave an answer that cannot be trusted.',
    retryable: true,
    next: 'Scan again; look at the update log if it stays so.',
  },
  INSTALL_BUSY: {
    meaning: 'Another installation was running.',
    retryable: true,
    next: 'Wait until it has ended, or find the other updater.',
  },
  INSTALL_RESTART_PENDING: {
    meaning: 'Nothing was installed, because a restart is pending.',
    next: 'Restart the machine, or write pendingRestart: restartFirst.',
  },
  UPDATE_FAILED: { meaning: 'Windows could not install the update.', next: 'Look up the HRESULT that it names.' },
  UPDATE_GONE: {
    meaning: 'A pinned revision is offered no more: the vendor may have withdrawn it.',
    retryable: true,
    next: 'Read the release notes; make a new plan.',
  },
  UPDATE_ROLLED_BACK: {
    meaning: 'An earlier rollout took the update back; it is not planned again by itself.',
    next: 'Wait for the next release; once the cause is mended, resume --rollout ID lets it come again.',
  },
  UPDATE_MENDED: {
    meaning: 'A rollout was closed because another update mends this one: it is not planned again.',
    next: 'Nothing: the update that mends it, or a later one, takes its place.',
  },
  UPDATE_LOOP: {
    meaning: 'The same update is offered again after it was installed.',
    next: 'Exclude it, and look at its known issues.',
  },
  UPDATE_UNPROVED: {
    meaning: 'No earlier ring has installed this update.',
    next: 'Add a machine of this kind to an earlier ring.',
  },
  UNINSTALL_FAILED: { meaning: 'Windows could not remove the update.', next: 'Look up the HRESULT that it names.' },
  UNDO_BASE_RESET: {
    meaning:
      'The component store was cleaned with ResetBase: what the update replaced is gone, so it cannot be undone.',
    next: 'Go forward with the next update, or restore from a backup; stop what cleans the store until a rollout has soaked.',
  },
  UNDO_PERMANENT: {
    meaning: 'The update brought a package that calls itself permanent: it cannot be undone.',
    next: 'Go forward with the next update, or restore from a backup.',
  },
  UNDO_SUPERSEDED: {
    meaning: 'Somebody else has installed a later update over this one: taking ours away would bring nothing back.',
    next: 'Remove the later update by hand and ask for the rollback again, or go forward with the next update.',
  },
  UNDO_RESTART_PENDING: {
    meaning: 'Other changes wait for a restart, before which Windows removes nothing; nothing was taken away.',
    next: 'Restart the machine, then ask for the rollback again.',
  },
  UNDO_GATE_FAILED: {
    meaning: 'A gate before the undo did not pass; nothing was taken away, the machine keeps its update.',
    next: 'Mend what the gate says, for example make a backup; then ask for the rollback again.',
  },
  PROBE_FAILED: {
    meaning: 'A probe from the runner got no answer.',
    retryable: true,
    next: 'Check name, port and firewall between the runner and the machine.',
  },
  CLUSTER_NODE_PAUSED: {
    meaning: 'The cluster node is paused, and not by this rollout: it is left alone.',
    next: 'Ask who paused it and why; resume it with Resume-ClusterNode, then run again.',
  },
  CLUSTER_NODE_DOWN: {
    meaning: 'The machine belongs to a failover cluster and is not up in it.',
    next: 'Look at the service ClusSvc there and at Get-ClusterNode on another node.',
  },
  CLUSTER_NODES_DOWN: {
    meaning: 'Another node of the failover cluster is not up, so this one is not drained.',
    retryable: true,
    next: 'Bring the node that the cause names back, then run again.',
  },
  CLUSTER_QUORUM_AT_RISK: {
    meaning: 'Without this node the failover cluster would lose its quorum.',
    next: 'Add a witness (Set-ClusterQuorum), or bring back the node or the witness that has lost its vote.',
  },
  CLUSTER_STORAGE_BUSY: {
    meaning: 'Storage of the failover cluster repairs itself: another node must not go down meanwhile.',
    retryable: true,
    next: 'Wait until Get-StorageJob has nothing and Get-VirtualDisk is healthy; the next run tries again.',
  },
  CLUSTER_DRAIN_FAILED: {
    meaning: 'Roles of the failover cluster did not leave the node.',
    next: 'Look at their possible owners and at the FailoverClustering log; move them with Move-ClusterGroup, then run again.',
  },
  CLUSTER_RESUME_FAILED: {
    meaning: 'The node was drained for this rollout and does not take roles again: it stays paused.',
    next: 'Resume-ClusterNode -Failback Policy on that machine; find out first why it does not come up.',
  },
  INTERNAL_ERROR: { meaning: 'A bug in patchring.', next: 'Report it with the log; the journal is safe.' },
} as const satisfies Record<string, CodeRow>;
