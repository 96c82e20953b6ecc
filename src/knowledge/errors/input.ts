// Codes of wrong input: arguments, credentials, policy, inventory. All faults of a file
// are told at once, with their places. A message never quotes a value that may be a
// secret.
import type { CodeRow } from './row.ts';

export const inputCodes = {
  ARGUMENT_UNKNOWN: { meaning: 'The command has no such option.', next: 'Run the command with --help.' },
  ARGUMENT_INVALID: { meaning: 'An option has a value that it cannot have.', next: 'Run the command with --help.' },
  ARGUMENT_MISSING: { meaning: 'An option that the command needs is not given.', next: 'Run the command with --help.' },
  COMMAND_UNKNOWN: { meaning: 'There is no such command.', next: 'Run patchring --help.' },
  CREDENTIAL_MISSING: {
    meaning: 'An environment variable that the policy names for a credential is not set.',
    next: 'Set the variable from a secret of the pipeline; plan --offline and validate need none.',
  },
  CREDENTIAL_FILE_UNREADABLE: {
    meaning: 'A client certificate or its key cannot be read.',
    next: 'Give PEM files, with paths from the policy’s folder, or PEM text in variables PATCHRING_*.',
  },
  CREDENTIAL_COMMAND_MISSING: {
    meaning: 'The command that answers for each machine cannot be started.',
    next: 'Check its path, from the policy’s folder, and that it may be executed.',
  },
  CREDENTIAL_COMMAND_FAILED: {
    meaning: 'The command that answers for each machine ended with an error.',
    next: 'Run it by hand for this machine; what it says on standard error is never shown here.',
    retryable: true,
  },
  CREDENTIAL_COMMAND_OVERDUE: {
    meaning: 'The command that answers for each machine took too long and was ended.',
    next: 'Run it by hand for this machine; it has 20 seconds.',
    retryable: true,
  },
  CREDENTIAL_ANSWER_TOO_LARGE: {
    meaning: 'The command that answers for each machine said far more than a credential.',
    next: 'Let it print { "username": …, "password": … } and nothing else on standard output.',
  },
  CREDENTIAL_ANSWER_INVALID: {
    meaning: 'The command that answers for each machine did not answer with a credential.',
    next: 'Let it print { "username": …, "password": … } as JSON and nothing else on standard output.',
  },
  POLICY_MISSING: {
    meaning: 'The policy file is not there.',
    next: 'Give its path with --policy, or write patchring.yml.',
  },
  POLICY_UNREADABLE: {
    meaning: 'The policy file could not be read.',
    next: 'Check the path, the rights and that it is UTF-8.',
  },
  POLICY_EMPTY: { meaning: 'The policy file is empty.', next: 'Begin with version: 1, name, inventory and rings.' },
  POLICY_TOO_LARGE: {
    meaning: 'The policy file is larger than any policy.',
    next: 'Check that it is the right file; machines may stand in an inventory of their own.',
  },
  POLICY_SYNTAX_INVALID: {
    meaning: 'The policy is not well-formed YAML or JSON.',
    next: 'Correct the line that is named.',
  },
  POLICY_TAB_FOUND: { meaning: 'YAML is indented with a tab.', next: 'Indent with spaces.' },
  POLICY_KEY_DUPLICATED: { meaning: 'A key stands twice in one mapping.', next: 'Keep one of them.' },
  POLICY_KEY_UNKNOWN: {
    meaning: 'A key means nothing here; nothing is ignored silently.',
    next: 'Correct the spelling or take it out.',
  },
  POLICY_VALUE_MISSING: { meaning: 'A value that has no safe default is missing.', next: 'Write it.' },
  POLICY_VALUE_INVALID: { meaning: 'A value is not one that the key can have.', next: 'Write it as the message says.' },
  POLICY_NAME_DUPLICATED: { meaning: 'Two rings have the same name.', next: 'Rename one of them.' },
  POLICY_RING_EMPTY: { meaning: 'A ring has no machine.', next: 'Correct its selector, or take the ring out.' },
  POLICY_MACHINE_UNKNOWN: {
    meaning: 'A ring names a machine that the inventory does not have.',
    next: 'Correct the name, or add the machine.',
  },
  POLICY_MACHINE_SHARED: { meaning: 'A machine is in two rings.', next: 'Narrow one of the selectors.' },
  POLICY_REST_REPEATED: { meaning: 'Two rings take the rest of the machines.', next: 'Give one of them a selector.' },
  POLICY_LIMIT_EXCEEDED: {
    meaning:
      'A ring tolerates as many failures as it may have machines out of service, so failures alone could use up the ring.',
    next: 'Raise maxUnavailable or lower maxFailures.',
  },
  POLICY_WAVES_INCOMPLETE: {
    meaning: 'The waves of a ring never reach all its machines.',
    next: 'End the list with 100%.',
  },
  POLICY_WINDOW_MISSING: {
    meaning: 'A ring may restart machines and does not say when.',
    next: 'Name a window, or write window: anytime by hand.',
  },
  POLICY_WINDOW_UNKNOWN: {
    meaning: 'A ring names a window that the policy does not have.',
    next: 'Correct the name, or add it to windows.',
  },
  POLICY_WINDOW_INVALID: {
    meaning: 'A window can never be open, never be closed, is for nobody, or stands against another one.',
    next: 'Write it as the message says.',
  },
  POLICY_WINDOW_SHORT: {
    meaning: 'A machine takes longer than its window is open, so it could never be begun.',
    next: 'Lengthen the window, or write a shorter takes.',
  },
  POLICY_BLACKOUT_INVALID: {
    meaning: 'A blackout ends before it begins.',
    next: 'Write its first day as from and its last as to.',
  },
  POLICY_FREEZE_INVALID: {
    meaning: 'A freeze freezes nobody.',
    next: 'Correct its label, or take the freeze out.',
  },
  POLICY_COVERAGE_INVALID: {
    meaning: 'Coverage is asked for where no ring comes before, or names a part twice.',
    next: 'Write it on a later ring, each of role, build and hotpatch once.',
  },
  POLICY_AGE_INVALID: {
    meaning: 'Updates are planned only at an age at which the first ring should be open already.',
    next: 'Let the first ring open later, or write a smaller minAge.',
  },
  POLICY_CALENDAR_INVALID: {
    meaning: 'Something counts from a release that nobody can detect.',
    next: 'Count from the beginning of the rollout, or from patch-tuesday.',
  },
  POLICY_ZONE_MISSING: {
    meaning: 'A window goes by the machine’s own time zone, and a machine has none.',
    next: 'Add timeZone to the machine in the inventory.',
  },
  POLICY_SECRET_FOUND: {
    meaning: 'A secret is written in the policy.',
    next: 'Change that password, and name an environment variable instead.',
  },
  POLICY_VARIABLE_REFUSED: {
    meaning: 'Only environment variables PATCHRING_* are ever expanded.',
    next: 'Rename the variable in the pipeline to PATCHRING_….',
  },
  POLICY_CREDENTIAL_INVALID: {
    meaning: 'A credential matches no machine, or a machine has no credential.',
    next: 'Correct match, or add credentials.default.',
  },
  POLICY_CREDENTIAL_UNCLEAR: {
    meaning: 'A credential does not say, in exactly one way, who logs on.',
    next: 'Write username with password, exec, certificate with key, or sso: true.',
  },
  POLICY_CONNECTION_INVALID: {
    meaning: 'Two settings of the connection exclude each other.',
    next: 'Take one of them out.',
  },
  POLICY_RUNNER_INCLUDED: {
    meaning: 'The machine that runs the rollout is in a ring: it would restart itself.',
    next: 'Take it out, and update it from elsewhere.',
  },
  POLICY_DRILL_INVALID: {
    meaning: 'A ring is to prove the undo where there is nothing to undo, nobody to show it, or no time for it.',
    next: 'Correct what it names, or take drill out of the ring.',
  },
  POLICY_HOLD_INVALID: {
    meaning: 'A hold contradicts itself or the wanted updates.',
    next: 'Correct the hold, or updates.include.',
  },
  POLICY_SOURCE_INVALID: {
    meaning: 'What the policy says about the source of updates contradicts itself.',
    next: 'Take one of the two out.',
  },
  POLICY_UPDATES_EXCLUDED: {
    meaning: 'The policy excludes every update.',
    next: 'Narrow updates.exclude: name KBs, or a longer part of a title.',
  },
  POLICY_CLUSTER_INVALID: {
    meaning: 'What is written beside the field cluster says the contrary.',
    next: 'Correct what the message names.',
  },
  POLICY_AROUND_INVALID: {
    meaning: 'A step around the work could not run as it is written.',
    next: 'Correct what the message names.',
  },
  POLICY_GROUP_INVALID: {
    meaning: 'A group has no machine, or could lose all of them.',
    next: 'Correct its machines, its order or its maxUnavailable.',
  },
  POLICY_ANALYSIS_INVALID: {
    meaning: 'The sequential test cannot tell its two rates apart, or may err as often as not.',
    next: 'Write a regression well above the baseline, and errors of a few percent.',
  },
  POLICY_GATE_INVALID: { meaning: 'A gate is named twice, or contradicts the policy.', next: 'Take one of them out.' },
  INVENTORY_MISSING: {
    meaning: 'The inventory file is not there.',
    next: 'Give its path in the policy, from the policy’s folder, or with --inventory.',
  },
  INVENTORY_UNREADABLE: {
    meaning: 'The inventory file could not be read.',
    next: 'Check the path, the rights and that it is UTF-8.',
  },
  INVENTORY_EMPTY: {
    meaning: 'The inventory has no machine.',
    next: 'Write machines: with one entry for each machine.',
  },
  INVENTORY_TOO_LARGE: {
    meaning: 'The inventory file is larger than any inventory.',
    next: 'Check that it is the right file.',
  },
  INVENTORY_SYNTAX_INVALID: { meaning: 'The inventory is not well-formed.', next: 'Correct the line that is named.' },
  INVENTORY_TAB_FOUND: { meaning: 'YAML is indented with a tab.', next: 'Indent with spaces.' },
  INVENTORY_KEY_DUPLICATED: { meaning: 'A key or a column stands twice.', next: 'Keep one of them.' },
  INVENTORY_KEY_UNKNOWN: {
    meaning: 'A key means nothing here; nothing is ignored silently.',
    next: 'Correct the spelling, or put it under labels.',
  },
  INVENTORY_VALUE_MISSING: { meaning: 'A machine lacks a value.', next: 'Write it.' },
  INVENTORY_VALUE_INVALID: {
    meaning: 'A value is not one that the key can have.',
    next: 'Write it as the message says.',
  },
  INVENTORY_MACHINE_DUPLICATED: {
    meaning: 'A machine stands twice in the inventory.',
    next: 'Keep one of the entries.',
  },
  INVENTORY_ZONE_UNKNOWN: { meaning: 'A time zone is not in the IANA list.', next: 'Write it like Europe/Berlin.' },
} as const satisfies Record<string, CodeRow>;
