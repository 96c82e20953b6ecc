# Downloading and installing while somebody watches: the agent works in the background, and every few seconds in which something has
# moved (its percent, the bytes of a download, servicing itself) we leave a sign of life: our own loop proves nothing.
# One that cannot be written is no reason to leave an installation alone: nothing here throws but the agent itself.

function Start-UpdateWork {
    <#
    .SYNOPSIS
    Touch: begins a download, or with -Final an installation, in the background.
    .DESCRIPTION
    The agent wants objects to call back and does without: a collection has nothing that it could call.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Worker,
        [Parameter()] [switch] $Final
    )
    $deaf = New-UpdateCollection
    if ($Final) { return $Worker.BeginInstall($deaf, $deaf, $null) }
    return $Worker.BeginDownload($deaf, $deaf, $null)
}

function Complete-UpdateWork {
    <#
    .SYNOPSIS
    Touch: gives the result of work that has ended.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Worker,
        [Parameter(Mandatory = $true)] [object] $Job,
        [Parameter()] [switch] $Final
    )
    try {
        if ($Final) { return $Worker.EndInstall($Job) }
        return $Worker.EndDownload($Job)
    }
    finally { $Job.CleanUp() }
}

function Read-WorkProgress {
    <#
    .SYNOPSIS
    Touch: how far work in the background is.
    .OUTPUTS
    An object with Percent (from 0 to 100; 0 where the agent does not say) and Bytes (what has come of a download, as text).
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Job)
    $told = [pscustomobject]@{ Percent = 0.0; Bytes = '' }
    try {
        $progress = $Job.GetProgress()
        $told.Percent = [System.Math]::Max(0, [System.Math]::Min(100, [double]$progress.PercentComplete))
        $told.Bytes = [string]$progress.TotalBytesDownloaded
    }
    catch { $PSCmdlet.WriteVerbose('The agent does not say all of it: ' + $_.Exception.Message) }
    return $told
}

function Write-SignOfLife {
    <#
    .SYNOPSIS
    Leaves progress where it can be left.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
        [Parameter(Mandatory = $true)] [string] $Note
    )
    if ($null -ne $Percent) { $Percent = [System.Math]::Round($Percent, 1) }
    try { Write-JobProgress -Directory $Directory -Percent $Percent -Note $Note }
    catch { $PSCmdlet.WriteWarning('No progress was written: ' + $_.Exception.Message) }
}

function Invoke-UpdateWork {
    <#
    .SYNOPSIS
    Downloads, or with -Final installs, what the worker holds, and tells how far it is, as percent between From and To.
    .DESCRIPTION
    Where the agent does not begin in the background it has begun nothing, and is asked to do it while we wait.
    .OUTPUTS
    The result object of the agent.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [object] $Worker,
        [Parameter(Mandatory = $true)] [double] $From,
        [Parameter(Mandatory = $true)] [double] $To,
        [Parameter(Mandatory = $true)] [string] $Note,
        [Parameter()] [switch] $Final
    )
    Write-SignOfLife -Directory $Directory -Percent $From -Note $Note
    $job = $null
    try { $job = Start-UpdateWork -Worker $Worker -Final:$Final }
    catch { $PSCmdlet.WriteWarning('The agent does not work in the background: ' + $_.Exception.Message) }
    if ($null -eq $job) {
        $watch = Start-WorkWatch -Directory $Directory -Percent $From -Note $Note
        try {
            if ($Final) { return $Worker.Install() }
            return $Worker.Download()
        }
        finally { Stop-WorkWatch -Watch $watch }
    }
    $seen = ''
    while (-not $job.IsCompleted) {
        $told = Read-WorkProgress -Job $job
        $pulse = '{0} {1} {2}' -f $told.Percent, $told.Bytes, (Read-ServicingPulse)
        if ($pulse -ne $seen) { Write-SignOfLife -Directory $Directory -Percent ($From + ($To - $From) * $told.Percent / 100) -Note $Note }
        $seen = $pulse
        Wait-Moment -Milliseconds 5000
    }
    return Complete-UpdateWork -Worker $Worker -Job $job -Final:$Final
}
