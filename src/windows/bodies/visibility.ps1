function Invoke-PatchringVisibility {
    <#
    .SYNOPSIS
    Hides exactly these updates and nothing else, or shows them again. Runs in a job: the agent hides nothing for a network logon.
    .DESCRIPTION
    What was taken back must not come back by automatic updates, until a person has lifted the hold on it. By identity and revision. Safe to
    repeat: what is hidden stays hidden, what is shown stays shown. Installs nothing.
    .OUTPUTS
    One object; see src/model/reading.ts, hideResultSchema and showResultSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source,
        [Parameter(Mandatory = $true)] [string[]] $Update,
        [Parameter()] [bool] $OverrideWsus = $false,
        [Parameter()] [switch] $Hidden
    )
    $told = Set-UpdateVisibility -Directory $Directory -Source $Source -Update $Update -OverrideWsus $OverrideWsus -Hidden ([bool]$Hidden)
    [pscustomobject]@{ updates = [object[]]@($told) }
}
