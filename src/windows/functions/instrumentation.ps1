# Touches of CIM, of the process table and of the token that we run with.

function Read-CimRow {
    <#
    .SYNOPSIS
    Runs one WQL query against the local CIM service and gives its instances.
    #>
    [CmdletBinding()]
    param(
        [Parameter()] [string] $Namespace = 'root/cimv2',
        [Parameter(Mandatory = $true)] [string] $Query
    )
    Get-CimInstance -Namespace $Namespace -Query $Query -OperationTimeoutSec 60 -ErrorAction Stop
}

function Test-ConfigMgrRestart {
    <#
    .SYNOPSIS
    Asks the ConfigMgr client whether it waits for a restart.
    #>
    [CmdletBinding()]
    param()
    $answer = Invoke-CimMethod -Namespace 'root/ccm/ClientSDK' -ClassName 'CCM_ClientUtilities' -MethodName 'DetermineIfRebootPending' -ErrorAction Stop
    return [bool]($answer.RebootPending -or $answer.IsHardRebootPending)
}

function Test-Process {
    <#
    .SYNOPSIS
    Tells whether a process of this name (without .exe) runs.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Name)
    return [System.Diagnostics.Process]::GetProcessesByName($Name).Length -gt 0
}

function Test-Administrator {
    <#
    .SYNOPSIS
    Tells whether our token has the administrators group enabled.
    #>
    [CmdletBinding()]
    param()
    $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    try {
        $principal = [System.Security.Principal.WindowsPrincipal]::new($identity)
        return $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
    }
    finally { $identity.Dispose() }
}

function Read-SystemDrive {
    <#
    .SYNOPSIS
    Reads the free and the whole size of the system drive, in bytes.
    #>
    [CmdletBinding()]
    param()
    $drive = [System.IO.DriveInfo]::new($env:SystemDrive)
    return [pscustomobject]@{ Free = [long]$drive.AvailableFreeSpace; Size = [long]$drive.TotalSize }
}

function Read-CertificateEnd {
    <#
    .SYNOPSIS
    Gives when a certificate of the machine ends; nothing where there is none with this thumbprint.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Thumbprint)
    $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'LocalMachine')
    try {
        $store.Open('ReadOnly, OpenExistingOnly')
        foreach ($certificate in $store.Certificates.Find('FindByThumbprint', $Thumbprint, $false)) { $certificate.NotAfter; break }
    }
    finally { $store.Close() }
}

function Read-AzureExtension {
    <#
    .SYNOPSIS
    Lists the names of the Azure and Arc extensions that are on the system drive.
    #>
    [CmdletBinding()]
    param()
    $folder = [System.IO.Path]::Combine($env:SystemDrive + '\', 'Packages', 'Plugins')
    if (-not [System.IO.Directory]::Exists($folder)) { return }
    foreach ($path in [System.IO.Directory]::GetDirectories($folder)) { [System.IO.Path]::GetFileName($path) }
}

function Wait-Moment {
    <#
    .SYNOPSIS
    Waits.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [int] $Milliseconds)
    [System.Threading.Thread]::Sleep($Milliseconds)
}
