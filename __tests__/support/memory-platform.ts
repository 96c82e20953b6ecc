// A platform that keeps in memory what it was told. It masks and cleans nothing: what callers hand over is what tests see.
import type { Ending, Platform, Tone, Traits } from '../../src/platforms/platform.ts';

export interface MemoryPlatform extends Platform {
  readonly lines: { readonly text: string; readonly tone: Tone }[];
  readonly secrets: string[];
  readonly annotations: { readonly kind: string; readonly message: string; readonly title: string | undefined }[];
  readonly outputs: Map<string, string>;
  readonly summaries: string[];
  readonly endings: Ending[];
}

/** @param inputs what a pipeline's user gave; undefined makes it a terminal */
export function createMemoryPlatform(
  inputs?: Readonly<Record<string, string>>,
  traits: Partial<Traits> = {},
): MemoryPlatform {
  const lines: { text: string; tone: Tone }[] = [];
  const secrets: string[] = [];
  const annotations: { kind: string; message: string; title: string | undefined }[] = [];
  const outputs = new Map<string, string>();
  const summaries: string[] = [];
  const endings: Ending[] = [];
  return {
    lines,
    secrets,
    annotations,
    outputs,
    summaries,
    endings,
    traits: {
      name: inputs === undefined ? 'terminal' : 'github',
      isPipeline: inputs !== undefined,
      redraws: false,
      isDebug: false,
      summary: inputs === undefined ? undefined : 'mermaid',
      directory: process.cwd(),
      temporary: undefined,
      runUrl: undefined,
      ...traits,
    },
    input: name => inputs?.[name] || undefined,
    secret: value => secrets.push(value),
    mask: text => text,
    log(text, tone = 'plain') {
      for (const line of [text].flat()) lines.push({ text: line, tone });
    },
    group: title => title !== undefined && lines.push({ text: title, tone: 'heading' }),
    annotate: (kind, message, title) => annotations.push({ kind, message, title }),
    output: (name, value) => outputs.set(name, value),
    summary: markdown => summaries.push(markdown),
    finish: ending => void endings.push(ending),
  };
}
