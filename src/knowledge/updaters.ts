// Who else installs updates on a machine, by the names in which windows/operations/facts.ps1 reports them, and how each is stopped: what
// a person can do, with a command to paste where there is one. `there` is on the machine itself, in a session of an administrator.
// A name that is not in the table is told without a remedy.

const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate';

const remedies: Readonly<Record<string, string>> = {
  'automatic updates': `set the policy Configure Automatic Updates to 3, or in sconfig to download only; there: reg add ${policy}\\AU /v AUOptions /t REG_DWORD /d 3 /f`,
  'update deadlines': `set the policy Specify deadlines for automatic updates and restarts to Not Configured (in Intune: the deadline settings of the update ring); there: reg delete ${policy} /v SetComplianceDeadline /f`,
  'WSUS deadline': 'approve the update on the WSUS server again without a deadline, or allow it until then',
  ConfigMgr:
    'take the machine out of its software update deployments and maintenance windows; on the site server: Remove-CMDeviceCollectionDirectMembershipRule -CollectionName COLLECTION -ResourceName MACHINE',
  'Azure Update Manager':
    'set patch orchestration of the machine to customer managed, and remove it from its schedules: az vm update -g GROUP -n MACHINE --set osProfile.windowsConfiguration.patchSettings.patchMode=Manual',
  'Azure Update Manager on Arc':
    'remove the machine from its schedules in Azure Update Manager: az connectedmachine extension delete -g GROUP --machine-name MACHINE -n WindowsOsUpdateExtension',
  'Cluster-Aware Updating':
    'remove the role with Remove-CauClusterRole, or disable it: Disable-CauClusterRole -ClusterName CLUSTER -Force',
};

/** Undefined: nobody has one for this name. */
export function remedyFor(updater: string): string | undefined {
  return Object.hasOwn(remedies, updater) ? remedies[updater] : undefined;
}

/** What Windows calls the date that WSUS sets for one update; see gates/sole-updater. */
export const wsusDeadline = 'WSUS deadline';
