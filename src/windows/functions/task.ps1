# Touches of the Task Scheduler. Jobs stand in a visible folder, \patchring\: hidden SYSTEM tasks that delete themselves look like
# malware to defenders. No trigger: nothing starts again by itself, neither after a restart nor tomorrow.

function Test-ErrorResult {
    <#
    .SYNOPSIS
    Tells whether an error is this HRESULT, however deep it is wrapped.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [System.Management.Automation.ErrorRecord] $ErrorRecord,
        [Parameter(Mandatory = $true)] [int] $HResult
    )
    return (Get-InnermostException -Exception $ErrorRecord.Exception).HResult -eq $HResult
}

function Connect-TaskService {
    <#
    .SYNOPSIS
    Touch: connects to the Task Scheduler of this machine.
    #>
    [CmdletBinding()]
    param()
    $service = New-Object -ComObject 'Schedule.Service'
    $service.Connect()
    return $service
}

function Get-TaskFolder {
    <#
    .SYNOPSIS
    Touch: our task folder; nothing where it is missing.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [object] $Service)
    try { return $Service.GetFolder('\patchring') }
    catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070002)) { throw } }
}

function Read-JobTask {
    <#
    .SYNOPSIS
    Touch: state and last result of a job's task; nothing where there is no such task.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Key)
    $folder = Get-TaskFolder -Service (Connect-TaskService)
    if ($null -eq $folder) { return }
    try { $task = $folder.GetTask($Key) }
    catch {
        if (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070002) { return }
        throw
    }
    $names = 'unknown', 'disabled', 'queued', 'ready', 'running'
    return [pscustomobject]@{ State = $names[[int]$task.State]; LastResult = (ConvertTo-UnsignedResult -HResult $task.LastTaskResult) }
}

function Register-JobTask {
    <#
    .SYNOPSIS
    Touch: registers the task of a job under SYSTEM; no time limit, battery or idleness ever stops it. One that exists is left alone.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Key,
        [Parameter(Mandatory = $true)] [string] $Script
    )
    $service = Connect-TaskService
    $folder = Get-TaskFolder -Service $service
    if ($null -eq $folder) { $folder = $service.GetFolder('\').CreateFolder('patchring', 'D:P(A;;FA;;;BA)(A;;FA;;;SY)') }
    $task = $service.NewTask(0)
    $task.RegistrationInfo.Author = 'patchring'
    $task.RegistrationInfo.Description = 'One job of a patchring rollout. It has no trigger, runs once, and is removed when its result has been read.'
    $task.Principal.UserId = 'S-1-5-18'
    $task.Principal.LogonType = 5
    $task.Principal.RunLevel = 1
    $task.Settings.ExecutionTimeLimit = 'PT0S'
    $task.Settings.AllowHardTerminate = $false
    $task.Settings.DisallowStartIfOnBatteries = $false
    $task.Settings.StopIfGoingOnBatteries = $false
    $task.Settings.IdleSettings.StopOnIdleEnd = $false
    # 2: a second start of a running task is ignored.
    $task.Settings.MultipleInstances = 2
    # The default, 7, has low CPU and very low disk priority: installs would take twice as long.
    $task.Settings.Priority = 4
    $action = $task.Actions.Create(0)
    $action.Path = [System.IO.Path]::Combine($env:SystemRoot, 'System32\WindowsPowerShell\v1.0\powershell.exe')
    $action.Arguments = '-NoProfile -NonInteractive -ExecutionPolicy RemoteSigned -File "{0}"' -f $Script
    $action.WorkingDirectory = [System.IO.Path]::GetDirectoryName($Script)
    # 2: create, fail when it exists.
    try { [void]$folder.RegisterTaskDefinition($Key, $task, 2, $null, $null, 5) }
    catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x800700B7)) { throw } }
}

function Start-JobTask {
    <#
    .SYNOPSIS
    Touch: starts the task of a job now.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Key)
    $folder = Get-TaskFolder -Service (Connect-TaskService)
    [void]$folder.GetTask($Key).Run($null)
}

function Unregister-JobTask {
    <#
    .SYNOPSIS
    Touch: deletes the task of a job, and our folder with the last one. Absent is fine.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Key)
    $service = Connect-TaskService
    $folder = Get-TaskFolder -Service $service
    if ($null -eq $folder) { return }
    try { $folder.DeleteTask($Key, 0) }
    catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070002)) { throw } }
    # 1: hidden tasks count too.
    if ($folder.GetTasks(1).Count -gt 0) { return }
    # 0x80070091: a task came in between.
    try { $service.GetFolder('\').DeleteFolder('patchring', 0) }
    catch { if (-not (Test-ErrorResult -ErrorRecord $_ -HResult 0x80070091)) { throw } }
}
