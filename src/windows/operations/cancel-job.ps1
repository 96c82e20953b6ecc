function Stop-PatchringJob {
    <#
    .SYNOPSIS
    Takes back a job that has not begun: its task and its directory.
    .DESCRIPTION
    Safe to repeat. Whoever makes the mark that the job has begun decides: when it is this function, the job can never begin; when it
    is the job, it is left alone, for nothing here ever stops an install. A result says so before anything is deleted, so that a
    crash in between leaves a job that was cancelled and not one that is lost.
    .OUTPUTS
    One object: outcome = cancelled, absent or begun (it runs, or it has ended).
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
        Unregister-JobTask -Key $Key
        return [pscustomobject]@{ outcome = 'absent' }
    }
    Confirm-SecureDirectory -Path $directory
    $mark = Lock-Job -Directory $directory
    if ($null -eq $mark) { return [pscustomobject]@{ outcome = 'begun' } }
    try {
        $failure = [pscustomobject]@{ hresult = 0L; message = 'Taken back before it had begun.'; code = 'JOB_CANCELLED' }
        $status = [pscustomobject]@{ state = 'failed'; failure = $failure }
        Write-JobFile -Path ([System.IO.Path]::Combine($directory, 'result.xml')) -Value ([pscustomobject]@{ Schema = 1; Status = $status })
    }
    finally { $mark.Dispose() }
    Unregister-JobTask -Key $Key
    Remove-JobDirectory -Root $root -Directory $directory
    [pscustomobject]@{ outcome = 'cancelled' }
}
