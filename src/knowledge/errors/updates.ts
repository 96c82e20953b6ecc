// Codes of updates between the scan and the installation: what a machine refuses to search or install, and what a plan leaves out. What
// Windows itself answered is the HRESULT in the cause (hresults.ts). Whatever is left out is said: a plan that is silently smaller
// than its owner believes is a machine that stays vulnerable.
import type { CodeRow } from './row.ts';

export const updateCodes = {
  SCAN_WSUS_BYPASSED: {
    meaning: 'The machine’s own policy sends it to a WSUS server, and the policy names another source.',
    next: 'Write source: machine, or overrideWsus: true if going around WSUS is meant.',
  },
  UPDATE_TOO_YOUNG: {
    meaning: 'The update has not been out for updates.minAge, or nobody knows since when it is.',
    next: 'Nothing: a later plan takes it in. Lower minAge to have it now.',
  },
  UPDATE_NEEDS_INPUT: {
    meaning: 'The update asks somebody at the screen, so it is never installed from here.',
    next: 'Install it by hand, or exclude it.',
  },
  UPDATE_UPGRADES_PRODUCT: {
    meaning: 'The update would make the machine another Windows.',
    next: 'Exclude it, or write productUpgrade: allow if that is meant.',
  },
  UPDATE_DEADLINE_SET: {
    meaning:
      'A WSUS server has set a deadline for the update: from then on Windows installs it by itself, in no ring’s turn.',
    next: 'Approve it there again without a deadline; within a day of it the gate soleUpdater keeps the machine away.',
  },
  UPDATE_NOT_OFFERED: {
    meaning: 'The policy’s updates.include names an update that no machine of the first ring is offered.',
    next: 'Check the number: it may not exist, may be superseded, may not be approved in WSUS, or may be installed already.',
  },
  FIX_NOT_OFFERED: {
    meaning:
      'What is to mend a bad update is offered to no machine of the first ring, or none may have it. Nothing else is planned instead.',
    next: 'Approve it in WSUS, put a machine that is offered it into the first ring, or name another one with fix-forward; supersede takes the word back.',
  },
  FIX_IMPOSSIBLE: {
    meaning: 'This rollout cannot be mended by that update.',
    next: 'Name another one with fix-forward, or close the rollout with supersede.',
  },
  HOTPATCH_LICENCE_LAPSED: {
    meaning:
      'Machines have no working licence for Hotpatch: they get cumulative updates with a restart, and no update is to blame.',
    next: 'Look at their licence in Azure Arc; the message says what is known. Taking an update back cures nothing.',
  },
  UPDATES_ALL_EXCLUDED: {
    meaning: 'Everything that the policy wants and the machines are offered is excluded.',
    next: 'Look at updates.exclude: this rollout would install nothing.',
  },
  UPDATE_SERVICE_DISABLED: {
    meaning: 'A service without which Windows finds and installs no updates is disabled.',
    next: 'Set wuauserv and TrustedInstaller to manual, and find out who disabled them.',
  },
  INSTALL_DISK_LOW: {
    meaning: 'The system drive has no room for the updates.',
    next: 'Make room (DISM /Online /Cleanup-Image /StartComponentCleanup), and add the diskFree gate to be told before.',
  },
  INSTALL_NETWORK_METERED: {
    meaning: 'The machine’s connection is metered, so nothing was downloaded.',
    next: 'Mark the network as not metered, or bring the updates by WSUS.',
  },
  INSTALL_STORE_CORRUPT: {
    meaning: 'The component store of the machine is damaged or does not match the update.',
    next: 'Run DISM /Online /Cleanup-Image /RestoreHealth there, then put the machine back in line.',
  },
  PACKAGE_NOT_FOUND: {
    meaning: 'A package file cannot be copied from where the policy says; nothing was installed.',
    next: 'Check the place, and that the computer account of the machine may read it (SYSTEM copies it).',
  },
  PACKAGE_HASH_MISMATCHED: {
    meaning: 'A package file is not the one whose SHA-256 the policy names; nothing was installed.',
    next: 'Find out who changed the file; name the new SHA-256 only when you know why.',
  },
  PACKAGE_UNSIGNED: {
    meaning: 'A package file is not validly signed by Microsoft; nothing was installed.',
    next: 'Do not install it; get it from the Microsoft Update Catalog again.',
  },
  PACKAGE_NOT_APPLICABLE: {
    meaning: 'Windows says that the package is not for this machine.',
    next: 'Check build and architecture, and whether something newer is installed or a checkpoint is missing beside it.',
  },
  PACKAGE_NONE_FITS: {
    meaning: 'No package of updates.source is for the Windows of the machine, so it is left out.',
    next: 'Add a package for its product or build, or take the machine out of the ring.',
  },
  SCRIPT_FAILED: {
    meaning: 'The owner’s script ended with an error, or with an exit code that is neither 0 nor 3010 nor 1641.',
    next: 'Read what it wrote last, and look at the machine: it may have done half of its work. A rollback runs the uninstall script where detect finds it.',
  },
  SCRIPT_NOT_DETECTED: {
    meaning: 'The owner’s script ended well, and its detect script does not find what it should have installed.',
    next: 'Run both by hand on the machine: one of the two is wrong.',
  },
  SCRIPT_DETECT_INVALID: {
    meaning: 'The detect script failed, or did not answer with one $true or $false or one { installed, version }.',
    next: 'Let it write exactly one object, and everything else to Write-Verbose.',
  },
  SCRIPT_CHANGED: {
    meaning: 'A script on the machine is not the one of the plan; it was not run.',
    next: 'Find out who writes to %ProgramData%\\patchring there: only administrators can.',
  },
  SCRIPT_UNINSTALL_MISSING: {
    meaning: 'The policy names no script that takes the payload away, so the machine keeps it.',
    next: 'Remove it by hand, and write updates.source.uninstall for the next time.',
  },
} as const satisfies Record<string, CodeRow>;
