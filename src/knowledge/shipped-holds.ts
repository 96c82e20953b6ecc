// The holds that ship: updates with a known regression, for the machines it hits. One row each, with its source
// beside it. A row goes when nobody can be offered the update any more; until then it costs nothing. Policies add
// their own.
import type { Hold } from './hold.ts';

const leavesTrain = 'it takes enrolled machines off the Hotpatch train until the next baseline';
const leak = 'LSASS leaks memory on domain controllers until it crashes and the machine restarts';
const loop = 'domain controllers restart in a loop, Hyper-V does not start, ReFS volumes are lost';
const lsass = 'LSASS may crash at start-up on domain controllers, in a loop of restarts';
const upgrade = 'an optional upgrade to Windows Server 2025 bears this KB number';

export const shippedHolds: readonly Hold[] = [
  // Support pages of KB5070881 and KB5070893, October 2025 (facts: windows-servicing 2.1). The row has no expiry: an old image that is
  // put back into service is offered the same updates again.
  {
    kb: 'KB5070881',
    when: { hotpatch: 'enrolled', product: 'windows-server-2025' },
    use: 'KB5070893',
    reason: leavesTrain,
  },
  {
    kb: 'KB5070884',
    when: { hotpatch: 'enrolled', product: 'windows-server-2022' },
    use: 'KB5070892',
    reason: leavesTrain,
  },
  // Out-of-band fixes of 19 April 2026 (facts: windows-servicing 2.2 case 2). The cumulative fix would take an enrolled machine off the
  // train, and the hotpatch fix lies on top of the faulty baseline: an enrolled domain controller waits.
  {
    kb: 'KB5082063',
    when: { hotpatch: 'notEnrolled', product: 'windows-server-2025', role: 'domain-controller' },
    use: 'KB5091157',
    reason: lsass,
  },
  {
    kb: 'KB5082063',
    when: { hotpatch: 'enrolled', product: 'windows-server-2025', role: 'domain-controller' },
    reason: lsass,
  },
  {
    kb: 'KB5082142',
    when: { hotpatch: 'notEnrolled', product: 'windows-server-2022', role: 'domain-controller' },
    use: 'KB5091575',
    reason: lsass,
  },
  {
    kb: 'KB5082142',
    when: { hotpatch: 'enrolled', product: 'windows-server-2022', role: 'domain-controller' },
    reason: lsass,
  },
  // The Cluster service stops again and again and its nodes are quarantined, July 2025; mended on 12 August (facts: rollout 0).
  {
    kb: 'KB5062557',
    when: { product: 'windows-server-2019', role: 'cluster' },
    use: 'KB5063877',
    reason: 'the Cluster service stops again and again, and nodes are quarantined',
  },
  // Offered and installed again and again, November 2025 (facts: windows-servicing 2.2 case 6).
  {
    kb: 'KB5068966',
    when: { hotpatch: 'enrolled', product: 'windows-server-2025' },
    use: 'KB5072753',
    reason: 'it is offered and installed again and again',
  },
  // March 2024 (facts: windows-servicing 2.2 case 11). The fixes came to the Catalog only; the next month's update has them.
  {
    kb: 'KB5035857',
    when: { product: 'windows-server-2022', role: 'domain-controller' },
    reason: leak,
  },
  { kb: 'KB5035849', when: { product: 'windows-server-2019', role: 'domain-controller' }, reason: leak },
  { kb: 'KB5035855', when: { product: 'windows-server-2016', role: 'domain-controller' }, reason: leak },
  // January 2022 (facts: windows-servicing 2.2 case 13); the next month's update has the fixes.
  { kb: 'KB5009555', when: { product: 'windows-server-2022', role: 'domain-controller' }, reason: loop },
  { kb: 'KB5009555', when: { product: 'windows-server-2022', role: 'hyper-v' }, reason: loop },
  { kb: 'KB5009557', when: { product: 'windows-server-2019', role: 'domain-controller' }, reason: loop },
  { kb: 'KB5009557', when: { product: 'windows-server-2019', role: 'hyper-v' }, reason: loop },
  // A feature upgrade that third-party tools took for a security update, November 2024 (facts: rollout 0). On Windows Server 2025 itself
  // the number is an ordinary cumulative update.
  { kb: 'KB5044284', when: { product: 'windows-server-2019' }, reason: upgrade },
  { kb: 'KB5044284', when: { product: 'windows-server-2022' }, reason: upgrade },
  // Installs only while somebody is logged on, and is offered again for ever (facts: windows-servicing 2.2 case 16).
  { kb: 'KB5007651', when: {}, reason: 'it installs only while somebody is logged on, and is offered again and again' },
];
