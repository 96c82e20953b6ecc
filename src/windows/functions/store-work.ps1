# Changing the component store while somebody watches. DISM's commands return when all is done, an hour later at times: they run in a
# session of their own inside the job, and we look at them every few seconds. A sign of life is left only when something has moved that
# servicing alone moves, so that it proves more than that our own loop turns: what hangs falls silent, and is said to.

function Start-StoreWork {
    <#
    .SYNOPSIS
    Begins one command in a session of its own inside this process.
    .OUTPUTS
    An object with Shell and Handle, for Read-StorePercent and Complete-StoreWork.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Command,
        [Parameter(Mandatory = $true)] [hashtable] $Parameters
    )
    $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
    $runspace.Open()
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    [void]$shell.AddCommand($Command).AddParameters($Parameters)
    return [pscustomobject]@{ Shell = $shell; Handle = $shell.BeginInvoke() }
}

function Read-StorePercent {
    <#
    .SYNOPSIS
    How far the command says it is, from 0 to 100; 0 where it does not say.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Work)
    $records = @($Work.Shell.Streams.Progress)
    if ($records.Length -eq 0) { return 0 }
    return [System.Math]::Max(0, [System.Math]::Min(100, $records[-1].PercentComplete))
}

function Complete-StoreWork {
    <#
    .SYNOPSIS
    Gives what the command has written; throws what it failed with.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Work)
    try {
        $output = $Work.Shell.EndInvoke($Work.Handle)
        if ($Work.Shell.Streams.Error.Count -gt 0) { throw $Work.Shell.Streams.Error[0] }
        return $output
    }
    finally {
        $Work.Shell.Runspace.Dispose()
        $Work.Shell.Dispose()
    }
}

function Read-ServicingPulse {
    <#
    .SYNOPSIS
    Touch: what moves only while servicing works: the processor time of its processes and the lengths of its logs, as one text.
    #>
    [CmdletBinding()]
    param()
    $words = @()
    foreach ($name in 'TiWorker', 'TrustedInstaller', 'DismHost') {
        foreach ($process in [System.Diagnostics.Process]::GetProcessesByName($name)) {
            # It may have ended between the two looks.
            try { $words += '{0}:{1}' -f $process.Id, $process.TotalProcessorTime.Ticks } catch { $words += $name }
            $process.Dispose()
        }
    }
    foreach ($log in 'CBS\CBS.log', 'DISM\dism.log') {
        $file = [System.IO.FileInfo]::new([System.IO.Path]::Combine($env:SystemRoot, 'Logs', $log))
        if ($file.Exists) { $words += [string]$file.Length }
    }
    return $words -join ' '
}

function Invoke-StoreWork {
    <#
    .SYNOPSIS
    Runs one command on the component store, and tells how far it is, as percent between From and To.
    .OUTPUTS
    What the command has written.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Command,
        [Parameter(Mandatory = $true)] [hashtable] $Parameters,
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [double] $From,
        [Parameter(Mandatory = $true)] [double] $To,
        [Parameter(Mandatory = $true)] [string] $Note
    )
    Write-SignOfLife -Directory $Directory -Percent $From -Note $Note
    $seen = '0 ' + (Read-ServicingPulse)
    $work = Start-StoreWork -Command $Command -Parameters $Parameters
    for ($turn = 1; -not $work.Handle.IsCompleted; $turn++) {
        Wait-Moment -Milliseconds 250
        if ($turn % 20 -ne 0) { continue }
        $percent = Read-StorePercent -Work $work
        $pulse = [string]$percent + ' ' + (Read-ServicingPulse)
        if ($pulse -eq $seen) { continue }
        $seen = $pulse
        Write-SignOfLife -Directory $Directory -Percent ($From + ($To - $From) * $percent / 100) -Note $Note
    }
    return Complete-StoreWork -Work $work
}
