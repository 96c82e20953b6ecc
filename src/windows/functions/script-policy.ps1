# What group policy says about script files: a job is one, so it is asked before a job is started, and by preflight long before.

function Get-ScriptPolicy {
    <#
    .SYNOPSIS
    Names the group policy that forbids unsigned script files, if there is one: no switch of powershell.exe overrides it.
    #>
    [CmdletBinding()]
    param()
    $policy = 'SOFTWARE\Policies\Microsoft\Windows\PowerShell'
    $enabled = Read-RegistryValue -Path $policy -Name 'EnableScripts'
    if ($null -eq $enabled) { return $null }
    if ($enabled -eq 0) { return 'scripts are turned off' }
    $name = Read-RegistryValue -Path $policy -Name 'ExecutionPolicy'
    if ($name -eq 'AllSigned' -or $name -eq 'Restricted') { return [string]$name }
    return $null
}
