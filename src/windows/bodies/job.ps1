# What the task runs, under SYSTEM: the last line of job.ps1 calls Invoke-PatchringJob. Whatever happens becomes a result file;
# without one the job is lost, and nobody guesses what it did.

function Invoke-JobBody {
    <#
    .SYNOPSIS
    Calls the body for a kind of work. Nothing else can be run by a job.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [psobject] $Work
    )
    switch ([string]$Work.Kind) {
        'scan' { return Invoke-PatchringScan -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) }
        'stage' {
            if (@($Work.Package).Length -gt 0) { return Invoke-PatchringPackageStage -Directory $Directory -Package ([string[]]$Work.Package) -Prerequisite ([string[]]$Work.Prerequisite) }
            return Invoke-PatchringStage -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update)
        }
        'install' { return Invoke-PatchringInstall -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }
        'packages' { return Invoke-PatchringPackage -Directory $Directory -Package ([string[]]$Work.Package) -Prerequisite ([string[]]$Work.Prerequisite) }
        'detect' { return Invoke-PatchringDetect -Directory $Directory -Script ([string[]]$Work.Script) }
        'script' { return Invoke-PatchringScript -Directory $Directory -Update ([string[]]$Work.Update)[0] -Script ([string[]]$Work.Script) }
        'removal' { return Invoke-PatchringRemoval -Directory $Directory -Update ([string[]]$Work.Update)[0] -Script ([string[]]$Work.Script) }
        'uninstall' { return Invoke-PatchringUninstall -Directory $Directory -PackagesBefore ([string[]]$Work.PackagesBefore) -PackagesAdded ([string[]]$Work.PackagesAdded) }
        'hide' { return Invoke-PatchringVisibility -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) -Hidden }
        'show' { return Invoke-PatchringVisibility -Directory $Directory -Source $Work.Source -OverrideWsus ([bool]$Work.OverrideWsus) -Update ([string[]]$Work.Update) }
        'drain' { return Invoke-PatchringDrain -Directory $Directory -After ([string[]]$Work.Drain) }
        'resume' { return Invoke-PatchringResume -Directory $Directory -Drain ([string[]]$Work.Drain) }
        default { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('There is no work of kind {0}.' -f $Work.Kind) }
    }
}

function ConvertTo-JobFailure {
    <#
    .SYNOPSIS
    Makes of an error what a job status says about it: HRESULT, sentence, and our code where it is one of ours.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord)
    $cause = Get-InnermostException -Exception $ErrorRecord.Exception
    # Errors of .NET and of PowerShell itself carry 0x8013xxxx, which says nothing about Windows.
    $number = 0L
    if ($cause -is [System.Runtime.InteropServices.ExternalException]) { $number = ConvertTo-UnsignedResult -HResult $cause.HResult }
    $failure = [ordered]@{ hresult = $number; message = $cause.Message }
    $code = ([string]$ErrorRecord.FullyQualifiedErrorId).Split(',')[0]
    if ($code -cmatch '^[A-Z]+(_[A-Z]+)+$') { $failure['code'] = $code }
    return [pscustomobject]$failure
}

function Invoke-PatchringJob {
    <#
    .SYNOPSIS
    Runs the job of a directory, once: a second call finds it begun and does nothing.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Directory)
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $mark = Lock-Job -Directory $Directory
    if ($null -eq $mark) { return }
    try {
        $work = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'parameters.xml'))
        try {
            Write-JobProgress -Directory $Directory -Percent 0 -Note ([string]$work.Kind)
            $result = Invoke-JobBody -Directory $Directory -Work $work
            $status = [pscustomobject]@{ state = 'finished'; kind = [string]$work.Kind; result = $result }
        }
        catch { $status = [pscustomobject]@{ state = 'failed'; failure = (ConvertTo-JobFailure -ErrorRecord $_) } }
        Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml')) -Value ([pscustomobject]@{ Schema = 1; Status = $status })
    }
    finally { $mark.Dispose() }
}
