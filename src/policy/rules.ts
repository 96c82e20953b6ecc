// What shapes cannot say, as one list of rules. Nothing else names the rule files; adding a
// rule is one line in the list of its file. Every rule runs, whatever the others found: all
// faults are told at once.
import type { Fault } from './fault.ts';
import { analysisRules } from './rules/analysis.ts';
import { aroundRules } from './rules/around.ts';
import { calendarRules } from './rules/calendar.ts';
import { clusterRules } from './rules/cluster.ts';
import { connectionRules } from './rules/connection.ts';
import { coverageRules } from './rules/coverage.ts';
import { credentialRules } from './rules/credentials.ts';
import { drillRules } from './rules/drill.ts';
import { groupRules } from './rules/groups.ts';
import { knowledgeRules } from './rules/knowledge.ts';
import { machineRules } from './rules/machines.ts';
import { restartRules } from './rules/restart.ts';
import { ringRules } from './rules/rings.ts';
import type { Rule, RuleInput } from './rules/rule.ts';
import { updateRules } from './rules/updates.ts';
import { windowRules } from './rules/windows.ts';

const rules: readonly Rule[] = [
  ...machineRules,
  ...ringRules,
  ...analysisRules,
  ...groupRules,
  ...coverageRules,
  ...aroundRules,
  ...clusterRules,
  ...drillRules,
  ...windowRules,
  ...calendarRules,
  ...restartRules,
  ...connectionRules,
  ...credentialRules,
  ...updateRules,
  ...knowledgeRules,
];

/** Every fault of every rule. */
export function breachesOf(input: RuleInput): Fault[] {
  return rules.flatMap(rule => rule(input));
}
