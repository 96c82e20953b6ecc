function Get-PatchringRemoval {
    <#
    .SYNOPSIS
    Reads whether packages could be taken away again: before an undo is begun, and before anything is installed.
    .DESCRIPTION
    Changes nothing and judges nothing. A part that cannot be read is $null and named in `unreadable`.
    .PARAMETER Package
    Packages whose manifests are looked at, by their full identity.
    .OUTPUTS
    One object; see src/model/undo-reading.ts, removalReadingSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter()] [ValidatePattern('^[A-Za-z0-9_.~-]{1,260}$')] [string[]] $Package = @())
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $unreadable = [System.Collections.Generic.List[string]]::new()
    $reset = $null
    try { foreach ($at in @(Get-LastBaseReset)) { $reset = $at } } catch { $unreadable.Add('last ResetBase: ' + $_.Exception.Message) }
    $resetters = $null
    try { $resetters = [string[]]@(Get-BaseResetter) } catch { $unreadable.Add('what resets the base: ' + $_.Exception.Message) }
    $permanent = $null
    try { $permanent = [string[]]@(Get-PermanentPackage -Name $Package) } catch { $unreadable.Add('manifests: ' + $_.Exception.Message) }
    [pscustomobject]@{
        lastResetBase = $reset
        resetters     = $resetters
        permanent     = $permanent
        unreadable    = $unreadable.ToArray()
    }
}
