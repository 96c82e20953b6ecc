function Remove-PatchringJob {
    <#
    .SYNOPSIS
    Forgets a job that has ended: its task and its directory.
    .DESCRIPTION
    Safe to repeat. A job that is queued or running is left alone: nothing here ever stops an install.
    .OUTPUTS
    One object: outcome = removed, absent or running.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key)
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $root = Open-JobRoot
    $directory = ''
    if ($null -ne $root) { $directory = [System.IO.Path]::Combine($root, $Key) }
    if ($directory -eq '' -or -not [System.IO.Directory]::Exists($directory)) {
        # A removal that was cut short may have left the task.
        Unregister-JobTask -Key $Key
        return [pscustomobject]@{ outcome = 'absent' }
    }
    Confirm-SecureDirectory -Path $directory
    $state = (Get-JobStatus -Directory $directory -Key $Key).state
    if ($state -eq 'queued' -or $state -eq 'running') { return [pscustomobject]@{ outcome = 'running' } }
    # A job that has just written its result still closes its files.
    for ($attempt = 1; [System.IO.File]::Exists([System.IO.Path]::Combine($directory, 'started')) -and (Test-JobAlive -Directory $directory); $attempt++) {
        if ($attempt -ge 25) { return [pscustomobject]@{ outcome = 'running' } }
        Wait-Moment -Milliseconds 200
    }
    Unregister-JobTask -Key $Key
    Remove-JobDirectory -Root $root -Directory $directory
    [pscustomobject]@{ outcome = 'removed' }
}
