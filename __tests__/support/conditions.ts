// What decides whether a job runs, evaluated: GitHub's `if:` and `environment:` with GitHub's own evaluator, a condition of an Azure stage
// with the few functions that the examples use, written after Microsoft's reference of expressions. Names of functions and words are
// compared without regard to case on both platforms.
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** The value of an expression, with or without `${{ }}` around it. */
export function githubValue(text: string, contexts: Readonly<Record<string, unknown>>): string {
  const expression = text.trim().replace(/^\$\{\{([\s\S]*)\}\}$/, '$1');
  const { tokens } = new Lexer(expression).lex();
  const tree = new Parser(tokens, Object.keys(contexts), []).parse();
  const values = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(tree, values).evaluate().coerceString();
}

type Outputs = (stage: string, key: string) => string;

/** @param outputs what a stage before it set, by `JOB.STEP.OUTPUT`; empty where it set nothing */
export function azureCondition(text: string, outputs: Outputs): boolean {
  const tokens = text.match(/'(?:[^']|'')*'|[\w.]+|[(),[\]]/g) ?? [];
  let at = 0;
  const next = (): string => {
    at += 1;
    return tokens[at - 1] ?? '';
  };
  function value(): string | boolean {
    const token = next();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (tokens[at] === '[') {
      next();
      const key = next().slice(1, -1);
      next();
      return outputs(/^dependencies\.(\w+)\.outputs$/.exec(token)?.[1] ?? '', key);
    }
    if (tokens[at] !== '(') throw new Error(`${token} is no value of a condition`);
    next();
    const values: (string | boolean)[] = [];
    while (tokens[at] !== ')') {
      values.push(value());
      if (tokens[at] === ',') next();
    }
    next();
    return call(token, values);
  }
  return value() === true;
}

function call(name: string, values: readonly (string | boolean)[]): boolean {
  const [one = '', other = ''] = values.map(value => String(value).toLowerCase());
  switch (name.toLowerCase()) {
    case 'and':
      return values.every(value => value === true);
    case 'not':
      return values[0] !== true;
    case 'eq':
      return one === other;
    case 'contains':
      return one.includes(other);
    case 'succeeded':
      return true; // whoever asks looks at the stages before it himself
    default:
      throw new Error(`${name} is a function that is not known here`);
  }
}
