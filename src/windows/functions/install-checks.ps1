# What keeps an installation from beginning, each with a code of its own, asked before anything is downloaded: after the fact Windows
# tells most of it by numbers that say something else.

function Read-NetworkCost {
    <#
    .SYNOPSIS
    Touch: what Windows says a connection costs: 1 nothing, 2 and 3 metered; 0 where it does not know, as on systems without the desktop.
    #>
    [CmdletBinding()]
    param()
    $connection = [Windows.Networking.Connectivity.NetworkInformation, Windows, ContentType = WindowsRuntime]::GetInternetConnectionProfile()
    if ($null -eq $connection) { return 0 }
    return [int]$connection.GetConnectionCost().NetworkCostType
}

function Confirm-UpdateService {
    <#
    .SYNOPSIS
    Throws UPDATE_SERVICE_DISABLED where a service without which nothing is found or installed is disabled.
    #>
    [CmdletBinding()]
    param()
    foreach ($name in 'wuauserv', 'TrustedInstaller') {
        if ((Read-RegistryValue -Path ('SYSTEM\CurrentControlSet\Services\' + $name) -Name 'Start') -eq 4) {
            Stop-Patchring -Code 'UPDATE_SERVICE_DISABLED' -HResult 0x80070422 -Message ('The service {0} is disabled.' -f $name)
        }
    }
}

function Confirm-NoRestartPending {
    <#
    .SYNOPSIS
    Throws INSTALL_RESTART_PENDING where a restart is pending: the result would belong to two causes.
    #>
    [CmdletBinding()]
    param()
    $signals = @(Get-BlockingRestart)
    if (Test-UpdateRestart) { $signals += 'updateAgent' }
    if ($signals.Length -gt 0) {
        Stop-Patchring -Code 'INSTALL_RESTART_PENDING' -HResult 0x80240016 -Message ('Nothing was installed: a restart is pending ({0}).' -f ($signals -join ', '))
    }
}

function Save-PackageList {
    <#
    .SYNOPSIS
    Records the packages that are present, also in a file of their own: they are the only base of an undo.
    .OUTPUTS
    Their names.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Directory)
    $names = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name })
    Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'before.xml')) -Value ([pscustomobject]@{ Packages = $names })
    return $names
}

function Confirm-DiskRoom {
    <#
    .SYNOPSIS
    Throws INSTALL_DISK_LOW where the system drive has no room for so many bytes, unpacked.
    .DESCRIPTION
    Sizes that the update agent names are upper bounds, at times absurd ones: they count up to four gigabytes.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [long] $Bytes)
    $needed = 1GB + 2 * [System.Math]::Min($Bytes, 4GB)
    $free = (Read-SystemDrive).Free
    if ($free -lt $needed) {
        Stop-Patchring -Code 'INSTALL_DISK_LOW' -HResult 0x80070070 -Message ('The system drive has {0:N1} GB free, and {1:N1} GB are needed.' -f ($free / 1GB), ($needed / 1GB))
    }
}

function Confirm-FreeNetwork {
    <#
    .SYNOPSIS
    Throws INSTALL_NETWORK_METERED where fetching something would be paid for.
    #>
    [CmdletBinding()]
    param()
    try { $cost = Read-NetworkCost } catch { $cost = 0 }
    if ($cost -eq 2 -or $cost -eq 3) {
        Stop-Patchring -Code 'INSTALL_NETWORK_METERED' -Message 'The connection is metered; nothing was downloaded.'
    }
}

function Confirm-DownloadRoom {
    <#
    .SYNOPSIS
    Throws INSTALL_DISK_LOW where so many bytes do not fit, and INSTALL_NETWORK_METERED where fetching them would be paid for.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [long] $Bytes)
    if ($Bytes -le 0) { return }
    Confirm-DiskRoom -Bytes $Bytes
    Confirm-FreeNetwork
}

function Test-PassingResult {
    <#
    .SYNOPSIS
    Tells whether asking again can help by itself: the rows `soon` and `later` of src/knowledge/hresults.ts, which a test holds equal.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [long] $HResult)
    $passing = @(
        '00240001', '80240009', '8024000B', '8024001E', '8024001F', '80240033', '80240438', '80242006'
        '8024200D', '80242014', '80244010', '80244022', '8024402C', '80246007', '80246008', '80248007'
        '80070020', '800705B4', '80072EE2', '80072EFD', '80072EFE'
    )
    return $passing -contains ('{0:X8}' -f $HResult)
}
