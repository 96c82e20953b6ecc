// The closing line of a test run: `N passed, N failed, N skipped`, as the last line of the process, after coverage and all else.
// Nothing that went wrong may hide from it: a module that does not load, a hook that throws, an error outside any test and a test
// that never ended each count as failed. Every skip is named with its reason, so that a run which proves less than it seems says so.
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestRunEndReason } from 'vitest/node';

export default class ClosingLine implements Reporter {
  private line = '0 passed, 0 failed, 0 skipped';

  onInit(): void {
    process.once('exit', () => process.stdout.write(`${this.line}\n`));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[], _reason: TestRunEndReason): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      count.failed += module.errors().length;
      for (const suite of module.children.allSuites()) {
        count.failed += suite.errors().length;
        // Skipped with a list of cases that is empty without its counterpart: nothing below would tell of it.
        if (suite.children.size > 0 || suite.errors().length > 0) continue;
        count.skipped += 1;
        process.stdout.write(`skipped: ${suite.fullName}\n`);
      }
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === 'pending' ? 'failed' : state] += 1;
        if (state === 'skipped') process.stdout.write(`skipped: ${nameAndReason(test)}\n`);
      }
    }
    this.line = `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`;
  }
}

function nameAndReason(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note === undefined ? test.fullName : `${test.fullName}: ${note}`;
}
