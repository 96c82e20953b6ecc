function Get-PatchringShadow {
    <#
    .SYNOPSIS
    Reads when the system drive was last copied by a shadow copy that is still there, and which VSS writers have failed.
    .DESCRIPTION
    Changes nothing. A part that cannot be read is $null and named in `unreadable`. Listing the writers can take a minute.
    .OUTPUTS
    One object; see src/model/undo-reading.ts, shadowReadingSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $unreadable = [System.Collections.Generic.List[string]]::new()
    $latest = $null
    try { foreach ($at in @(Get-LastShadowCopy)) { $latest = $at } } catch { $unreadable.Add('shadow copies: ' + $_.Exception.Message) }
    $failed = $null
    try { $failed = [string[]]@(Get-FailedWriter) } catch { $unreadable.Add('writers: ' + $_.Exception.Message) }
    [pscustomobject]@{
        latest        = $latest
        failedWriters = $failed
        unreadable    = $unreadable.ToArray()
    }
}
