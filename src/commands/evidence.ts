// Evidence as files below the report's folder: what a machine's logs said before it was undone. Masked like everything that goes out,
// and made harmless: no character in it repaints a terminal. Written in one go, so that virtual time cannot pass meanwhile; a disk
// that is full is a note in the journal, and never a reason to leave a machine as it is.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failureOf } from '../model/failure.ts';
import type { Evidence } from '../model/ports.ts';
import type { Platform } from '../platforms/platform.ts';

const strange = /[^A-Za-z0-9._-]+/g;
/** Control, formatting and broken characters, but for tabulators and line ends. */
const harmful = /(?![\t\n\r])\p{Cc}|\p{Cf}|\p{Cs}/gu;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A part of a path that means nothing to a file system; a name that had to be changed stays different from all others. */
function harmless(part: string): string {
  const plain = part.replaceAll(strange, '-').replace(/^\.+/, '-');
  return plain === part ? part : `${sha256(part).slice(0, 8)}-${plain}`;
}

/** Undefined where there is no folder. */
export function evidenceIn(platform: Pick<Platform, 'mask'>, directory: string | undefined): Evidence | undefined {
  if (directory === undefined) return undefined;
  return {
    put(name, text) {
      const file = name.split('/').map(harmless).join('/');
      const path = join(directory, file);
      const written = platform.mask(text.replaceAll(harmful, '\ufffd'));
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, written);
        return Promise.resolve({ ok: true, file, sha256: sha256(written) });
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        const failure = failureOf('EVIDENCE_NOT_KEPT', `${file} could not be written.`, { cause: why });
        return Promise.resolve({ ok: false, failure });
      }
    },
  };
}
