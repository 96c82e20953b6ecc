// A real browser for what people look at: Debian's Chromium, driven by playwright-core, with a profile of its own that is thrown away.
// Whatever the page says on its console, every error and every request that it makes are kept: a report makes none.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const executable = '/usr/bin/chromium';

export const missing = existsSync(executable) ? undefined : 'chromium (apt-get install chromium)';

export interface Opened {
  readonly page: Page;
  /** Console messages above `log`, errors that nobody caught, and requests other than for the page itself. */
  readonly complaints: readonly string[];
}

export interface Browser {
  open(file: string, look: { readonly width: number; readonly scheme: 'light' | 'dark' }): Promise<Opened>;
  close(): Promise<void>;
}

export async function startBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'patchring-chromium-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    async open(file, { width, scheme }) {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', message => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', error => complaints.push(String(error)));
      page.on('request', request => {
        if (request.url() !== `file://${file}`) complaints.push(`request: ${request.url()}`);
      });
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`file://${file}`);
      return { page, complaints };
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
