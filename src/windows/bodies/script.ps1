function New-OwnShell {
    <#
    .SYNOPSIS
    Opens a session in which one script of the owner's is the command, as if it had been started by itself. Whoever calls disposes of
    it and of its runspace.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Path)
    $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
    $runspace.Open()
    $runspace.SessionStateProxy.SetVariable('ProgressPreference', 'SilentlyContinue')
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    [void]$shell.AddCommand($Path)
    return $shell
}

function Invoke-OwnScript {
    <#
    .SYNOPSIS
    Runs a script of the owner's and keeps the end of what it writes.
    .DESCRIPTION
    It has a session of its own, as if it had been started by itself: neither our functions nor our preferences are there. Nobody stops
    it, however long it takes. What it writes is taken away while it runs, so that no flood fills the memory.
    .PARAMETER Role
    run or detect: the file in the directory of the job.
    .PARAMETER Merged
    Keeps all that it says, errors too, and not only its objects.
    .OUTPUTS
    One object: Last (the last objects it wrote), Count (of all), ExitCode, Failure (the error that ended it, or '').
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string] $Role,
        [Parameter(Mandatory = $true)] [string[]] $Script,
        [Parameter()] [switch] $Merged
    )
    $path = [System.IO.Path]::Combine($Directory, $Role + '.ps1')
    if ($Script -notcontains ($Role + '|' + (Get-FileDigest -Path $path))) {
        Stop-Patchring -Code 'SCRIPT_CHANGED' -Message ('{0} is not the script that was planned.' -f $path)
    }
    $shell = New-OwnShell -Path $path
    $runspace = $shell.Runspace
    try {
        if ($Merged) { $shell.Commands.Commands[0].MergeMyResults('All', 'Output') }
        $said = [pscustomobject]@{ Last = [System.Collections.Generic.Queue[object]]::new(); Count = 0L; ExitCode = 0; Failure = '' }
        $nothing = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $nothing.Complete()
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke($nothing, $output)
        for ($turn = 0; -not $running.AsyncWaitHandle.WaitOne(250); $turn++) {
            Add-OwnOutput -Said $said -Output $output
            if ($turn % 20 -eq 0) { Write-SignOfLife -Directory $Directory -Percent $null -Note ('the owner''s script runs ({0})' -f $Role) }
        }
        try { [void]$shell.EndInvoke($running) }
        catch { $said.Failure = [string](Get-InnermostException -Exception $_.Exception).Message }
        Add-OwnOutput -Said $said -Output $output
        $code = $runspace.SessionStateProxy.GetVariable('LASTEXITCODE')
        if ($null -ne $code) { $said.ExitCode = [long]$code }
        return $said
    }
    finally {
        $shell.Dispose()
        $runspace.Dispose()
    }
}

function Add-OwnOutput {
    <#
    .SYNOPSIS
    Takes what has been written since, and forgets all but the last hundred.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [psobject] $Said,
        [Parameter()] [object] $Output
    )
    foreach ($one in $Output.ReadAll()) {
        $Said.Count++
        $Said.Last.Enqueue($one)
        if ($Said.Last.Count -gt 100) { [void]$Said.Last.Dequeue() }
    }
}

function Get-OwnNote {
    <#
    .SYNOPSIS
    Gives the end of what a script wrote as one line without control characters, at most 2000 characters.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [psobject] $Said)
    $lines = @($Said.Last | ForEach-Object { [string]$_ } | Where-Object { $_ -ne '' })
    if ($Said.Failure -ne '') { $lines += 'error: ' + $Said.Failure }
    $text = [regex]::Replace(($lines -join ' / '), '[\p{C}\p{Zl}\p{Zp}]+', ' ').Trim()
    if ($text.Length -gt 2000) { return '...' + $text.Substring($text.Length - 1997) }
    return $text
}

function Invoke-OwnChange {
    <#
    .SYNOPSIS
    Runs the script that changes the machine, and tells what came of it.
    .DESCRIPTION
    3010 and 1641 ask for a restart and are no failure; Windows may ask for one as well.
    .OUTPUTS
    One object: Why it has failed ('' where it has not), Note, NeedsRestart.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string[]] $Script
    )
    $said = Invoke-OwnScript -Directory $Directory -Role 'run' -Script $Script -Merged
    $why = ''
    if ($said.Failure -ne '') { $why = 'it ended with an error' }
    elseif (0, 3010, 1641 -notcontains $said.ExitCode) { $why = 'its exit code is {0}' -f $said.ExitCode }
    $needsRestart = (3010, 1641 -contains $said.ExitCode) -or @(Get-BlockingRestart).Length -gt 0
    [pscustomobject]@{ Why = $why; Note = (Get-OwnNote -Said $said); NeedsRestart = $needsRestart }
}

function Invoke-PatchringDetect {
    <#
    .SYNOPSIS
    Asks the owner's detect script whether its payload is installed. Runs in a job.
    .DESCRIPTION
    The answer is one boolean, or one object with installed (boolean) and nothing but version (text) beside it. Anything else is
    SCRIPT_DETECT_INVALID: a guess here would install twice, or never.
    .OUTPUTS
    One object; see src/model/reading.ts, detectResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string[]] $Script
    )
    $code = 'SCRIPT_DETECT_INVALID'
    $said = Invoke-OwnScript -Directory $Directory -Role 'detect' -Script $Script
    if ($said.Failure -ne '') { Stop-Patchring -Code $code -Message ('detect ended with an error: ' + (Get-OwnNote -Said $said)) }
    if ($said.Count -ne 1) { Stop-Patchring -Code $code -Message ('detect wrote {0} objects, and one is wanted.' -f $said.Count) }
    $answer = $said.Last.Peek()
    if ($answer -is [bool]) { return [pscustomobject]@{ installed = [bool]$answer; version = $null } }
    $fields = @{}
    if ($answer -is [System.Collections.IDictionary]) { foreach ($name in @($answer.Keys)) { $fields[[string]$name] = $answer[$name] } }
    elseif ($answer -is [System.Management.Automation.PSCustomObject]) { foreach ($one in $answer.PSObject.Properties) { $fields[$one.Name] = $one.Value } }
    $strange = @($fields.Keys | Where-Object { 'installed', 'version' -notcontains $_ })
    $version = $fields['version']
    if ($version -is [version]) { $version = $version.ToString() }
    $isVersion = $null -eq $version -or ($version -is [string] -and $version.Length -le 200)
    if ($strange.Length -gt 0 -or $fields['installed'] -isnot [bool] -or -not $isVersion) {
        Stop-Patchring -Code $code -Message 'detect answered neither $true nor $false nor an object of installed (boolean) and version (text).'
    }
    if ($null -ne $version) { $version = [regex]::Replace($version, '[\p{C}\p{Zl}\p{Zp}]+', ' ') }
    [pscustomobject]@{ installed = [bool]$fields['installed']; version = $version }
}

function Invoke-PatchringScript {
    <#
    .SYNOPSIS
    Runs the owner's script that installs, and asks detect what came of it. Runs in a job.
    .DESCRIPTION
    Refused while a restart is pending. Where a restart is needed first, detect is asked after it, by another job. Never restarts.
    .OUTPUTS
    One object; see src/model/reading.ts, installResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string] $Update,
        [Parameter(Mandatory = $true)] [string[]] $Script
    )
    Confirm-NoRestartPending
    $done = Invoke-OwnChange -Directory $Directory -Script $Script
    $id, $revision = $Update.Split('@')
    $item = [ordered]@{ updateId = $id; revision = [int]$revision; kbs = [string[]]@(); outcome = 'installed'; hresult = 0L; note = $done.Note }
    if ($done.Why -ne '') { $item['code'] = 'SCRIPT_FAILED'; $item['note'] = $done.Why + ': ' + $done.Note }
    elseif (-not $done.NeedsRestart -and -not (Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) { $item['code'] = 'SCRIPT_NOT_DETECTED' }
    if ($item.Contains('code')) { $item['outcome'] = 'failed' }
    [pscustomobject]@{ updates = [object[]]@([pscustomobject]$item); needsRestart = $done.NeedsRestart; packagesBefore = [string[]]@() }
}

function Invoke-PatchringRemoval {
    <#
    .SYNOPSIS
    Runs the owner's script that takes away, where detect finds something to take away. Runs in a job.
    .DESCRIPTION
    Where a restart is needed first, detect is asked after it, by another job. Never restarts.
    .OUTPUTS
    One object; see src/model/reading.ts, uninstallResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string] $Update,
        [Parameter(Mandatory = $true)] [string[]] $Script
    )
    $removed = [string[]]@()
    $kept = [object[]]@()
    $needsRestart = $false
    if ((Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) {
        $done = Invoke-OwnChange -Directory $Directory -Script $Script
        $needsRestart = $done.NeedsRestart
        $why = ''
        if ($done.Why -ne '') { $why = 'the uninstall script failed, ' + $done.Why + ': ' + $done.Note }
        elseif (-not $needsRestart -and (Invoke-PatchringDetect -Directory $Directory -Script $Script).installed) { $why = 'detect still finds it after the uninstall script' }
        if ($why -eq '') { $removed = [string[]]@($Update) }
        else { $kept = [object[]]@([pscustomobject]@{ package = $Update; reason = $why; hresult = 0L }) }
    }
    [pscustomobject]@{ removed = $removed; kept = $kept; needsRestart = $needsRestart }
}
