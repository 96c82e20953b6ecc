function Wait-OwnShell {
    <#
    .SYNOPSIS
    Runs the script of a session until it ends or is late, and gives what it did.
    .DESCRIPTION
    What is late is told to stop and waited for a little; what does not even stop is left alone with its session, which ends with ours.
    .OUTPUTS
    One object: Said (Last, Count, Failure), Ended (done, failed or overdue), ExitCode, IsLeft.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [powershell] $Shell,
        [Parameter(Mandatory = $true)] [int] $Seconds
    )
    $said = [pscustomobject]@{ Last = [System.Collections.Generic.Queue[object]]::new(); Count = 0L; Failure = '' }
    $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $nothing.Complete()
    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $running = $Shell.BeginInvoke($nothing, $output)
    while (-not $running.AsyncWaitHandle.WaitOne(100) -and $watch.Elapsed.TotalSeconds -lt $Seconds) { Add-OwnOutput -Said $said -Output $output }
    $ended = 'overdue'
    $isLeft = $false
    if ($running.IsCompleted) {
        $ended = 'done'
        try { [void]$Shell.EndInvoke($running) }
        catch { $ended = 'failed'; $said.Failure = [string](Get-InnermostException -Exception $_.Exception).Message }
    }
    else { $isLeft = -not $Shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(5000) }
    Add-OwnOutput -Said $said -Output $output
    # What went wrong without ending it is worth a line, and decides nothing.
    if ($said.Failure -eq '' -and $Shell.Streams.Error.Count -gt 0) { $said.Failure = [string]$Shell.Streams.Error[-1] }
    $code = $null
    if (-not $isLeft) { $code = $Shell.Runspace.SessionStateProxy.GetVariable('LASTEXITCODE') }
    if ($null -ne $code) { $code = [long]$code }
    return [pscustomobject]@{ Said = $said; Ended = $ended; ExitCode = $code; IsLeft = $isLeft; Took = [long]$watch.ElapsedMilliseconds }
}

function Get-LastText {
    <#
    .SYNOPSIS
    Gives the last object that a script wrote as text of at most 4096 characters; $null where it wrote nothing.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [psobject] $Said)
    if ($Said.Last.Count -eq 0) { return $null }
    $text = [string]$Said.Last.ToArray()[-1]
    if ($text.Length -gt 4096) { return $text.Substring(0, 4096) }
    return $text
}

function Invoke-PatchringProbe {
    <#
    .SYNOPSIS
    Runs a script of the owner's that looks at this machine, and gives what it wrote last and how it ended.
    .DESCRIPTION
    The script is a file in a folder that only administrators and SYSTEM may open, checked there by its digest, run by its name in a
    session of its own, and deleted whatever happens. It has the rights of this session. Throws JOB_SCRIPT_REFUSED where these
    functions are installed, JOB_SCRIPTS_FORBIDDEN where group policy runs no such files, PROBE_SCRIPT_CHANGED where the file is another.
    .PARAMETER Sha256
    Digest of the text in UTF-8, 64 hexadecimal digits.
    .PARAMETER Text
    The script, byte for byte; a mark at its beginning is part of it.
    .PARAMETER Seconds
    How long it may take.
    .OUTPUTS
    One object; see src/model/reading.ts, scriptReadingSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [ValidatePattern('^[0-9a-f]{64}$')] [string] $Sha256,
        [Parameter(Mandatory = $true)] [string] $Text,
        [Parameter(Mandatory = $true)] [ValidateRange(1, 60)] [int] $Seconds
    )
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    if ($null -ne $MyInvocation.MyCommand.Module) { Stop-Patchring -Code 'JOB_SCRIPT_REFUSED' -Message 'Only the functions of the installed module run here.' }
    $forbidden = Get-ScriptPolicy
    if ($null -ne $forbidden) { Stop-Patchring -Code 'JOB_SCRIPTS_FORBIDDEN' -Message ('Group policy forbids unsigned scripts: ' + $forbidden + '.') }
    $root = Open-JobRoot -Create
    $folder = [System.IO.Path]::Combine($root, '.probe-' + [guid]::NewGuid().ToString('N'))
    New-SecureDirectory -Path $folder
    $shell = $null
    $result = $null
    try {
        Confirm-SecureDirectory -Path $folder
        $path = [System.IO.Path]::Combine($folder, 'probe.ps1')
        [System.IO.File]::WriteAllText($path, $Text, [System.Text.UTF8Encoding]::new($false))
        if ((Get-FileDigest -Path $path) -ne $Sha256) { Stop-Patchring -Code 'PROBE_SCRIPT_CHANGED' -Message ('{0} is not the script that was planned.' -f $path) }
        # As the task of a job is told: a setting of the machine that forbids script files gives way, group policy does not.
        [System.Environment]::SetEnvironmentVariable('PSExecutionPolicyPreference', 'RemoteSigned', 'Process')
        $shell = New-OwnShell -Path $path
        $result = Wait-OwnShell -Shell $shell -Seconds $Seconds
        [pscustomobject]@{ ended = $result.Ended; exitCode = $result.ExitCode; last = (Get-LastText -Said $result.Said); note = (Get-OwnNote -Said $result.Said); took = $result.Took }
    }
    finally {
        # Disposing of what does not stop would wait for it for ever.
        if ($null -ne $shell -and ($null -eq $result -or -not $result.IsLeft)) { $shell.Runspace.Dispose(); $shell.Dispose() }
        Remove-JobDirectory -Root $root -Directory $folder
    }
}
