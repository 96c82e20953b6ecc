function Save-PackageSet {
    <#
    .SYNOPSIS
    Copies and checks all packages with what must lie beside them, each set in a folder of its own, as DISM wants it.
    .OUTPUTS
    One object for each package: Id, Revision, Kb, Path, Outcome (''), HResult.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string] $Folder,
        [Parameter(Mandatory = $true)] [string[]] $Package,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite
    )
    for ($index = 0; $index -lt $Package.Length; $index++) {
        $key, $kb, $sha256, $from = $Package[$index].Split('|')
        $sign = @{ Directory = $Directory; Percent = (5 + 45 * $index / $Package.Length); Note = ('copying and checking ' + $kb) }
        Write-SignOfLife @sign
        $own = [System.IO.Path]::Combine($Folder, [string]$index)
        [void][System.IO.Directory]::CreateDirectory($own)
        $path = Save-PackageFile -Folder $own -From $from -Sha256 $sha256 -Sign $sign
        foreach ($line in $Prerequisite) {
            $for, $digest, $place = $line.Split('|')
            if ($for -eq $key) { [void](Save-PackageFile -Folder $own -From $place -Sha256 $digest -Sign $sign) }
        }
        $id, $revision = $key.Split('@')
        [pscustomobject]@{ Id = $id; Revision = [int]$revision; Kb = $kb; Path = $path; Outcome = ''; HResult = 0L }
    }
}

function Install-PackageSet {
    <#
    .SYNOPSIS
    Gives packages to the component store one after the other; after one that failed, the rest are not begun.
    .OUTPUTS
    True when a restart is needed.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [object[]] $Item
    )
    $needsRestart = $false
    for ($index = 0; $index -lt $Item.Length; $index++) {
        $one = $Item[$index]
        $width = 45 / $Item.Length
        $span = @{ Directory = $Directory; From = (50 + $width * $index); To = (50 + $width * ($index + 1)); Note = ('installing ' + $one.Kb) }
        try {
            if (Add-StorePackage -Path $one.Path -Span $span) { $needsRestart = $true }
            $one.Outcome = 'installed'
        }
        catch {
            $one.Outcome = 'failed'
            $one.HResult = ConvertTo-UnsignedResult -HResult (Get-InnermostException -Exception $_.Exception).HResult
            foreach ($other in $Item) { if ($other.Outcome -eq '') { $other.Outcome = 'aborted' } }
            break
        }
    }
    return $needsRestart
}

function Invoke-PatchringPackage {
    <#
    .SYNOPSIS
    Installs exactly the planned files by DISM. Runs in a job.
    .DESCRIPTION
    Refused while a restart is pending. Every file is copied and checked before the first is installed, and the packages present are
    recorded before, for an undo. The copies are deleted whatever happens. Never restarts.
    .OUTPUTS
    One object; see src/model/reading.ts, installResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string[]] $Package,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite
    )
    Confirm-UpdateService
    Confirm-NoRestartPending
    $folder = [System.IO.Path]::Combine($Directory, 'packages')
    [void][System.IO.Directory]::CreateDirectory($folder)
    try {
        $items = @(Save-PackageSet -Directory $Directory -Folder $folder -Package $Package -Prerequisite $Prerequisite)
        $bytes = 0L
        foreach ($item in $items) { $bytes += [System.IO.FileInfo]::new($item.Path).Length }
        Confirm-DiskRoom -Bytes $bytes
        $before = Save-PackageList -Directory $Directory
        $needsRestart = (Install-PackageSet -Directory $Directory -Item $items) -or @(Get-BlockingRestart).Length -gt 0
    }
    finally { [System.IO.Directory]::Delete($folder, $true) }
    $outcomes = foreach ($item in $items) {
        [pscustomobject]@{ updateId = $item.Id; revision = $item.Revision; kbs = [string[]]@($item.Kb); outcome = $item.Outcome; hresult = $item.HResult }
    }
    Add-BroughtPackage -Before $before -Result ([pscustomobject]@{ updates = [object[]]@($outcomes); needsRestart = $needsRestart; packagesBefore = [string[]]$before })
}

function Invoke-PatchringPackageStage {
    <#
    .SYNOPSIS
    Copies and checks exactly the planned files and installs none of them. Runs in a job, long before the window.
    .DESCRIPTION
    A file that is missing, changed or unsigned is found out here, days before the install. What was copied lies in the directory of this
    job until it is removed; where anything is wrong, nothing stays. A pending restart is no hindrance. Never restarts.
    .OUTPUTS
    One object; see src/model/reading.ts, stageResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string[]] $Package,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Prerequisite
    )
    Confirm-DiskRoom -Bytes 0
    $folder = [System.IO.Path]::Combine($Directory, 'staged')
    [void][System.IO.Directory]::CreateDirectory($folder)
    $isWhole = $false
    try {
        $items = @(Save-PackageSet -Directory $Directory -Folder $folder -Package $Package -Prerequisite $Prerequisite)
        $bytes = 0L
        foreach ($item in $items) { $bytes += [System.IO.FileInfo]::new($item.Path).Length }
        Confirm-DiskRoom -Bytes $bytes
        $isWhole = $true
    }
    finally { if (-not $isWhole) { [System.IO.Directory]::Delete($folder, $true) } }
    $outcomes = foreach ($item in $items) {
        [pscustomobject]@{ updateId = $item.Id; revision = $item.Revision; kbs = [string[]]@($item.Kb); outcome = 'downloaded'; hresult = 0L }
    }
    [pscustomobject]@{ updates = [object[]]@($outcomes) }
}
