# Touch of the event log. Newest first and capped, so that a log full of errors costs no more than a quiet one.
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
