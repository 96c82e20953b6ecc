function Get-PatchringBoot {
    <#
    .SYNOPSIS
    Reads which boot the machine is on, whether servicing has settled, and which signals ask for a restart.
    .DESCRIPTION
    Changes nothing. A restart is over when BootId is another one and IsServicing is false: component servicing is idle, the logon
    screen has come and the services of this boot have started. WinRM answers long before that.
    .OUTPUTS
    One object: bootId, bootedAt, isServicing, pendingRestart.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $boot = Get-BootIdentity
    [pscustomobject]@{
        bootId         = $boot.Id
        bootedAt       = $boot.At.ToString('o')
        isServicing    = [bool](Test-Servicing) -or [bool](Test-BootStart -BootedAt $boot.At)
        pendingRestart = [string[]]@(Get-PendingRestart)
    }
}
