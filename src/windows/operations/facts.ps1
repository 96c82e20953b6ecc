function Get-InstalledRole {
    <#
    .SYNOPSIS
    Names the roles that gates and ring coverage care about, by the services that only the role installs.
    .DESCRIPTION
    Get-WindowsFeature would take up to ten seconds; the keys of the services answer at once.
    #>
    [CmdletBinding()]
    param()
    $roles = [ordered]@{
        'dns' = 'DNS'; 'dhcp' = 'DHCPServer'; 'iis' = 'W3SVC'; 'wsus' = 'WsusService'; 'hyper-v' = 'vmms'
        'cluster' = 'ClusSvc'; 'rds-broker' = 'Tssdis'; 'adcs' = 'CertSvc'; 'nps' = 'IAS'; 'msmq' = 'MSMQ'
        'dfs-replication' = 'DFSR'; 'exchange' = 'MSExchangeIS'
    }
    foreach ($role in $roles.Keys) {
        if (Test-RegistryKey -Path ('SYSTEM\CurrentControlSet\Services\' + $roles[$role])) { $role }
    }
    if ((Read-RegistryValue -Path 'SYSTEM\CurrentControlSet\Control\Terminal Server' -Name 'TSAppCompat') -eq 1) { 'rds-host' }
    if (Test-RegistryKey -Path 'SOFTWARE\Microsoft\Microsoft SQL Server\Instance Names\SQL') { 'sql' }
}

function Test-UpdateDeadline {
    <#
    .SYNOPSIS
    Tells whether group policy or a device management sets a deadline for updates: Windows then installs them and restarts by itself,
    whatever automatic updates are set to.
    #>
    [CmdletBinding()]
    param()
    $policy = 'SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate'
    if ((Read-RegistryValue -Path $policy -Name 'SetComplianceDeadline') -eq 1) { return $true }
    if ($null -ne (Read-RegistryValue -Path $policy -Name 'ConfigureDeadlineForQualityUpdates') -and $null -eq (Read-RegistryValue -Path $policy -Name 'SetComplianceDeadline')) { return $true }
    return $null -ne (Read-RegistryValue -Path 'SOFTWARE\Microsoft\PolicyManager\current\device\Update' -Name 'ConfigureDeadlineForQualityUpdates')
}

function Get-OtherUpdater {
    <#
    .SYNOPSIS
    Names what else installs updates on this machine: each would patch a ring behind our back.
    #>
    [CmdletBinding()]
    param()
    $policy = 'SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU'
    # 4 = install on a schedule, 5 = the local administrator decides. Without a policy a server downloads and does not install.
    $option = Read-RegistryValue -Path $policy -Name 'AUOptions'
    # Where no policy says anything, what sconfig or the installation has set.
    if ($null -eq $option) { $option = Read-RegistryValue -Path 'SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update' -Name 'AUOptions' }
    $isOff = (Read-RegistryValue -Path $policy -Name 'NoAutoUpdate') -eq 1
    if (-not $isOff -and ($option -eq 4 -or $option -eq 5)) { 'automatic updates' }
    if (-not $isOff -and (Test-UpdateDeadline)) { 'update deadlines' }
    if (Test-RegistryKey -Path 'SYSTEM\CurrentControlSet\Services\CcmExec') { 'ConfigMgr' }
    $extensions = @(Read-AzureExtension)
    # The first is that of virtual machines in Azure, the second that of machines connected by Azure Arc.
    if ($extensions.Where({ $_ -like '*WindowsPatchExtension' }).Count -gt 0) { 'Azure Update Manager' }
    if ($extensions.Where({ $_ -like '*WindowsOsUpdateExtension' }).Count -gt 0) { 'Azure Update Manager on Arc' }
    foreach ($resource in Read-RegistryKeyName -Path 'Cluster\Resources') {
        if ((Read-RegistryValue -Path ('Cluster\Resources\' + $resource) -Name 'Type') -eq 'ClusterAwareUpdatingResource') { 'Cluster-Aware Updating'; break }
    }
}

function Get-JobTrace {
    <#
    .SYNOPSIS
    Names the directories of our jobs that lie here: a rollout that nobody remembers has left its names.
    #>
    [CmdletBinding()]
    param()
    $root = Get-JobRoot
    if (-not [System.IO.Directory]::Exists($root)) { return }
    $count = 0
    foreach ($path in [System.IO.Directory]::EnumerateDirectories($root)) {
        $name = [System.IO.Path]::GetFileName($path)
        # What is being deleted.
        if ($name.StartsWith('.')) { continue }
        $name
        $count++
        if ($count -ge 200) { break }
    }
}

function Get-PatchringFacts {
    <#
    .SYNOPSIS
    Reads who this machine is: product, build, roles, rights of the session, other updaters.
    .DESCRIPTION
    Changes nothing. The language mode and the process width are those of this session.
    .OUTPUTS
    One object; see src/model/reading.ts, factsSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $version = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    $system = @(Read-CimRow -Query 'SELECT Caption FROM Win32_OperatingSystem')[0]
    $computer = @(Read-CimRow -Query 'SELECT Name, Domain, DomainRole FROM Win32_ComputerSystem')[0]
    # 4 and 5 are backup and primary domain controller.
    $isDomainController = [int]$computer.DomainRole -ge 4
    $roles = @(Get-InstalledRole)
    if ($isDomainController) { $roles = @('domain-controller') + $roles }
    [pscustomobject]@{
        computerName       = [string]$computer.Name
        domain             = [string]$computer.Domain
        isDomainController = $isDomainController
        productName        = ([string]$system.Caption).Trim()
        editionId          = [string](Read-RegistryValue -Path $version -Name 'EditionID')
        installationType   = [string](Read-RegistryValue -Path $version -Name 'InstallationType')
        build              = [int](Read-RegistryValue -Path $version -Name 'CurrentBuildNumber')
        ubr                = [int](Read-RegistryValue -Path $version -Name 'UBR')
        architecture       = [string](Read-RegistryValue -Path 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment' -Name 'PROCESSOR_ARCHITECTURE')
        psVersion          = $PSVersionTable.PSVersion.ToString()
        languageMode       = $ExecutionContext.SessionState.LanguageMode.ToString()
        isAdministrator    = [bool](Test-Administrator)
        is64BitProcess     = [System.Environment]::Is64BitProcess
        scriptPolicy       = Get-ScriptPolicy
        roles              = [string[]]$roles
        otherUpdaters      = [string[]]@(Get-OtherUpdater)
        traces             = [string[]]@(Get-JobTrace)
        clock              = [datetime]::UtcNow.ToString('o')
    }
}
