# Draining and resuming this machine as a node of its failover cluster. A drain that has paused the node leaves a mark in the directory of
# its job, before it pauses: whatever happens, the mark says whose pause it is. A node that a person has paused is never resumed.

function Get-DrainObstacle {
    <#
    .SYNOPSIS
    Says why this node must not be drained now: Code and Detail. Nothing where it may be.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Own, [Parameter(Mandatory = $true)] [bool] $IsOurs)
    $name = [string]$Own.Name
    # 0 up, 1 down, 2 paused, 3 joining.
    if ([int]$Own.State -eq 2 -and -not $IsOurs) { return [pscustomobject]@{ Code = 'CLUSTER_NODE_PAUSED'; Detail = 'node ' + $name + ' was paused before' } }
    if ([int]$Own.State -ne 0 -and [int]$Own.State -ne 2) { return [pscustomobject]@{ Code = 'CLUSTER_NODE_DOWN'; Detail = 'node ' + $name + ' is in state ' + $Own.State } }
    $away = foreach ($node in Read-ClusterNode) { if ([string]$node.Name -ne $name -and [int]$node.State -ne 0) { [string]$node.Name + ' (state ' + $node.State + ')' } }
    if (@($away).Length -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_NODES_DOWN'; Detail = 'not up: ' + (@($away) -join ', ') } }
    $quorum = Get-ClusterQuorumState
    if (-not $quorum.Survives) { return [pscustomobject]@{ Code = 'CLUSTER_QUORUM_AT_RISK'; Detail = [string]$quorum.Remaining + ' of ' + $quorum.Total + ' votes would remain' } }
    $under = Measure-StorageJob
    if ($under -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_STORAGE_BUSY'; Detail = [string]$under + ' repairs of storage are under way' } }
    $sick = foreach ($disk in Read-VirtualDisk) { if ([int]$disk.HealthStatus -ne 0) { [string]$disk.FriendlyName } }
    if (@($sick).Length -gt 0) { return [pscustomobject]@{ Code = 'CLUSTER_STORAGE_BUSY'; Detail = 'not healthy: ' + (@($sick) -join ', ') } }
}

function New-DrainReading {
    <#
    .SYNOPSIS
    Makes the result of a drain.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Outcome,
        [Parameter()] [object] $Code = $null,
        [Parameter()] [string] $Detail = '',
        [Parameter()] [AllowEmptyCollection()] [string[]] $Stayed = @()
    )
    [pscustomobject]@{ outcome = $Outcome; code = $Code; detail = $Detail; stayed = $Stayed }
}

function Get-DrainMark {
    <#
    .SYNOPSIS
    Gives the file that says that a drain has paused the node.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Directory)
    return [System.IO.Path]::Combine($Directory, 'paused.xml')
}

function Test-OwnPause {
    <#
    .SYNOPSIS
    Tells whether one of these drains has paused the node. Their directories lie beside that of the job.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowNull()] [string[]] $Drain
    )
    $root = [System.IO.Path]::GetDirectoryName($Directory)
    foreach ($key in $Drain) {
        if ($key -cnotmatch '^[A-Za-z0-9-]{1,100}$') { continue }
        if ([System.IO.File]::Exists((Get-DrainMark -Directory ([System.IO.Path]::Combine($root, $key))))) { return $true }
    }
    return $false
}

function Invoke-PatchringDrain {
    <#
    .SYNOPSIS
    Pauses this node and moves its roles to others, and waits until they have gone. Runs in a job.
    .DESCRIPTION
    Refuses while the cluster could not lose this node: another one is not up, the quorum would go, storage is not whole. Nothing is
    forced: a role that does not move is named, and the node stays paused until it is resumed.
    .OUTPUTS
    One object; see src/model/reading.ts, drainResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [AllowNull()] [string[]] $After
    )
    $state = Read-ClusterState
    if ($state -le 1) { return New-DrainReading -Outcome 'noMember' }
    if ($state -ne 19) { return New-DrainReading -Outcome 'refused' -Code 'CLUSTER_NODE_DOWN' -Detail 'the cluster service does not run here' }
    $own = Get-OwnNode
    $obstacle = Get-DrainObstacle -Own $own -IsOurs (Test-OwnPause -Directory $Directory -Drain $After)
    if ($null -ne $obstacle) { return New-DrainReading -Outcome 'refused' -Code $obstacle.Code -Detail $obstacle.Detail }
    $name = [string]$own.Name
    Write-JobFile -Path (Get-DrainMark -Directory $Directory) -Value ([pscustomobject]@{ Node = $name; At = [datetime]::UtcNow.ToString('o') })
    # 1: drain, and never by force.
    Invoke-NodeMethod -Node $name -Method 'Pause' -Argument @{ DrainType = [uint32]1 }
    # For an hour at least, five seconds at a time.
    for ($turn = 0; ; $turn++) {
        $node = Get-OwnNode
        $left = [string[]]@(Get-RemainingGroup -Node $name)
        if ([int]$node.State -eq 2 -and [int]$node.NodeDrainStatus -ne 1 -and $left.Length -eq 0) { return New-DrainReading -Outcome 'drained' }
        if ([int]$node.State -eq 2 -and [int]$node.NodeDrainStatus -eq 3) { return New-DrainReading -Outcome 'stuck' -Detail ('the cluster says that the drain failed; left: ' + ($left -join ', ')) -Stayed $left }
        # Between the call and its effect it is still up; later somebody has taken the pause back.
        if ([int]$node.State -ne 2 -and $turn -ge 12) { return New-DrainReading -Outcome 'stuck' -Detail ('node ' + $name + ' is in state ' + $node.State + ' and not paused') -Stayed $left }
        if ($turn -ge 720) { return New-DrainReading -Outcome 'stuck' -Detail ('after an hour left: ' + ($left -join ', ')) -Stayed $left }
        Write-JobProgress -Directory $Directory -Percent $null -Note ('draining: ' + $left.Length + ' roles to move')
        Wait-Moment -Milliseconds 5000
    }
}

function Invoke-PatchringResume {
    <#
    .SYNOPSIS
    Has this node take roles again, and waits until it is up in its cluster. Runs in a job.
    .DESCRIPTION
    Waits for the cluster service first: after a restart the node joins before it can be resumed. A node that is paused and bears no mark
    of ours stays as it is. Roles come back as each group's own failback says.
    .OUTPUTS
    One object; see src/model/reading.ts, resumeResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string[]] $Drain
    )
    $isOurs = Test-OwnPause -Directory $Directory -Drain $Drain
    $said = ''
    # For twenty minutes at least, five seconds at a time.
    for ($turn = 0; ; $turn++) {
        try {
            if ((Read-ClusterState) -le 1) { return [pscustomobject]@{ outcome = 'resumed'; detail = 'it is in no cluster' } }
            $node = Get-OwnNode
            $said = 'node ' + $node.Name + ' is in state ' + $node.State
            if ([int]$node.State -eq 0) { return [pscustomobject]@{ outcome = 'resumed'; detail = '' } }
            if ([int]$node.State -eq 2) {
                if (-not $isOurs) { return [pscustomobject]@{ outcome = 'notOurs'; detail = 'node ' + $node.Name + ' is paused, and no drain of ours has left its mark' } }
                # 2: as the policy of each group says.
                Invoke-NodeMethod -Node ([string]$node.Name) -Method 'Resume' -Argument @{ FailbackType = [uint32]2 }
            }
        }
        # A cluster service that still starts answers with errors of many kinds.
        catch { $said = (Get-InnermostException -Exception $_.Exception).Message }
        if ($turn -ge 240) { return [pscustomobject]@{ outcome = 'stuck'; detail = $said } }
        Write-JobProgress -Directory $Directory -Percent $null -Note ('resuming: ' + $said)
        Wait-Moment -Milliseconds 5000
    }
}
