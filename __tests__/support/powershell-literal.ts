// Test data as PowerShell source: strings in single quotes, objects as case-insensitive hashtables, dates as UTC. For tests alone:
// the product never makes PowerShell of values.

/** One value as a PowerShell expression. */
export function toPowerShell(value: unknown): string {
  if (value === null || value === undefined) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (value instanceof Date) return `([datetime]::Parse('${value.toISOString()}').ToUniversalTime())`;
  if (Array.isArray(value))
    return `@(${value.map(item => (Array.isArray(item) ? `,${toPowerShell(item)}` : toPowerShell(item))).join(', ')})`;
  const pairs = Object.entries(value as object).map(([name, item]) => `${toPowerShell(name)} = ${toPowerShell(item)}`);
  return `@{ ${pairs.join('; ')} }`;
}
