import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, longestLine, neutral, neutralJson, oneLine } from '../../../src/platforms/neutral.ts';
import { hostileLines, hostileText } from '../../support/hostile.ts';
import { linesOf, readAzureCommand, readGithubCommand } from '../../support/pipeline-commands.ts';

const commandsIn = (text: string) =>
  linesOf(text).flatMap(line => [readGithubCommand(line), readAzureCommand(line)].filter(found => found !== undefined));

describe('the parsers that text is held against', () => {
  it('find the commands that are there, so that a green test means something', () => {
    for (const line of hostileLines.slice(0, 9)) expect([line, commandsIn(line)]).toEqual([line, [expect.anything()]]);
  });
});

describe('neutral', () => {
  it('leaves no command in any text, in any grammar', () => {
    fc.assert(
      fc.property(hostileText, text => {
        expect(commandsIn(neutral(text))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('leaves no command in the chosen hostile lines', () => {
    for (const line of hostileLines) expect(commandsIn(neutral(line))).toEqual([]);
  });

  it('makes one line without escape sequences, controls, bidi or invisible characters', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const line = neutral(text);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect(linesOf(line).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 60, max: 200 }), (text, limit) => {
        expect(neutral(neutral(text, limit), limit)).toBe(neutral(text, limit));
      }),
    );
  });

  it('leaves honest text as it is', () => {
    for (const line of [
      'sql01.corp.example  + ok  26100.6905 → 26100.7171  (4m12s)',
      '2026-11-14 22:00 Europe/Berlin: ring test, wave 1/3',
      'C:\\Windows\\SoftwareDistribution · 95% · KB5070881 "Sicherheitsupdate für Ümläute" 日本語',
      'std::vector and issue #12 are fine',
    ]) {
      expect(neutral(line)).toBe(line);
    }
  });

  it('says how much of an overlong line is missing', () => {
    const line = neutral(`begin${'x'.repeat(1_000_000)}`);
    expect(line.length).toBeLessThanOrEqual(longestLine);
    expect(line).toMatch(/^beginx+… \(996045 more characters\)$/);
  });
});

describe('oneLine', () => {
  it('turns breaks of every kind into a space', () => {
    expect(oneLine('a\r\nb\rc\nd\u2028e\u0085f\tg')).toBe('a b c d e f g');
  });
});

describe('neutralJson', () => {
  it('means the same and holds no command', () => {
    fc.assert(
      fc.property(fc.dictionary(hostileText, fc.array(hostileText)), value => {
        const text = neutralJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(commandsIn(text)).toEqual([]);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('escapeMarkdown', () => {
  /** Only marks that are escaped are left. */
  const bare = (text: string): string => text.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/&(?:amp|lt|gt);/g, '');

  it('leaves no mark that draws, links, mentions or breaks a table', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const left = bare(escapeMarkdown(text));
        expect(left).not.toMatch(/[\\`*_[\]<>|~#!$^{}:\n]/);
        expect(left).not.toMatch(/@(?!\u2060)/);
        expect(left).not.toMatch(/www\./i);
      }),
    );
  });

  it('reads as before once it is rendered', () => {
    fc.assert(
      fc.property(hostileText, text => {
        const rendered = escapeMarkdown(text, 10_000)
          .replace(/\\([!-/:-@[-`{-~])/g, '$1')
          .replaceAll('@\u2060', '@')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&');
        expect(rendered).toBe(oneLine(text));
      }),
    );
  });

  it('cuts what is long', () => {
    expect(escapeMarkdown('x'.repeat(1_000)).length).toBeLessThanOrEqual(500);
  });
});
