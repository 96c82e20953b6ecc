// The JUnit file against a real XML parser: well-formed whatever machines are called, every machine and every gate a case, and the sums
// those of the cases.
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { junitFile, junitOf } from '../../../src/report/junit.ts';
import type { Summary } from '../../../src/report/summary.ts';
import { summaryOfStory, withHostileTexts } from '../../support/summaries.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

/** Throws where the text is not well-formed. */
function parse(text: string): Element {
  const top: Element = { name: '', attributes: {}, children: [] };
  const open = [top];
  const parser = new SaxesParser();
  parser.on('error', error => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    const element = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  const [root] = top.children;
  if (root === undefined) throw new Error('no element');
  return root;
}

const casesOf = (root: Element): readonly Element[] => root.children.flatMap(({ children }) => children);
const kindsOf = (cases: readonly Element[]) => cases.flatMap(({ children }) => children.map(({ name }) => name));

describe('the JUnit file', () => {
  let summary: Summary;
  let root: Element;
  beforeAll(async () => {
    summary = await summaryOfStory('bad-update');
    root = parse(junitOf(summary));
  });

  it('has a name that PublishTestResults finds by default', () => {
    expect(junitFile).toMatch(/^TEST-.+\.xml$/);
  });

  it('has one suite a ring, in the order of the plan', () => {
    expect(root.name).toBe('testsuites');
    expect(root.children.map(({ name, attributes }) => `${name} ${attributes.name}`)).toEqual([
      'testsuite test',
      'testsuite pilot',
      'testsuite production',
    ]);
  });

  it('has one case for each machine and one for each gate on each machine', () => {
    const gates = summary.machines.flatMap(({ gates: { before, after } }) => [...before, ...after]);
    expect(gates.length).toBeGreaterThan(20);
    expect(casesOf(root)).toHaveLength(summary.machines.length + gates.length);
    const names = casesOf(root).map(({ attributes }) => attributes.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('counts what it holds, in each suite and in all', () => {
    for (const suite of [...root.children, root]) {
      const kinds = kindsOf(suite === root ? casesOf(root) : suite.children);
      const of = (kind: string) => String(kinds.filter(name => name === kind).length);
      expect(suite.attributes).toMatchObject({ failures: of('failure'), errors: of('error'), skipped: of('skipped') });
    }
  });

  it('is red for the gate that failed, for no gate that only observes, and skips whom nobody touched', () => {
    const caseNamed = (name: string) => casesOf(root).find(({ attributes }) => attributes.name === name);
    const hit = summary.machines.find(({ gates }) => gates.after.some(({ verdict }) => verdict === 'fail'));
    expect(caseNamed(`${hit?.name}: services, after`)?.children[0]).toMatchObject({
      name: 'failure',
      attributes: { message: expect.stringContaining('DHCPServer') },
    });
    expect(caseNamed(`${hit?.name}: events, after`)?.children[0]?.name).toBe('skipped');
    expect(caseNamed(`${hit?.name}: update`)?.children[0]?.name).toBe('failure');
    const untouched = summary.machines.find(({ phase }) => phase === 'pending');
    expect(caseNamed(`${untouched?.name}: update`)?.children[0]?.name).toBe('skipped');
  });

  it('passes nothing that was not measured', () => {
    const [machine] = summary.machines;
    const gates = (['inconclusive', 'error'] as const).map(verdict => ({
      gate: verdict,
      severity: 'hard' as const,
      verdict,
      reason: 'no answer',
      measured: {},
      strikes: 0,
    }));
    const machines = machine === undefined ? [] : [{ ...machine, gates: { before: [], after: gates } }];
    const cases = casesOf(parse(junitOf({ ...summary, machines })));
    expect(cases.slice(1).map(({ children }) => children[0]?.name)).toEqual(['skipped', 'error']);
  });

  it('stays whole and keeps its cases whatever machines and gates say', () => {
    const said = withHostileTexts(summary);
    const hostile = parse(junitOf(said));
    expect(casesOf(hostile)).toHaveLength(casesOf(root).length + said.services.length - summary.services.length);
    const names = new Set(casesOf(hostile).flatMap(({ children }) => children.map(({ name }) => name)));
    expect([...names].sort()).toEqual(['failure', 'skipped']);
    expect(/[\p{Cc}\p{Cf}\p{Cs}](?<!\n)/u.exec(junitOf(withHostileTexts(summary)))?.[0]).toBeUndefined();
  });
});
