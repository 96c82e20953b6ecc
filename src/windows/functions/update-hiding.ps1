# Hiding an update from the machine's automatic updates, and showing it again: the same search, the same exactness, one mark of the
# agent's. By identity and revision, never by title or KB: a later revision is another update.

function Set-UpdateHidden {
    <#
    .SYNOPSIS
    Touch: hides one update, so that automatic updates leave it alone, or shows it again.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [object] $Update,
        [Parameter(Mandatory = $true)] [bool] $Hidden
    )
    $Update.IsHidden = $Hidden
}

function Set-UpdateVisibility {
    <#
    .SYNOPSIS
    Hides or shows exactly these updates, and tells of each what came of it.
    .OUTPUTS
    For each update updateId, revision, outcome (hidden or shown, notOffered, failed) and hresult.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string] $Source,
        [Parameter(Mandatory = $true)] [string[]] $Update,
        [Parameter(Mandatory = $true)] [bool] $OverrideWsus,
        [Parameter(Mandatory = $true)] [bool] $Hidden
    )
    $done = 'shown'
    if ($Hidden) { $done = 'hidden' }
    Write-JobProgress -Directory $Directory -Percent $null -Note 'searching'
    $searcher = New-UpdateSearcher -Session (New-UpdateSession) -Source $Source -OverrideWsus $OverrideWsus
    # A search that names what it wants finds what is hidden, too: only the default criteria leave that out.
    $clauses = foreach ($key in $Update) { "(UpdateID='{0}' and RevisionNumber={1})" -f $key.Split('@') }
    $found = @(Search-Update -Directory $Directory -Searcher $searcher -Criteria ($clauses -join ' or '))
    foreach ($key in $Update) {
        $id, $revision = $key.Split('@')
        $told = [pscustomobject]@{ updateId = $id; revision = [int]$revision; outcome = 'notOffered'; hresult = 0L }
        foreach ($candidate in $found) {
            if ([string]$candidate.Identity.UpdateID -ne $id -or [int]$candidate.Identity.RevisionNumber -ne $told.revision) { continue }
            try {
                Set-UpdateHidden -Update $candidate -Hidden $Hidden
                $told.outcome = $done
            }
            catch {
                $told.outcome = 'failed'
                $told.hresult = ConvertTo-UnsignedResult -HResult (Get-InnermostException -Exception $_.Exception).HResult
            }
            break
        }
        $told
    }
}
