// Floods: what a hostile machine, or our own caller, could make one of the readers and writers of the wire chew on, at any size.
// Each makes its input first, so that only the work on it is counted.

/** Makes an input of about so many bytes. @returns the work on it. */
export type Flood = (size: number) => () => unknown;

/** So many times a text as makes the size; `part` may count. */
export function fill(size: number, part: (index: number) => string): string {
  const parts: string[] = [];
  for (let length = 0, index = 0; length < size; index += 1) {
    const text = part(index);
    parts.push(text);
    length += text.length;
  }
  return parts.join('');
}

/** No limit of our own: the work has to be bounded by the input alone. */
export const open = { size: Number.POSITIVE_INFINITY };
