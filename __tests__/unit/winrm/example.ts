// The example of src/winrm/index.ts as code that compiles and runs; example.test.ts holds the two against each other.
import { type connect as Connect, type ProgressRecord, toPlain, WinrmError } from '../../../src/winrm/index.ts';

type Console = Pick<typeof globalThis.console, 'log' | 'error'>;

export async function example(connect: typeof Connect, console: Console): Promise<void> {
  const session = connect({
    endpoint: { transport: 'https', host: 'sql01.corp.example' },
    credentials: { username: 'CORP\\svc_patch', password: () => process.env.PATCHRING_PASSWORD ?? '' },
  });
  try {
    const [system] = await session.readCim({
      namespace: 'root/cimv2',
      className: 'Win32_OperatingSystem',
      properties: { LastBootUpTime: 'date', BuildNumber: 'number' },
    });
    console.log('on build', system?.BuildNumber, 'since', system?.LastBootUpTime);

    const pool = await session.openPool();
    const onProgress = ({ activity, percent }: ProgressRecord): void => console.log(activity, percent);
    const call = { command: 'Get-HotFix', parameters: { Id: ['KB5066835'] } };
    const { output } = await pool.invoke(call, { timeout: 60_000, onProgress });
    console.log(output.map(toPlain));
  } catch (error) {
    if (!(error instanceof WinrmError)) throw error;
    console.error(error.code, error.message, error.help);
  } finally {
    await session.close();
  }
}
