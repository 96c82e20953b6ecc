function Set-UpdateHidden {
    <#
    .SYNOPSIS
    Touch: hides one update, so that automatic updates leave it alone.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Update)
    $Update.IsHidden = $true
}

function Invoke-PatchringHide {
    <#
    .SYNOPSIS
    Hides exactly these updates and nothing else: what was taken back must not come back by automatic updates. Runs in a job.
    .DESCRIPTION
    By identity and revision. Safe to repeat: what is hidden stays hidden. The agent hides nothing for a network logon.
    .OUTPUTS
    One object; see src/model/reading.ts, hideResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
        [Parameter(Mandatory = $true)] [string[]] $Update,
        [Parameter()] [bool] $OverrideWsus = $false
    )
    Write-JobProgress -Directory $Directory -Percent $null -Note 'searching'
    $searcher = New-UpdateSearcher -Session (New-UpdateSession) -Source $Source -OverrideWsus $OverrideWsus
    $clauses = foreach ($key in $Update) { "(UpdateID='{0}' and RevisionNumber={1})" -f $key.Split('@') }
    $found = @(Search-Update -Searcher $searcher -Criteria ($clauses -join ' or '))
    $outcomes = foreach ($key in $Update) {
        $id, $revision = $key.Split('@')
        $told = [pscustomobject]@{ updateId = $id; revision = [int]$revision; outcome = 'notOffered'; hresult = 0L }
        foreach ($candidate in $found) {
            if ([string]$candidate.Identity.UpdateID -ne $id -or [int]$candidate.Identity.RevisionNumber -ne $told.revision) { continue }
            try {
                Set-UpdateHidden -Update $candidate
                $told.outcome = 'hidden'
            }
            catch {
                $told.outcome = 'failed'
                $told.hresult = ConvertTo-UnsignedResult -HResult (Get-InnermostException -Exception $_.Exception).HResult
            }
            break
        }
        $told
    }
    [pscustomobject]@{ updates = [object[]]@($outcomes) }
}
