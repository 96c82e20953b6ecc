# Touch of the event log, and what two operations ask of it. Newest first and capped: a log full of errors costs no more than a quiet one.
# Texts are not rendered: the values of an event say the same in every language, and need no provider's message file.

function Read-EventRow {
    <#
    .SYNOPSIS
    Reads events of one log that match an XPath filter, newest first.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Log,
        [Parameter(Mandatory = $true)] [string] $Filter,
        [Parameter(Mandatory = $true)] [int] $Maximum
    )
    $query = [System.Diagnostics.Eventing.Reader.EventLogQuery]::new($Log, 'LogName', $Filter)
    $query.ReverseDirection = $true
    $reader = [System.Diagnostics.Eventing.Reader.EventLogReader]::new($query)
    try {
        for ($index = 0; $index -lt $Maximum; $index++) {
            $record = $reader.ReadEvent()
            if ($null -eq $record) { break }
            try {
                $values = [System.Collections.Generic.List[string]]::new()
                foreach ($property in $record.Properties) { $values.Add([string]$property.Value) }
                [pscustomobject]@{
                    Provider = [string]$record.ProviderName
                    Id       = [int]$record.Id
                    RecordId = [long]$record.RecordId
                    At       = ([datetime]$record.TimeCreated).ToUniversalTime()
                    Values   = $values.ToArray()
                }
            }
            finally { $record.Dispose() }
        }
    }
    finally { $reader.Dispose() }
}

function Get-ShutdownAsked {
    <#
    .SYNOPSIS
    Gives when a shutdown was asked for on this boot, unless it was called off. Long after that, the shutdown hangs.
    #>
    [CmdletBinding()]
    param()
    # 1074 asked for, 1075 called off, 12 a new boot. The order in the log decides: a corrected clock cannot turn it round.
    $kinds = "(Provider[@Name='User32'] and (EventID=1074 or EventID=1075)) or (Provider[@Name='Microsoft-Windows-Kernel-General'] and EventID=12)"
    foreach ($row in Read-EventRow -Log 'System' -Filter ('*[System[' + $kinds + ']]') -Maximum 1) {
        if ($row.Id -eq 1074) { $row.At.ToString('o') }
    }
}
