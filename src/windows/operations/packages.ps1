function Get-PatchringPackage {
    <#
    .SYNOPSIS
    Lists the packages that updates brought, by their full identity in the component store.
    .DESCRIPTION
    Changes nothing. Features, languages and capabilities are left out. The list before an install is the only base on which
    anything is ever undone.
    .OUTPUTS
    One object: packages.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param()
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    [pscustomobject]@{ packages = [string[]]@(Get-UpdatePackage | ForEach-Object { $_.Name }) }
}
