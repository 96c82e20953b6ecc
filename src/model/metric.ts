// Where a figure stands in a JSON document: names and places, joined by dots,
// and nothing else. No wildcards, no filters and no expressions, so that a
// path can be read at a glance and asks for exactly one value.
const step = /(?:^|\.)([A-Za-z_][\w-]*)|\[(\d{1,6})\]/y;

/** `data.queues[0].length` as its steps; undefined: no such path. */
export function stepsOf(path: string): readonly (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (match === null) return undefined;
    steps.push(match[1] ?? Number(match[2]));
  }
  return steps.length === 0 ? undefined : steps;
}

/** The value there; undefined: there is none. What every object has from its prototype is not there. */
export function valueAt(document: unknown, steps: readonly (string | number)[]): unknown {
  let value = document;
  for (const part of steps) {
    const fits = typeof part === 'number' ? Array.isArray(value) : typeof value === 'object' && !Array.isArray(value);
    if (!fits || value === null || !Object.hasOwn(value as object, part)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[part];
  }
  return value;
}
