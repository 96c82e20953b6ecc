// What an update's title tells. Titles are localised, so only what no translation touches is read: the build in
// brackets, and names of products. A title never decides alone that an update is safe (facts: windows-servicing
// 1.12).
import type { Update } from '../model/update.ts';

/** A Windows build as in 26100.6905. */
export interface Build {
  readonly build: number;
  readonly ubr: number;
}

const buildInTitle = /(?:\(|OS Build )(\d{5})\.(\d{1,6})\)/g;

/** The build that the title promises, as in `… (KB5066835) (26100.6899)`; undefined when it names none, or several. */
export function buildOfTitle(title: string): Build | undefined {
  const builds = [...title.matchAll(buildInTitle)];
  const [first] = builds;
  return first === undefined || builds.length > 1 ? undefined : { build: Number(first[1]), ubr: Number(first[2]) };
}

/** `26100.6905` */
export function formatBuild({ build, ubr }: Build): string {
  return `${build}.${ubr}`;
}

const otherSoftware =
  /\.NET|SQL Server|Exchange Server|SharePoint|Microsoft (365|Office)|Visual Studio|Defender|Malicious Software Removal/i;

/** Whether the update services Windows itself. In doubt it does: the rules for Windows are the stricter ones. */
export function isForWindows(update: Pick<Update, 'title'>): boolean {
  return buildOfTitle(update.title) !== undefined || !otherSoftware.test(update.title);
}
