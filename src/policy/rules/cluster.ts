// Rules of failover clusters: what is written beside `cluster: drain` must not say the contrary. A drain refuses a node whose cluster is
// not whole, whatever a gate makes of it: a gate that only observes promises what does not happen.
// Who is a node is known only when the machines are asked: nothing here can tell.
import { fault, type Rule } from './rule.ts';

const observedOnly: Rule = ({ policy }) =>
  policy.cluster === 'ignore'
    ? []
    : policy.gates.before.flatMap(({ gate, severity }, at) => {
        if (gate !== 'cluster' || severity !== 'observe') return [];
        const message =
          'the gate cluster only observes, and cluster: drain refuses what it finds: write cluster: ignore, or another severity';
        return [fault('POLICY_CLUSTER_INVALID', ['gates', 'before', at, 'severity'], message)];
      });

export const clusterRules: readonly Rule[] = [observedOnly];
