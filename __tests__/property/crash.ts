// The end of a process in the middle of its writing, as the property tests play it.
// What was written before it stands; nobody catches it but the test that has ordered it.

/** The process dies while it writes: what was written before stands. */
export class Crash extends Error {
  override readonly name = 'Crash';
}
