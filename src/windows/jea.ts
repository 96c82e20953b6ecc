// What is installed on a machine that takes no scripts: our functions as a module that can be signed, which of them may be called, and a
// session configuration in which nothing else can be done (facts: winrm 2.6). Texts only, ASCII; the module is the very text that is
// sent elsewhere, so that its functions, and the jobs that they write, are the same. A job gets the text of the whole module.
import { operations } from './machine.ts';
import { probe } from './operations/probe.ts';
import { functionTexts, scriptVersion } from './script.ts';

/** Name of module, role and session configuration: what a policy says as `connection.configuration`. */
export const jeaName = 'patchring';

const moduleId = '5b0d0a5e-7c1c-4f0b-9a53-0a3a9c6e2b71';
const roleId = '0d8f7a8b-2a4b-4f4e-8b0c-5d1f6c7e9a12';
const sessionId = 'c3a1e6d4-93f2-4b75-8a6e-1f2b7d4c8e93';

/** What may be called there: what we call, and nothing else. Scripts of the owner's are no matter of this session configuration. */
export const jeaCommands: readonly string[] = operations
  .filter(({ command }) => command !== probe.command)
  .map(({ command }) => command);

/** A text of PowerShell, quoted so that nothing in it means anything. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const list = jeaCommands.map(command => `        ${quoted(command)}`).join(',\n');

function manifest(): string {
  return `@{
    RootModule        = 'patchring.psm1'
    ModuleVersion     = '${scriptVersion}.0.0'
    GUID              = '${moduleId}'
    Author            = 'patchring'
    Description       = 'Functions of an update rollout, for a session configuration that takes no scripts.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @(
${list}
    )
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
`;
}

function role(): string {
  return `@{
    GUID             = '${roleId}'
    Author           = 'patchring'
    Description      = 'May look at updates, install and undo them in jobs, and restart. May run nothing else.'
    ModulesToImport  = '${jeaName}'
    VisibleFunctions = @(
${list}
    )
}
`;
}

function session(group: string): string {
  return `@{
    SchemaVersion       = '2.0.0.0'
    GUID                = '${sessionId}'
    Author              = 'patchring'
    Description         = 'Update rollouts: typed calls of the functions of the module patchring, and nothing else.'
    SessionType         = 'RestrictedRemoteServer'
    LanguageMode        = 'NoLanguage'
    ExecutionPolicy     = 'RemoteSigned'
    RunAsVirtualAccount = $true
    RoleDefinitions     = @{ ${quoted(group)} = @{ RoleCapabilities = '${jeaName}' } }
}
`;
}

/** Path below the folder that the user chose, and text. @param group whose members may connect, e.g. `CORP\\patchring`. */
export function jeaFiles(group: string): ReadonlyMap<string, string> {
  const head = `# patchring: functions of an update rollout, script version ${scriptVersion}.\n`;
  return new Map([
    [`${jeaName}/${jeaName}.psm1`, head + functionTexts.join('\n')],
    [`${jeaName}/${jeaName}.psd1`, manifest()],
    [`${jeaName}/RoleCapabilities/${jeaName}.psrc`, role()],
    [`${jeaName}.pssc`, session(group)],
  ]);
}

/** How it comes to a machine, in five lines: to be run there by an administrator, in the folder with these files. */
export function jeaSetUp(group: string): readonly string[] {
  return [
    `Get-ChildItem ${jeaName} -Recurse -Include *.psm1, *.psd1, *.psrc | Set-AuthenticodeSignature -Certificate $yours   # where signing is asked for`,
    `Copy-Item ${jeaName} "$env:ProgramFiles\\WindowsPowerShell\\Modules" -Recurse -Force`,
    `Register-PSSessionConfiguration -Name ${jeaName} -Path .\\${jeaName}.pssc -Force   # restarts WinRM`,
    `# put the account of the rollout into the group ${group}, and nobody else`,
    `# write "configuration: ${jeaName}" under "connection:" in the policy, then: patchring preflight`,
  ];
}
