# Where jobs live: %ProgramData%\patchring\jobs\<key>. By default every user may create folders in %ProgramData%, and what stands
# here is run under SYSTEM: a folder that anybody but administrators and SYSTEM owns, may write to, inherits rights into or has
# replaced by a link is refused, never repaired.

function Get-JobRoot {
    <#
    .SYNOPSIS
    Touch: the folder of all jobs.
    #>
    [CmdletBinding()]
    param()
    return [System.IO.Path]::Combine([System.Environment]::GetFolderPath('CommonApplicationData'), 'patchring', 'jobs')
}

function New-SecureDirectory {
    <#
    .SYNOPSIS
    Touch: creates a folder that only administrators and SYSTEM may open, with inheritance off. An existing one is left as it is.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Path)
    $security = [System.Security.AccessControl.DirectorySecurity]::new()
    # O:BA owner administrators, D:P protected, OICI down to files and folders, FA full control.
    $security.SetSecurityDescriptorSddlForm('O:BAG:BAD:P(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)')
    $directory = [System.IO.DirectoryInfo]::new($Path)
    if ($PSVersionTable.PSVersion.Major -ge 6) { [System.IO.FileSystemAclExtensions]::Create($directory, $security) }
    else { $directory.Create($security) }
}

function Read-DirectorySecurity {
    <#
    .SYNOPSIS
    Touch: reads who owns a folder, whether it inherits, whether it is a link, and every right on it. Accounts are SIDs.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Path)
    $directory = [System.IO.DirectoryInfo]::new($Path)
    if ($PSVersionTable.PSVersion.Major -ge 6) { $security = [System.IO.FileSystemAclExtensions]::GetAccessControl($directory) }
    else { $security = $directory.GetAccessControl() }
    $sid = [System.Security.Principal.SecurityIdentifier]
    $rules = foreach ($rule in $security.GetAccessRules($true, $true, $sid)) {
        [pscustomobject]@{ Account = $rule.IdentityReference.Value; Allows = ([string]$rule.AccessControlType -eq 'Allow'); IsInherited = [bool]$rule.IsInherited }
    }
    return [pscustomobject]@{
        Owner       = $security.GetOwner($sid).Value
        IsProtected = [bool]$security.AreAccessRulesProtected
        IsLink      = ($directory.Attributes -band [System.IO.FileAttributes]::ReparsePoint) -ne 0
        Rules       = @($rules)
    }
}

function Confirm-SecureDirectory {
    <#
    .SYNOPSIS
    Throws JOB_DIRECTORY_UNSAFE unless the folder is ours beyond doubt.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Path)
    # BUILTIN\Administrators and SYSTEM.
    $trusted = 'S-1-5-32-544', 'S-1-5-18'
    $security = Read-DirectorySecurity -Path $Path
    $fault = ''
    if ($security.IsLink) { $fault = 'it is a link' }
    elseif ($trusted -notcontains $security.Owner) { $fault = 'its owner is ' + $security.Owner }
    elseif (-not $security.IsProtected) { $fault = 'it inherits rights' }
    else {
        foreach ($rule in $security.Rules) {
            if ($rule.IsInherited) { $fault = 'it inherits rights'; break }
            if ($rule.Allows -and $trusted -notcontains $rule.Account) { $fault = $rule.Account + ' has rights on it'; break }
        }
    }
    if ($fault -ne '') {
        Stop-Patchring -Code 'JOB_DIRECTORY_UNSAFE' -Message ('{0} is not used: {1}. Find out who made it, then delete it.' -f $Path, $fault)
    }
}

function Open-JobRoot {
    <#
    .SYNOPSIS
    Gives the folder of all jobs after checking it and the folder above; with -Create it is made when it is missing.
    .OUTPUTS
    The path, or nothing where it is missing.
    #>
    [CmdletBinding()]
    param([Parameter()] [switch] $Create)
    $root = Get-JobRoot
    foreach ($path in [System.IO.Path]::GetDirectoryName($root), $root) {
        if ($Create) { New-SecureDirectory -Path $path }
        if (-not [System.IO.Directory]::Exists($path)) { return }
        Confirm-SecureDirectory -Path $path
    }
    return $root
}

function Remove-EmptyDirectory {
    <#
    .SYNOPSIS
    Deletes the folders above the jobs when nothing is left in them: after the last job, nothing of ours stays on the machine.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Root)
    foreach ($path in $Root, [System.IO.Path]::GetDirectoryName($Root)) {
        # Not empty, or in use by a start at this moment: then it stays.
        try { [System.IO.Directory]::Delete($path, $false) } catch [System.IO.IOException] { return }
    }
}

function Remove-JobDirectory {
    <#
    .SYNOPSIS
    Deletes the directory of a job, and the folders above it with the last one.
    .DESCRIPTION
    Renamed first, so that the key is free at once and half a directory is never taken for a job.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Root,
        [Parameter(Mandatory = $true)] [string] $Directory
    )
    $gone = [System.IO.Path]::Combine($Root, '.gone-' + [guid]::NewGuid().ToString('N'))
    [System.IO.Directory]::Move($Directory, $gone)
    [System.IO.Directory]::Delete($gone, $true)
    Remove-EmptyDirectory -Root $Root
}
