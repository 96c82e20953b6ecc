// What a plan brings along for a person to know: machines that could not be asked, updates that are left out. Each is told with its code,
// its machine and what to do about it; where the note has no step of its own, the catalogue of codes has one. A code that is told of
// many machines says what to do once.
import { rowOfCode } from '../knowledge/errors.ts';
import type { Failure } from '../model/failure.ts';
import type { Platform } from '../platforms/platform.ts';

export function noteText({ code, machine, message }: Failure): string {
  return `${code}: ${machine === undefined ? '' : `${machine}: `}${message}`;
}

export function logNotes(platform: Platform, notes: readonly Failure[]): void {
  for (const [index, note] of notes.entries()) {
    const { code, next = rowOfCode(code)?.next } = note;
    platform.log(noteText(note), 'warning');
    if (next !== undefined && notes[index + 1]?.code !== code) platform.log(`  next: ${next}`, 'plain');
  }
}
