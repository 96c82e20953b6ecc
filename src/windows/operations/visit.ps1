function Get-CallAnswer {
    <#
    .SYNOPSIS
    Makes one call of a visit and tells what came of it: its output, or the error that ended it. Other names are refused.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [hashtable] $Given
    )
    $output = @()
    $failure = $null
    try {
        $output = @(switch ($Name) {
                'Get-PatchringFacts' { Get-PatchringFacts @Given }
                'Get-PatchringBoot' { Get-PatchringBoot @Given }
                'Get-PatchringHotpatch' { Get-PatchringHotpatch @Given }
                'Get-PatchringHealth' { Get-PatchringHealth @Given }
                'Get-PatchringRoles' { Get-PatchringRoles @Given }
                'Get-PatchringPackage' { Get-PatchringPackage @Given }
                'Get-PatchringRemoval' { Get-PatchringRemoval @Given }
                'Get-PatchringShadow' { Get-PatchringShadow @Given }
                'Get-PatchringDiagnosis' { Get-PatchringDiagnosis @Given }
                'Start-PatchringJob' { Start-PatchringJob @Given }
                'Get-PatchringJob' { Get-PatchringJob @Given }
                'Stop-PatchringJob' { Stop-PatchringJob @Given }
                'Remove-PatchringJob' { Remove-PatchringJob @Given }
                'Restart-PatchringMachine' { Restart-PatchringMachine @Given }
                'Get-PatchringRestartReadiness' { Get-PatchringRestartReadiness @Given }
                default { Stop-Patchring -Code 'WINDOWS_COMMAND_MISSING' -Message ('A visit makes no calls of {0}.' -f $Name) }
            })
    }
    catch {
        $failure = [pscustomobject]@{
            errorId  = [string]$_.FullyQualifiedErrorId
            message  = [string]$_.Exception.Message
            category = [string]$_.CategoryInfo.Category
            hresult  = [int](Get-InnermostException -Exception $_.Exception).HResult
        }
    }
    [pscustomobject]@{ output = [object[]]$output; failure = $failure }
}

function Invoke-PatchringVisit {
    <#
    .SYNOPSIS
    Makes several calls of these functions, one after the other, and gives all that came of them at once.
    .DESCRIPTION
    What fails is told in its place, and the calls after it are made all the same.
    .PARAMETER Call
    Each with Name, and in Given its parameters by name.
    .OUTPUTS
    One object: answers, one a call and in their order, each with output and failure.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param([Parameter(Mandatory = $true)] [ValidateCount(1, 50)] [hashtable[]] $Call)
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $answers = @(foreach ($one in $Call) { Get-CallAnswer -Name ([string]$one['Name']) -Given ([hashtable]$one['Given']) })
    [pscustomobject]@{ answers = [object[]]$answers }
}
