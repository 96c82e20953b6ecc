function Get-PatchringJob {
    <#
    .SYNOPSIS
    Tells how a job stands, with its result when it has one.
    .DESCRIPTION
    Changes nothing. absent: no such key. queued: not begun yet. running: its process lives. lost: its process is gone and left no
    result. failed: it ended with an error. finished: it ended with a result.
    .OUTPUTS
    One object; see src/model/job.ts, jobStatusSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $root = Open-JobRoot
    if ($null -eq $root) { return [pscustomobject]@{ state = 'absent' } }
    $directory = [System.IO.Path]::Combine($root, $Key)
    if (-not [System.IO.Directory]::Exists($directory)) { return [pscustomobject]@{ state = 'absent' } }
    Confirm-SecureDirectory -Path $directory
    Get-JobStatus -Directory $directory -Key $Key
}
