// PowerShell scripts are imported as text: esbuild loads them
// with `loader: text`, Vitest with the plugin in
// vitest.config.ts.
declare module '*.ps1' {
  const text: string;
  export default text;
}
