// README's figures are what `simulate` prints today: same seed, same figures, so that only a change of the engine, of the corpus or of the
// defaults can change them. `PATCHRING_GOLDEN=write` writes them anew; without it a difference is a failure, never an update.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callCommand } from '../support/command-calls.ts';
import { root } from '../support/house.ts';

const file = join(root, 'README.md');

function blockIn(text: string, name: string): string {
  return new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)<!-- /${name} -->`).exec(text)?.[1] ?? '';
}

describe("README's figures", () => {
  it.each([
    ['incidents', ['--incident', 'all']],
    ['rollouts', ['--rollouts', '10000']],
  ])('of %s are what simulate prints', { timeout: 300_000 }, async (name, argv) => {
    const { outcome } = await callCommand(['simulate', ...argv], { directory: root });
    const lines = [outcome?.line ?? '', ...(outcome?.details ?? [])];
    const wanted = `\n\`\`\`text\n$ patchring simulate ${argv.join(' ')}\n${lines.join('\n')}\n\`\`\`\n\n`;
    const present = readFileSync(file, 'utf8');
    const found = blockIn(present, name);
    if (process.env.PATCHRING_GOLDEN === 'write')
      writeFileSync(
        file,
        present.replace(`<!-- ${name} -->\n${found}`, () => `<!-- ${name} -->\n${wanted}`),
      );
    else expect(found).toBe(wanted);
    expect(lines.length).toBeGreaterThan(8);
  });
});
