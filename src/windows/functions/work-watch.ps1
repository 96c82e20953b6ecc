# Calls of the update agent that return only when they are done: every search, and downloads and installations where the agent does not
# work in the background. They block the job, so somebody stands beside it in a session of its own and looks every few seconds. A sign of
# life is left only when something has moved that the agent or servicing alone moves: what hangs falls silent, and is said to.

function Read-AgentPulse {
    <#
    .SYNOPSIS
    Touch: what moves only while the update agent works: the processor time of the process that holds it, its store and its logs, as one text.
    #>
    [CmdletBinding()]
    param()
    $words = @()
    try {
        foreach ($row in Read-CimRow -Query "SELECT ProcessId FROM Win32_Service WHERE Name = 'wuauserv' AND ProcessId <> 0") {
            $process = [System.Diagnostics.Process]::GetProcessById([int]$row.ProcessId)
            $words += '{0}:{1}' -f $process.Id, $process.TotalProcessorTime.Ticks
            $process.Dispose()
        }
    }
    # It may have ended between the two looks.
    catch { $words += 'wuauserv' }
    foreach ($path in 'SoftwareDistribution\ReportingEvents.log', 'SoftwareDistribution\DataStore\DataStore.edb', 'SoftwareDistribution\DataStore\Logs\edb.log') {
        $file = [System.IO.FileInfo]::new([System.IO.Path]::Combine($env:SystemRoot, $path))
        if ($file.Exists) { $words += '{0}:{1}' -f $file.Length, $file.LastWriteTimeUtc.Ticks }
    }
    return $words -join ' '
}

function Wait-WatchEnd {
    <#
    .SYNOPSIS
    Touch: waits for the end of the work, so long at most; tells whether it has come.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Threading.ManualResetEventSlim] $End,
        [Parameter(Mandatory = $true)] [int] $Milliseconds
    )
    return $End.Wait($Milliseconds)
}

function Watch-Work {
    <#
    .SYNOPSIS
    Leaves a sign of life whenever something has moved, until the work has ended. Runs in a session of its own.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
        [Parameter(Mandatory = $true)] [string] $Note,
        [Parameter(Mandatory = $true)] [System.Threading.ManualResetEventSlim] $End
    )
    $seen = (Read-AgentPulse) + ' ' + (Read-ServicingPulse)
    while (-not (Wait-WatchEnd -End $End -Milliseconds 5000)) {
        $pulse = (Read-AgentPulse) + ' ' + (Read-ServicingPulse)
        if ($pulse -eq $seen) { continue }
        $seen = $pulse
        Write-SignOfLife -Directory $Directory -Percent $Percent -Note $Note
    }
}

function Start-WorkWatch {
    <#
    .SYNOPSIS
    Begins to watch work that is about to block. While it is watched nobody else writes the progress of the job.
    .OUTPUTS
    An object for Stop-WorkWatch; $null where nobody can watch, which is no reason to leave the work alone.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
        [Parameter(Mandatory = $true)] [string] $Note
    )
    try {
        $state = [initialsessionstate]::CreateDefault2()
        $names = 'Watch-Work', 'Wait-WatchEnd', 'Read-AgentPulse', 'Read-ServicingPulse', 'Read-CimRow', 'Write-SignOfLife', 'Write-JobProgress', 'Write-JobFile', 'Wait-Moment'
        foreach ($name in $names) {
            $text = $PSCmdlet.InvokeCommand.GetCommand($name, 'Function').Definition
            $state.Commands.Add([System.Management.Automation.Runspaces.SessionStateFunctionEntry]::new($name, $text))
        }
        $runspace = [runspacefactory]::CreateRunspace($state)
        $runspace.Open()
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace
        $end = [System.Threading.ManualResetEventSlim]::new()
        [void]$shell.AddCommand('Watch-Work').AddParameters(@{ Directory = $Directory; Percent = $Percent; Note = $Note; End = $end })
        return [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke(); End = $end }
    }
    catch { $PSCmdlet.WriteWarning('Nobody watches the work: ' + $_.Exception.Message) }
}

function Stop-WorkWatch {
    <#
    .SYNOPSIS
    Ends a watch and waits for it: whoever comes next writes the progress alone.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [AllowNull()] [object] $Watch)
    if ($null -eq $Watch) { return }
    $Watch.End.Set()
    try { [void]$Watch.Shell.EndInvoke($Watch.Handle) }
    catch { $PSCmdlet.WriteWarning('The watch has ended badly: ' + $_.Exception.Message) }
    $Watch.Shell.Runspace.Dispose()
    $Watch.Shell.Dispose()
    $Watch.End.Dispose()
}
