// Stands in for vitest where a bench uses support that tests use, too: outside a test there is no time limit to set and nobody to tell.
// The bundler puts it in (run.mjs). What a bench must know it checks itself.
export const vi = { setConfig: (): void => {} };
export const expect = (): never => {
  throw new Error('a bench expects nothing: it prints figures');
};
export const onTestFinished = (): void => {};
