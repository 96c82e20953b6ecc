function Get-EventLine {
    <#
    .SYNOPSIS
    Writes critical and error events of one log as lines, newest first.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Log,
        [Parameter(Mandatory = $true)] [datetime] $Since
    )
    $filter = "*[System[(Level=1 or Level=2) and TimeCreated[@SystemTime>='" + $Since.ToString('o') + "']]]"
    foreach ($row in Read-EventRow -Log $Log -Filter $filter -Maximum 200) {
        $values = (@($row.Values) -join ' ').Trim() -replace '\s+', ' '
        if ($values.Length -gt 400) { $values = $values.Substring(0, 400) }
        $row.At.ToString('o') + ' ' + $row.Provider + ' ' + $row.Id + ': ' + $values
    }
}

function Get-FileLine {
    <#
    .SYNOPSIS
    Writes the files of a directory as lines: instant, size, name.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Like
    )
    foreach ($row in Read-FileRow -Path $Path -Like $Like) { $row.At.ToString('o') + ' ' + $row.Size + ' ' + $row.Name }
}

function Get-PendingLine {
    <#
    .SYNOPSIS
    Writes what servicing has still to do: signals of a restart, and the file of operations that wait for it.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Windows)
    foreach ($signal in Get-PendingRestart) { 'asks for a restart: ' + $signal }
    if (Test-Servicing) { 'servicing is at work' }
    Get-FileLine -Path ([System.IO.Path]::Combine($Windows, 'WinSxS')) -Like 'pending.xml*'
}

function Read-DiagnosisPart {
    <#
    .SYNOPSIS
    Reads one part, as text and whether it was cut. Of a log the end is kept, of a list the beginning.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [datetime] $Since
    )
    $windows = Get-WindowsDirectory
    switch ($Name) {
        'cbs' { return Read-LogTail -Path ([System.IO.Path]::Combine($windows, 'Logs', 'CBS', 'CBS.log')) -Maximum 65536 }
        'dism' { return Read-LogTail -Path ([System.IO.Path]::Combine($windows, 'Logs', 'DISM', 'dism.log')) -Maximum 32768 }
        'windowsUpdate' { return Read-LogTail -Path ([System.IO.Path]::Combine($windows, 'SoftwareDistribution', 'ReportingEvents.log')) -Maximum 32768 }
    }
    $lines = @(switch ($Name) {
            'updateTraces' { Get-FileLine -Path ([System.IO.Path]::Combine($windows, 'Logs', 'WindowsUpdate')) -Like '*.etl' }
            'minidumps' { Get-FileLine -Path ([System.IO.Path]::Combine($windows, 'Minidump')) -Like '*.dmp' }
            'system' { Get-EventLine -Log 'System' -Since $Since }
            'application' { Get-EventLine -Log 'Application' -Since $Since }
            'pending' { Get-PendingLine -Windows $windows }
        })
    $text = $lines -join "`n"
    $most = 24576
    if ($text.Length -le $most) { return [pscustomobject]@{ Text = $text; IsCut = $false } }
    return [pscustomobject]@{ Text = $text.Substring(0, $text.LastIndexOf("`n", $most) + 1); IsCut = $true }
}

function Get-PatchringDiagnosis {
    <#
    .SYNOPSIS
    Gathers what a person wants to see of this machine before it is undone: logs, errors, dumps, what is pending.
    .DESCRIPTION
    Changes nothing. At most about 250,000 characters; a part that comes too late or cannot be read says so and hides no other.
    Traces of Windows Update are not text, so they are listed, and ReportingEvents.log stands for them.
    .PARAMETER EventsSince
    Events are taken from here on; one hour ago by the machine's own clock unless told.
    .OUTPUTS
    One object; see src/model/diagnosis.ts, diagnosisSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter()] [datetime] $EventsSince = [datetime]::UtcNow.AddHours(-1))
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $since = $EventsSince.ToUniversalTime()
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $parts = foreach ($name in 'pending', 'minidumps', 'system', 'application', 'cbs', 'dism', 'windowsUpdate', 'updateTraces') {
        $part = [pscustomobject]@{ part = $name; text = $null; trouble = $null; isCut = $false }
        if ($watch.Elapsed.TotalSeconds -gt 40) { $part.trouble = 'there was no time left to read it' }
        else {
            try {
                $said = Read-DiagnosisPart -Name $name -Since $since
                $part.text = $said.Text
                $part.isCut = $said.IsCut
            }
            catch { $part.trouble = (Get-InnermostException -Exception $_.Exception).Message }
        }
        $part
    }
    [pscustomobject]@{ at = [datetime]::UtcNow.ToString('o'); parts = [object[]]@($parts) }
}
