# What decides whether a package can be taken away again, read before anybody tries: after a cleanup with ResetBase nothing older than it
# can be restored (facts: windows-servicing 4.1), and a package that calls itself permanent is never removed.

function Read-PackageManifest {
    <#
    .SYNOPSIS
    Touch: the beginning of a package's manifest; an empty text where there is none.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Name)
    $path = [System.IO.Path]::Combine($env:SystemRoot, 'servicing', 'Packages', $Name + '.mum')
    if (-not [System.IO.File]::Exists($path)) { return '' }
    $reader = [System.IO.StreamReader]::new($path)
    try {
        $buffer = [char[]]::new(8192)
        $length = $reader.ReadBlock($buffer, 0, $buffer.Length)
        return [string]::new($buffer, 0, $length)
    }
    finally { $reader.Dispose() }
}

function Get-PermanentPackage {
    <#
    .SYNOPSIS
    Names those of these packages whose manifests call them permanent. What stays by design is no hindrance to an undo, and left out.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Name)
    foreach ($one in $Name) {
        if (Test-PermanentPackage -Name $one) { continue }
        # It becomes part of a path, so it has to be a name and nothing more.
        if ($one -notmatch '^[A-Za-z0-9_.~-]{1,260}$') { continue }
        if ((Read-PackageManifest -Name $one) -match '<package\b[^>]*\bpermanency\s*=\s*"permanent"') { $one }
    }
}

function Get-LastBaseReset {
    <#
    .SYNOPSIS
    Gives when the component store was last cleaned with ResetBase, as an instant; nothing where it never was.
    #>
    [CmdletBinding()]
    param()
    $text = [string](Read-RegistryValue -Path 'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing' -Name 'LastResetBase_UTC')
    if ($text -eq '') { return }
    $parts = @([regex]::Matches($text, '\d+') | ForEach-Object { [int]$_.Value })
    if ($parts.Length -lt 6 -or $parts[0] -lt 2000) { Stop-Patchring -Code 'WINDOWS_OPERATION_FAILED' -Message ('LastResetBase_UTC is no instant: ' + $text) }
    return [datetime]::new($parts[0], $parts[1], $parts[2], $parts[3], $parts[4], $parts[5], [System.DateTimeKind]::Utc).ToString('o')
}

function Get-BaseResetter {
    <#
    .SYNOPSIS
    Names what cleans the component store with ResetBase by itself: settings, and scheduled tasks that say so.
    #>
    [CmdletBinding()]
    param()
    $settings = 'SOFTWARE\Microsoft\Windows\CurrentVersion\SideBySide\Configuration'
    $isAllowed = (Read-RegistryValue -Path $settings -Name 'DisableResetbase') -eq 0
    if ($isAllowed -and (Read-RegistryValue -Path $settings -Name 'SupersededActions') -eq 1) { 'component cleanup (DisableResetbase 0, SupersededActions 1)' }
    foreach ($task in Read-CimRow -Namespace 'root/Microsoft/Windows/TaskScheduler' -Query 'SELECT * FROM MSFT_ScheduledTask') {
        # 1: disabled.
        if ([int]$task.State -eq 1) { continue }
        foreach ($action in @($task.Actions)) {
            # Not every action is a command line.
            try { $line = [string]$action.Execute + ' ' + [string]$action.Arguments } catch { continue }
            if ($line -match '[-/]ResetBase\b') { 'scheduled task ' + [string]$task.TaskPath + [string]$task.TaskName; break }
        }
    }
}
