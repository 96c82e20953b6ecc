# The failover cluster of this machine, by CIM: the provider comes with the feature, the cmdlets only with its tools. Touches first, then
# what is reckoned from them. Reads and pauses nothing but this node; who may do so is decided in the body of the job.

function Read-ClusterState {
    <#
    .SYNOPSIS
    Touch: 0 no such feature, 1 in no cluster, 3 a node whose cluster service does not run, 19 a node whose cluster service runs.
    #>
    [CmdletBinding()]
    param()
    $answer = Invoke-CimMethod -Namespace 'root/MSCluster' -ClassName 'MSCluster_Cluster' -MethodName 'GetNodeClusterState' -OperationTimeoutSec 60 -ErrorAction Stop
    return [int]$answer.ClusterState
}

function Read-ClusterNode {
    <#
    .SYNOPSIS
    Lists the nodes: Name, State (0 up, 1 down, 2 paused, 3 joining), DynamicWeight (votes now), NodeDrainStatus (1 moving, 2 done, 3 failed).
    #>
    [CmdletBinding()]
    param()
    Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT Name, State, DynamicWeight, NodeDrainStatus FROM MSCluster_Node'
}

function Read-GroupPlace {
    <#
    .SYNOPSIS
    Lists where groups are: Node and Group, by name.
    #>
    [CmdletBinding()]
    param()
    foreach ($row in Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT * FROM MSCluster_NodeToActiveGroup') {
        [pscustomobject]@{ Node = [string]$row.GroupComponent.Name; Group = [string]$row.PartComponent.Name }
    }
}

function Read-VirtualDisk {
    <#
    .SYNOPSIS
    Lists the virtual disks that this machine knows: FriendlyName and HealthStatus (0 healthy, 1 warning, 2 unhealthy).
    #>
    [CmdletBinding()]
    param()
    Read-CimRow -Namespace 'root/Microsoft/Windows/Storage' -Query 'SELECT FriendlyName, HealthStatus FROM MSFT_VirtualDisk'
}

function Invoke-NodeMethod {
    <#
    .SYNOPSIS
    Touch: calls a method of one node in the cluster's provider.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Node,
        [Parameter(Mandatory = $true)] [ValidateSet('Pause', 'Resume')] [string] $Method,
        [Parameter(Mandatory = $true)] [hashtable] $Argument
    )
    $query = "SELECT * FROM MSCluster_Node WHERE Name = '{0}'" -f $Node
    [void](Invoke-CimMethod -Namespace 'root/MSCluster' -Query $query -MethodName $Method -Arguments $Argument -OperationTimeoutSec 300 -ErrorAction Stop)
}

function Get-OwnNodeName {
    <#
    .SYNOPSIS
    Touch: the name of this machine, as its cluster has it.
    #>
    [CmdletBinding()]
    param()
    return [System.Environment]::MachineName
}

function Get-RemainingGroup {
    <#
    .SYNOPSIS
    Names the groups that are on this node. Disks that nobody uses stay wherever they are.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Node)
    foreach ($place in Read-GroupPlace) { if ($place.Node -eq $Node -and $place.Group -ne 'Available Storage') { $place.Group } }
}

function Measure-StorageJob {
    <#
    .SYNOPSIS
    Counts the repairs of storage that are under way.
    #>
    [CmdletBinding()]
    param()
    $under = 0
    # 2 to 6: new, starting, running, suspended, shutting down.
    foreach ($row in Read-CimRow -Namespace 'root/Microsoft/Windows/Storage' -Query 'SELECT JobState FROM MSFT_StorageJob') {
        if ([int]$row.JobState -ge 2 -and [int]$row.JobState -le 6) { $under++ }
    }
    return $under
}

function Get-ClusterQuorumState {
    <#
    .SYNOPSIS
    Reckons whether the cluster keeps its quorum without this node: votes of the other nodes that are up and of the witness against all.
    .DESCRIPTION
    Votes are those of this moment: dynamic quorum gives and takes them. A node without a vote costs none.
    #>
    [CmdletBinding()]
    param()
    $own = Get-OwnNodeName
    $cluster = @(Read-CimRow -Namespace 'root/MSCluster' -Query 'SELECT Name, WitnessDynamicWeight FROM MSCluster_Cluster')[0]
    $total = [int]$cluster.WitnessDynamicWeight
    $remaining = $total
    foreach ($node in Read-ClusterNode) {
        $votes = [int]$node.DynamicWeight
        $total += $votes
        # A paused node votes as well as one that is up.
        if ([string]$node.Name -ne $own -and (0, 2 -contains [int]$node.State)) { $remaining += $votes }
    }
    [pscustomobject]@{ Cluster = [string]$cluster.Name; Remaining = $remaining; Total = $total; Survives = (2 * $remaining -gt $total) }
}

function Test-ClusterMember {
    <#
    .SYNOPSIS
    Tells whether this machine was made a node of a cluster: the feature alone is none. Where nobody can say, it is taken for one.
    #>
    [CmdletBinding()]
    param()
    try { return (Read-ClusterState) -gt 1 } catch { return $true }
}

function Get-OwnNode {
    <#
    .SYNOPSIS
    Gives this machine as a node of its cluster. Throws where the cluster does not run here or does not know it.
    #>
    [CmdletBinding()]
    param()
    $own = Get-OwnNodeName
    foreach ($node in Read-ClusterNode) { if ([string]$node.Name -eq $own) { return $node } }
    throw [System.InvalidOperationException]::new('The cluster knows no node ' + $own + '.')
}
