// Codes of what a policy knows of updates, and of the files that it names for it: rows of the update trains, lists of exploited holes, which update closes which
// hole. All faults of a file are told at once, with their places, and nothing is done with a file that has one.
// The owner saved these files; nothing is fetched.
import type { CodeRow } from './row.ts';

export const dataCodes = {
  POLICY_CVE_UNMAPPED: {
    meaning: 'The policy names a CVE, and no file says which update closes it.',
    next: 'Name the KB, or name the file of that month under cves.',
  },
  POLICY_FAST_TRACK_INVALID: {
    meaning: 'The fast track has no reason, no soak or no machine that goes first.',
    next: 'Write it as the message says, or take it out.',
  },
  DATA_MISSING: {
    meaning: 'A data file that the policy names is not there.',
    next: 'Give its path from the policy’s folder, or take the field out.',
  },
  DATA_UNREADABLE: {
    meaning: 'A data file could not be read.',
    next: 'Check the path, the rights and that it is UTF-8.',
  },
  DATA_EMPTY: { meaning: 'A data file is empty.', next: 'Save it again from its source.' },
  DATA_TOO_LARGE: { meaning: 'A data file is larger than any of its kind.', next: 'Check that it is the right file.' },
  DATA_SYNTAX_INVALID: {
    meaning: 'A data file is not well-formed YAML or JSON.',
    next: 'Correct the line that is named.',
  },
  DATA_TAB_FOUND: { meaning: 'YAML is indented with a tab.', next: 'Indent with spaces.' },
  DATA_KEY_DUPLICATED: { meaning: 'A key stands twice in one mapping of a data file.', next: 'Keep one of them.' },
  DATA_KEY_UNKNOWN: {
    meaning: 'A key means nothing in this data file; nothing is ignored silently.',
    next: 'Correct the spelling or take it out.',
  },
  DATA_VALUE_MISSING: { meaning: 'A data file lacks a value.', next: 'Write it.' },
  DATA_VALUE_INVALID: {
    meaning: 'A value in a data file is not one that the key can have, or contradicts another one.',
    next: 'Write it as the message says.',
  },
  SCRIPT_MISSING: {
    meaning: 'A script that the policy names is not there.',
    next: 'Give its path from the policy’s folder.',
  },
  SCRIPT_UNREADABLE: {
    meaning: 'A script that the policy names is no text that Windows PowerShell 5.1 reads right.',
    next: 'Save it as ASCII, or as UTF-8 with a byte order mark.',
  },
  SCRIPT_EMPTY: { meaning: 'A script that the policy names is empty.', next: 'Write it, or name another file.' },
  SCRIPT_TOO_LARGE: {
    meaning: 'A script that the policy names is larger than 256 KiB.',
    next: 'Let the script fetch what is large, and check its hash there.',
  },
} as const satisfies Record<string, CodeRow>;
