function Get-ScriptText {
    <#
    .SYNOPSIS
    Gives the text that these functions were defined with: a job runs the very functions that started it.
    #>
    [CmdletBinding()]
    param()
    $tree = $MyInvocation.MyCommand.ScriptBlock.Ast
    while ($null -ne $tree.Parent) { $tree = $tree.Parent }
    return $tree.Extent.Text
}

function New-JobDirectory {
    <#
    .SYNOPSIS
    Makes the directory of a job, complete, in one step that fails when the key is taken.
    .DESCRIPTION
    It is filled aside and renamed: a rename onto an existing directory fails, so two starters of one key get one job, and a
    crash leaves a nameless directory and never half a job.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Root,
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [psobject] $Work,
        [Parameter()] [AllowEmptyCollection()] [string[]] $Script = @()
    )
    $fresh = [System.IO.Path]::Combine($Root, '.new-' + [guid]::NewGuid().ToString('N'))
    New-SecureDirectory -Path $fresh
    try {
        $text = (Get-ScriptText) + "`r`nInvoke-PatchringJob -Directory `$PSScriptRoot`r`n"
        [System.IO.File]::WriteAllText([System.IO.Path]::Combine($fresh, 'job.ps1'), $text, [System.Text.Encoding]::ASCII)
        foreach ($line in $Script) {
            $role, $null, $content = $line.Split([char[]]'|', 3)
            # Byte for byte what the owner saved: a signature covers the bytes, and a mark at the beginning is part of the text.
            [System.IO.File]::WriteAllText([System.IO.Path]::Combine($fresh, $role + '.ps1'), $content, [System.Text.UTF8Encoding]::new($false))
        }
        Write-JobFile -Path ([System.IO.Path]::Combine($fresh, 'parameters.xml')) -Value $Work
        $directory = [System.IO.Path]::Combine($Root, $Key)
        try { [System.IO.Directory]::Move($fresh, $directory) }
        catch [System.IO.IOException] { if (-not [System.IO.Directory]::Exists($directory)) { throw } }
    }
    finally { if ([System.IO.Directory]::Exists($fresh)) { [System.IO.Directory]::Delete($fresh, $true) } }
}

function Confirm-OwnScript {
    <#
    .SYNOPSIS
    Throws JOB_SCRIPT_REFUSED where these functions are installed: who may call them may not bring code of their own.
    .DESCRIPTION
    Throws JOB_PARAMETERS_INVALID where a script is missing.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Kind,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Update,
        [Parameter(Mandatory = $true)] [AllowEmptyCollection()] [string[]] $Script
    )
    if ($null -ne $MyInvocation.MyCommand.Module) { Stop-Patchring -Code 'JOB_SCRIPT_REFUSED' -Message 'Only the jobs of the installed module run here.' }
    $roles = @($Script | ForEach-Object { $_.Split('|')[0] }) -join ','
    $needed = 'run,detect'
    if ($Kind -eq 'detect') { $needed = 'detect' }
    if ($roles -ne $needed -or ($Kind -ne 'detect' -and $Update.Length -ne 1)) {
        Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('Work of kind {0} needs the scripts {1}.' -f $Kind, $needed)
    }
}

function Clear-JobRemnant {
    <#
    .SYNOPSIS
    Deletes nameless directories that a crash left behind more than a day ago.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Root)
    foreach ($path in [System.IO.Directory]::GetDirectories($Root, '.*')) {
        if ([System.IO.Directory]::GetCreationTimeUtc($path) -gt [datetime]::UtcNow.AddDays(-1)) { continue }
        try { [System.IO.Directory]::Delete($path, $true) }
        catch { $PSCmdlet.WriteWarning($path + ' cannot be deleted: ' + $_.Exception.Message) }
    }
}

function Start-PatchringJob {
    <#
    .SYNOPSIS
    Starts detached work under SYSTEM, or finds the work that was started with the same key.
    .DESCRIPTION
    Safe to repeat at any moment: the key is a directory that can be made only once, the task can be registered only once, and the
    job itself begins only once. A job that was registered and never began is started; one that began is never begun again.
    .PARAMETER Key
    Names the directory and the task.
    .PARAMETER Kind
    scan (needs Source), stage, install and hide (need Source and Update), packages (needs Package; stage takes it too), detect (needs Script), script and
    removal (need Update and Script), uninstall (needs PackagesBefore), drain or resume (needs Drain).
    .PARAMETER Source
    machine (what its own policy says), windows-update or microsoft-update.
    .PARAMETER OverrideWsus
    Asks that source although policy sends the machine to a WSUS server.
    .PARAMETER Update
    Exactly these, each as updateId@revision.
    .PARAMETER Package
    Files to install, each as updateId@revision|KB|sha256|place.
    .PARAMETER Prerequisite
    Files that must lie beside a package, each as updateId@revision|sha256|place.
    .PARAMETER Script
    Scripts of the owner's, each as role|sha256|text; the role is run or detect.
    .PARAMETER PackagesBefore
    The packages recorded before our install; they stay.
    .PARAMETER PackagesAdded
    What our install brought, as it was listed right after it: only that goes. Left out where it was not recorded.
    .PARAMETER Kb
    The KBs that we installed, for the record.
    .PARAMETER Drain
    Keys of the drains whose pause is ours: drain may find one of them, resume takes them back.
    .OUTPUTS
    One object: the status of the job, as Get-PatchringJob gives it.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string] $Key,
        [Parameter(Mandatory = $true)] [ValidateSet('scan', 'stage', 'install', 'packages', 'detect', 'script', 'removal', 'uninstall', 'hide', 'show', 'drain', 'resume')] [string] $Kind,
        [Parameter()] [ValidateSet('machine', 'windows-update', 'microsoft-update')] [string] $Source = 'machine',
        [Parameter()] [bool] $OverrideWsus = $false,
        [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}$')] [string[]] $Update = @(),
        [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}\|KB[0-9]{5,8}\|[0-9a-f]{64}\|[^|"<>*?]{2,400}[\\/][^|"<>*?:\\/]+\.(msu|cab)$')] [string[]] $Package = @(),
        [Parameter()] [ValidatePattern('^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[0-9]{1,9}\|[0-9a-f]{64}\|[^|"<>*?]{2,400}[\\/][^|"<>*?:\\/]+\.(msu|cab)$')] [string[]] $Prerequisite = @(),
        [Parameter()] [ValidatePattern('^(run|detect)\|[0-9a-f]{64}\|')] [string[]] $Script = @(),
        [Parameter()] [string[]] $PackagesBefore = @(),
        [Parameter()] [AllowNull()] [AllowEmptyCollection()] [string[]] $PackagesAdded,
        [Parameter()] [string[]] $Kb = @(),
        [Parameter()] [ValidatePattern('^[A-Za-z0-9-]{1,100}$')] [string[]] $Drain = @()
    )
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    if (('stage', 'install', 'hide', 'show' -contains $Kind) -and $Update.Length -eq 0 -and ($Kind -ne 'stage' -or $Package.Length -eq 0)) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message ('Work of kind {0} needs updates.' -f $Kind) }
    if ($Kind -eq 'packages' -and $Package.Length -eq 0) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'Work of kind packages needs packages.' }
    if ('detect', 'script', 'removal' -contains $Kind) { Confirm-OwnScript -Kind $Kind -Update $Update -Script $Script }
    if ($Kind -eq 'uninstall' -and $PackagesBefore.Length -eq 0) {
        Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'An uninstall needs the packages recorded before the install: without them everything would go.'
    }
    if ($Kind -eq 'resume' -and $Drain.Length -eq 0) { Stop-Patchring -Code 'JOB_PARAMETERS_INVALID' -Message 'Work of kind resume needs drains.' }
    $root = Open-JobRoot -Create
    $directory = [System.IO.Path]::Combine($root, $Key)
    if (-not [System.IO.Directory]::Exists($directory)) {
        $forbidden = Get-ScriptPolicy
        if ($null -ne $forbidden) { Stop-Patchring -Code 'JOB_SCRIPTS_FORBIDDEN' -Message ('Group policy forbids unsigned scripts: ' + $forbidden + '.') }
        Clear-JobRemnant -Root $root
        $digests = [string[]]@(foreach ($line in $Script) { $line.Split([char[]]'|', 3)[0..1] -join '|' })
        $work = [pscustomobject]@{ Kind = $Kind; Source = $Source; OverrideWsus = $OverrideWsus; Update = $Update; Package = $Package; Prerequisite = $Prerequisite; Script = $digests; PackagesBefore = $PackagesBefore; PackagesAdded = $PackagesAdded; Kb = $Kb; Drain = $Drain }
        New-JobDirectory -Root $root -Key $Key -Work $work -Script $Script
    }
    Confirm-SecureDirectory -Path $directory
    $known = Read-JobFile -Path ([System.IO.Path]::Combine($directory, 'parameters.xml'))
    if ($known.Kind -ne $Kind) { Stop-Patchring -Code 'JOB_KEY_REUSED' -Message ('The key {0} belongs to work of kind {1}.' -f $Key, $known.Kind) }
    $status = Get-JobStatus -Directory $directory -Key $Key
    if ($status.state -ne 'lost' -or [System.IO.File]::Exists([System.IO.Path]::Combine($directory, 'started'))) { return $status }
    Register-JobTask -Key $Key -Script ([System.IO.Path]::Combine($directory, 'job.ps1'))
    Start-JobTask -Key $Key
    Get-JobStatus -Directory $directory -Key $Key
}
