function Get-PatchringRemoval {
    <#
    .SYNOPSIS
    Reads whether packages could be taken away again: before an undo is begun, and before anything is installed.
    .DESCRIPTION
    Changes nothing and judges nothing. A part that cannot be read is $null and named in `unreadable`.
    .PARAMETER PackagesBefore
    The packages recorded before our install; without them only the store as a whole is looked at.
    .PARAMETER PackagesAdded
    What our install brought, as it was listed right after it.
    .OUTPUTS
    One object; see src/model/undo-reading.ts, removalReadingSchema.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter()] [string[]] $PackagesBefore = @(),
        [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded
    )
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $unreadable = [System.Collections.Generic.List[string]]::new()
    $reset = $null
    try { foreach ($at in @(Get-LastBaseReset)) { $reset = $at } } catch { $unreadable.Add('last ResetBase: ' + $_.Exception.Message) }
    $resetters = $null
    try { $resetters = [string[]]@(Get-BaseResetter) } catch { $unreadable.Add('what resets the base: ' + $_.Exception.Message) }
    $undo = [pscustomobject]@{ Ours = @(); Others = [string[]]@(); Superseded = [object[]]@(); Waiting = [string[]]@() }
    try { if ($PackagesBefore.Length -gt 0) { $undo = Get-UndoState -PackagesBefore $PackagesBefore -PackagesAdded $PackagesAdded } }
    catch {
        $undo = [pscustomobject]@{ Ours = $null; Others = $null; Superseded = $null; Waiting = $null }
        $unreadable.Add('packages: ' + $_.Exception.Message)
    }
    $permanent = $null
    try { if ($null -ne $undo.Ours) { $permanent = [string[]]@(Get-PermanentPackage -Name @($undo.Ours | ForEach-Object { $_.Name })) } }
    catch { $unreadable.Add('manifests: ' + $_.Exception.Message) }
    [pscustomobject]@{
        lastResetBase = $reset
        resetters     = $resetters
        permanent     = $permanent
        superseded    = $undo.Superseded
        others        = $undo.Others
        waiting       = $undo.Waiting
        unreadable    = $unreadable.ToArray()
    }
}
