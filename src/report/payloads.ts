// A notice as those who read it want it: plain JSON, an Adaptive Card for Teams (a workflow's webhook takes it as the attachment of a
// message), blocks for Slack. Untrusted text goes only where nothing is read as markup: runs of text in Teams, `plain_text` in Slack;
// so no machine can mention anybody, draw a link or forge a line. Sizes are held below what the three accept (28 KB, 3,000 a block).
import type { NoticeFormat } from '../policy/notify.ts';
import type { Notice } from './notice.ts';

/** Makes a piece of untrusted text harmless: one line, no secret, nothing invisible. */
export type Clean = (text: string) => string;

const longestText = 600;
const mostLines = 8;

const colours: Readonly<Partial<Record<Notice['on'], 'good' | 'warning' | 'attention'>>> = {
  'ring-passed': 'good',
  succeeded: 'good',
  held: 'warning',
  'awaiting-approval': 'warning',
  cancelled: 'warning',
  'rolling-back': 'attention',
  'rolled-back': 'attention',
  halted: 'attention',
  failed: 'attention',
};

interface Told {
  readonly title: string;
  readonly lines: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
}

function toldOf({ title, why, next, policy, rollout, ring, machines }: Notice, clean: Clean): Told {
  const short = (text: string): string => {
    const line = clean(text);
    return line.length <= longestText ? line : `${line.slice(0, longestText - 1).replace(/[\ud800-\udbff]$/, '')}…`;
  };
  const { all, updated, hit, untouched } = machines;
  return {
    title: short(title),
    lines: [...why, ...next].slice(0, mostLines).map(short),
    facts: [
      ['Policy', short(policy)],
      ['Rollout', short(rollout)],
      ...(ring === null ? [] : [['Ring', short(ring)] as const]),
      ['Machines', `${updated} of ${all} updated, ${hit} hit, ${untouched} never touched`],
    ],
  };
}

/** What a hook or a webhook of one's own reads. `version` is that of this shape. */
function plainOf(notice: Notice, clean: Clean): object {
  const { id, on, at, policy, rollout, ring, machines, run } = notice;
  const { title } = toldOf(notice, clean);
  const [why, next] = [notice.why, notice.next].map(lines => lines.map(line => clean(line)));
  return { version: 1, id, on, at: new Date(at).toISOString(), policy, rollout, ring, title, why, next, machines, run };
}

function teamsOf(notice: Notice, clean: Clean): object {
  const { title, lines, facts } = toldOf(notice, clean);
  const run = (text: string, more: object = {}): object => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...more }],
  });
  const colour = colours[notice.on];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      run(title, { weight: 'Bolder', size: 'Medium', ...(colour === undefined ? {} : { color: colour }) }),
      ...lines.map(line => run(line)),
      ...facts.map(([name, value]) => run(`${name}: ${value}`, { isSubtle: true })),
    ],
    ...(notice.run === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: 'Open the run', url: notice.run }] }),
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function slackOf(notice: Notice, clean: Clean): object {
  const { title, lines, facts } = toldOf(notice, clean);
  const plain = (text: string): object => ({ type: 'plain_text', text, emoji: false });
  const section = (text: string): object => ({ type: 'section', text: plain(text) });
  const button = { type: 'button', text: plain('Open the run'), url: notice.run };
  return {
    // Shown in notifications, and read as markup: no untrusted text.
    text: `patchring: ${notice.on}`,
    blocks: [
      section(title),
      ...lines.map(section),
      { type: 'context', elements: facts.map(([name, value]) => plain(`${name}: ${value}`)) },
      ...(notice.run === null ? [] : [{ type: 'actions', elements: [button] }]),
    ],
  };
}

const shapes = { json: plainOf, teams: teamsOf, slack: slackOf } as const;

/** The body to send, as JSON text. */
export function payloadOf(format: NoticeFormat, notice: Notice, clean: Clean): string {
  return JSON.stringify(shapes[format](notice, clean));
}
