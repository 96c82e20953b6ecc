# Whether an update will restart the machine, asked of Windows before it is installed (facts: windows-servicing 1.7). Windows Server
# 2025 and later have the interfaces, older ones do not; every touch may fail there, and then the update's metadata is what we know.

function Read-UpdateStaticProperty {
    <#
    .SYNOPSIS
    Touch: IUpdateEx.ExtendedStaticProperty. Throws where the agent has no such interface.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Update,
        [Parameter(Mandatory = $true)] [string] $Name
    )
    return $Update.ExtendedStaticProperty($Name)
}

function Save-UpdateBootstrapper {
    <#
    .SYNOPSIS
    Touch: IUpdateDownloaderEx.Download2(1) downloads the part of an update that can look at the machine, and nothing else of it.
    .OUTPUTS
    The result code: 2 is success.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Session,
        [Parameter(Mandatory = $true)] [object] $Update
    )
    $updates = New-UpdateCollection
    [void]$updates.Add($Update)
    $downloader = $Session.CreateUpdateDownloader()
    $downloader.Updates = $updates
    return [int]$downloader.Download2(1).ResultCode
}

function Read-UpdateDynamicProperty {
    <#
    .SYNOPSIS
    Touch: IUpdateEx.EvaluateExtendedDynamicProperty, which asks the bootstrapper of the update.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Update,
        [Parameter(Mandatory = $true)] [string] $Name
    )
    return $Update.EvaluateExtendedDynamicProperty($Name)
}

function Get-RestartPrediction {
    <#
    .SYNOPSIS
    Asks Windows whether an update will restart this machine.
    .OUTPUTS
    True or false; $null where Windows cannot tell.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Session,
        [Parameter(Mandatory = $true)] [object] $Update
    )
    try {
        if ((Read-UpdateStaticProperty -Update $Update -Name 'ContainsUpdateBootstrapper') -ne $true) { return $null }
        if ((Save-UpdateBootstrapper -Session $Session -Update $Update) -ne 2) { return $null }
        $answer = Read-UpdateDynamicProperty -Update $Update -Name 'DoesUpdateRequireReboot'
    }
    catch { return $null }
    if ($answer -is [bool]) { return $answer }
    return $null
}
