import { describe, expect, it } from 'vitest';
import {
  closedBy,
  cvrfSchema,
  holesFileSchema,
  holesInCvrf,
  holesInFile,
  holesInKev,
  isCvrf,
  kbsNamed,
  kevSchema,
  together,
} from '../../../src/knowledge/holes.ts';

const wsus = 'CVE-2025-59287';
/** A month as Microsoft publishes it, shortened to one of each kind of row. */
const october = {
  DocumentTitle: { Value: 'October 2025 Security Updates' },
  Vulnerability: [
    {
      CVE: wsus,
      Title: { Value: 'Windows Server Update Service (WSUS) Remote Code Execution Vulnerability' },
      Threats: [
        { Type: 0, Description: { Value: 'Remote Code Execution' } },
        {
          Type: 1,
          Description: { Value: 'Publicly Disclosed:No;Exploited:Yes;Latest Software Release:Exploitation Detected' },
        },
      ],
      Remediations: [
        {
          Type: 2,
          SubType: 'Security Update',
          Description: { Value: '5070881' },
          FixedBuild: '10.0.26100.6905',
          ProductID: ['12437'],
        },
        {
          Type: 2,
          SubType: 'Security Update',
          Description: { Value: '5070893' },
          FixedBuild: '10.0.26100.6905',
          ProductID: ['12437'],
        },
        { Type: 2, SubType: 'Security Update', Description: { Value: 'Release Notes' }, ProductID: ['1'] },
        { Type: 5, SubType: '5070881', ProductID: ['12437'] },
        { Type: 6, Description: { Value: '5070999' }, ProductID: ['1'] },
      ],
    },
    {
      CVE: 'CVE-2025-24990',
      Threats: [
        {
          Type: 1,
          Description: { Value: 'Publicly Disclosed:Yes;Exploited:No;Latest Software Release:Exploitation Unlikely' },
        },
      ],
      Remediations: [{ Type: 2, Description: { Value: '5066835' } }],
    },
    { CVE: 'ADV990001' },
  ],
};

describe('Microsoft’s security updates of a month', () => {
  const { fixes, exploited } = holesInCvrf(cvrfSchema.parse(october));

  it('say by vendor fixes alone which KBs close a CVE', () => {
    expect([...fixes]).toEqual([
      [wsus, ['KB5070881', 'KB5070893']],
      ['CVE-2025-24990', ['KB5066835']],
    ]);
  });

  it('say what is exploited, field by field: disclosed is not exploited', () => {
    expect([...exploited]).toEqual([wsus]);
  });

  it('are told from our own list by their shape', () => {
    expect([isCvrf(october), isCvrf({ format: 1, cves: {} }), isCvrf([]), isCvrf(null)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('CISA’s list', () => {
  it('names exploited holes, and no fixes', () => {
    const list = { catalogVersion: '2025.10.24', vulnerabilities: [{ cveID: wsus, vendorProject: 'Microsoft' }] };
    const { fixes, exploited } = holesInKev(kevSchema.parse(list));
    expect([fixes.size, [...exploited]]).toEqual([0, [wsus]]);
  });

  it('is refused when it has nothing in it', () => {
    expect(kevSchema.safeParse({ vulnerabilities: [] }).success).toBe(false);
  });
});

describe('what an update closes', () => {
  const holes = together([
    holesInFile(holesFileSchema.parse({ format: 1, cves: { [wsus]: ['KB5070893'], 'CVE-2025-1111': ['KB5070893'] } })),
    holesInCvrf(cvrfSchema.parse(october)),
    { fixes: new Map(), exploited: new Set(['KB5066835']) },
  ]);

  it('is what Windows Update says of it and what the files say, once each', () => {
    const closed = closedBy({ kbs: ['KB5070893'], cves: [wsus, 'CVE-2025-0001'] }, holes);
    expect(closed).toEqual({ cves: ['CVE-2025-0001', 'CVE-2025-1111', wsus], exploited: [wsus] });
  });

  it('is exploited by its own number, too', () => {
    expect(closedBy({ kbs: ['KB5066835'], cves: [] }, holes).exploited).toEqual(['KB5066835']);
    expect(closedBy({ kbs: ['KB5999999'], cves: [] }, holes)).toEqual({ cves: [], exploited: [] });
  });

  it('lets a CVE be named in place of its KBs, of all files together', () => {
    expect(kbsNamed([wsus, 'KB5000001', 'CVE-2000-0001'], holes)).toEqual(['KB5070893', 'KB5070881', 'KB5000001']);
  });
});
