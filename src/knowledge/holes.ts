// Holes: which update closes which CVE, and which are exploited. Three files are understood, as the owner saved them: our own list,
// Microsoft's security updates of a month (CVRF, JSON) and CISA's list of known exploited vulnerabilities. What is known decides only
// how soon a fix goes to the next ring and what a rollback spares, never whether a gate is asked.
import * as z from 'zod';
import { kbSchema, type Update } from '../model/update.ts';

export const cveSchema = z
  .string()
  .regex(/^CVE-\d{4}-\d{4,7}$/, 'a CVE is written with its letters, for example CVE-2025-59287');

/** An update or a hole. */
export const kbOrCveSchema = z
  .string()
  .regex(/^(?:KB\d{5,8}|CVE-\d{4}-\d{4,7})$/, 'write a KB or a CVE with its letters: KB5070893, CVE-2025-59287');

export interface Holes {
  /** KBs that close a CVE. */
  readonly fixes: ReadonlyMap<string, readonly string[]>;
  /** CVEs and KBs. */
  readonly exploited: ReadonlySet<string>;
}

export const noHoles: Holes = { fixes: new Map(), exploited: new Set() };

/** Our own list. */
export const holesFileSchema = z.strictObject({
  format: z.literal(1).describe('Version of this format: 1.'),
  cves: z.record(cveSchema, z.array(kbSchema).min(1)).default({}).describe('The KBs that close each CVE.'),
  exploited: z.array(kbOrCveSchema).default([]).describe('CVEs and KBs whose hole is exploited.'),
});

const textSchema = z.looseObject({ Value: z.string().optional() });

/** Security updates of one month, as Microsoft publishes them: only what is read here is demanded. */
export const cvrfSchema = z.looseObject({
  Vulnerability: z.array(
    z.looseObject({
      CVE: z.string(),
      Remediations: z.array(z.looseObject({ Type: z.number(), Description: textSchema.optional() })).default([]),
      Threats: z.array(z.looseObject({ Type: z.number(), Description: textSchema.optional() })).default([]),
    }),
  ),
});

/** Known exploited vulnerabilities, as CISA publishes them. */
export const kevSchema = z.looseObject({ vulnerabilities: z.array(z.looseObject({ cveID: z.string() })).min(1) });

/** Remediations of this type name the update; threats of this type say whether the hole is exploited. */
const [vendorFix, exploitStatus] = [2, 1];

/** Whether the file looks like Microsoft's, not like our own. */
export function isCvrf(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'Vulnerability');
}

export function holesInFile({ cves, exploited }: z.output<typeof holesFileSchema>): Holes {
  return { fixes: new Map(Object.entries(cves)), exploited: new Set(exploited) };
}

/** Numbers of KBs stand there without their letters; a text such as `Release Notes` is no update. */
export function holesInCvrf({ Vulnerability: all }: z.output<typeof cvrfSchema>): Holes {
  const fixes = new Map<string, readonly string[]>();
  const exploited = new Set<string>();
  for (const { CVE: cve, Remediations: remediations, Threats: threats } of all) {
    if (!cveSchema.safeParse(cve).success) continue;
    const kbs = remediations
      .filter(({ Type: type }) => type === vendorFix)
      .flatMap(({ Description: text }) => (/^\d{5,8}$/.test(text?.Value ?? '') ? [`KB${text?.Value}`] : []));
    if (kbs.length > 0) fixes.set(cve, [...new Set(kbs)]);
    if (threats.some(({ Type: type, Description: text }) => type === exploitStatus && saysExploited(text?.Value ?? '')))
      exploited.add(cve);
  }
  return { fixes, exploited };
}

/** `Publicly Disclosed:Yes;Exploited:No;…` says no: each field is read for itself. */
function saysExploited(status: string): boolean {
  return status.split(';').some(field => field.trim().toLowerCase() === 'exploited:yes');
}

export function holesInKev({ vulnerabilities }: z.output<typeof kevSchema>): Holes {
  return { fixes: new Map(), exploited: new Set(vulnerabilities.map(({ cveID }) => cveID)) };
}

export function together(all: readonly Holes[]): Holes {
  const fixes = new Map<string, readonly string[]>();
  for (const one of all)
    for (const [cve, kbs] of one.fixes) fixes.set(cve, [...new Set([...(fixes.get(cve) ?? []), ...kbs])]);
  return { fixes, exploited: new Set(all.flatMap(({ exploited }) => [...exploited])) };
}

export interface Closed {
  readonly cves: string[];
  /** Of these and of its own KBs, those whose hole is exploited; empty: none is known to be. */
  readonly exploited: string[];
}

/**
 * What an update closes: what Windows Update says of it, and what the files say.
 * @param installed KBs that the machine has: what they closed is not closed again
 */
export function closedBy(
  { kbs, cves }: Pick<Update, 'kbs' | 'cves'>,
  { fixes, exploited }: Holes,
  installed: readonly string[] = [],
): Closed {
  const named = [...fixes]
    .filter(([, by]) => by.some(kb => kbs.includes(kb)) && !by.some(kb => installed.includes(kb)))
    .map(([cve]) => cve);
  const all = [...new Set([...cves, ...named])].sort();
  return { cves: all, exploited: [...all, ...kbs].filter(name => exploited.has(name)) };
}

/** KBs and CVEs that a policy names, as KBs; a CVE that no file knows adds nothing. */
export function kbsNamed(names: readonly string[], { fixes }: Holes): string[] {
  return names.flatMap(name => (name.startsWith('CVE-') ? (fixes.get(name) ?? []) : [name]));
}
