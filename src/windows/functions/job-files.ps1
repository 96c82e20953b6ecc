# The files of one job. They are replaced whole, never changed in place, so that a reader sees either the old or the new content.
#   parameters.xml  what to do (CLIXML: data, never code)      job.ps1    these functions, and one line that calls Invoke-PatchringJob
#   started         made once by the job and held open while it lives: whoever can open it knows that the job is gone
#   status.xml      percent, note, instant of the last sign of life                result.xml  how it ended

function Write-JobFile {
    <#
    .SYNOPSIS
    Writes an object into a file of a job, whole or not at all.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [psobject] $Value
    )
    $bytes = [System.Text.Encoding]::UTF8.GetBytes([System.Management.Automation.PSSerializer]::Serialize($Value, 10))
    $fresh = $Path + '.new'
    $stream = [System.IO.FileStream]::new($fresh, 'Create', 'Write', 'None')
    try {
        $stream.Write($bytes, 0, $bytes.Length)
        $stream.Flush($true)
    }
    finally { $stream.Dispose() }
    # A reader has the old file open for an instant at most.
    for ($attempt = 1; ; $attempt++) {
        try {
            if ([System.IO.File]::Exists($Path)) { [System.IO.File]::Replace($fresh, $Path, [NullString]::Value) }
            else { [System.IO.File]::Move($fresh, $Path) }
            return
        }
        catch [System.IO.IOException] {
            if ($attempt -ge 20) { throw }
            Wait-Moment -Milliseconds 50
        }
    }
}

function Read-JobFile {
    <#
    .SYNOPSIS
    Reads an object from a file of a job; nothing where the file is missing.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Path)
    try { $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete') }
    catch [System.IO.FileNotFoundException] { return }
    try {
        $reader = [System.IO.StreamReader]::new($stream, [System.Text.Encoding]::UTF8)
        return [System.Management.Automation.PSSerializer]::Deserialize($reader.ReadToEnd())
    }
    finally { $stream.Dispose() }
}

function Lock-Job {
    <#
    .SYNOPSIS
    Makes the mark that the job has begun, and holds it. Nothing when it was begun before: then it must not run again.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Directory)
    try { return [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'CreateNew', 'ReadWrite', 'None') }
    catch [System.IO.IOException] { return }
}

function Test-JobAlive {
    <#
    .SYNOPSIS
    Tells whether the process of a job that has begun still lives: it holds the mark open, and Windows closes it with the process.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Directory)
    try {
        [System.IO.FileStream]::new([System.IO.Path]::Combine($Directory, 'started'), 'Open', 'Read', 'None').Dispose()
        return $false
    }
    catch [System.IO.IOException] { return $true }
}

function Write-JobProgress {
    <#
    .SYNOPSIS
    Leaves a sign of life: percent (or $null where nobody knows) and what is being done.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [AllowNull()] [System.Nullable[double]] $Percent,
        [Parameter(Mandatory = $true)] [string] $Note
    )
    $status = [pscustomobject]@{ Percent = $Percent; Note = $Note; At = [datetime]::UtcNow.ToString('o') }
    Write-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml')) -Value $status
}

function Get-JobResult {
    <#
    .SYNOPSIS
    Gives how a job ended, as a job status; nothing while it has not.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Directory)
    $ended = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'result.xml'))
    if ($null -eq $ended) { return }
    if ($ended.Schema -ne 1) { Stop-Patchring -Code 'JOB_RESULT_UNREADABLE' -Message ('The result in {0} has schema {1}; this version reads 1.' -f $Directory, $ended.Schema) }
    return $ended.Status
}

function Get-JobStatus {
    <#
    .SYNOPSIS
    Works out how a job stands, from its files first and its task second: the files are the job's own word.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string] $Key
    )
    $ended = Get-JobResult -Directory $Directory
    if ($null -ne $ended) { return $ended }
    if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) {
        if (Test-JobAlive -Directory $Directory) {
            $status = Read-JobFile -Path ([System.IO.Path]::Combine($Directory, 'status.xml'))
            if ($null -eq $status) { return [pscustomobject]@{ state = 'running'; percent = $null; note = 'just started' } }
            $silence = [System.DateTime]::UtcNow - [System.DateTimeOffset]::Parse($status.At, [System.Globalization.CultureInfo]::InvariantCulture).UtcDateTime
            # A clock that was set back makes no job silent.
            $seconds = [long][System.Math]::Max(0, [System.Math]::Floor($silence.TotalSeconds))
            return [pscustomobject]@{ state = 'running'; percent = $status.Percent; note = [string]$status.Note; silentFor = $seconds }
        }
        # It may have ended between the two looks.
        $ended = Get-JobResult -Directory $Directory
        if ($null -ne $ended) { return $ended }
        return [pscustomobject]@{ state = 'lost'; note = 'the job began and its process is gone without a result' }
    }
    $task = Read-JobTask -Key $Key
    if ($null -eq $task) { return [pscustomobject]@{ state = 'lost'; note = 'the job never began and its task is gone' } }
    if ($task.State -eq 'queued' -or $task.State -eq 'running') { return [pscustomobject]@{ state = 'queued' } }
    # The task may have begun the job between the two looks.
    if ([System.IO.File]::Exists([System.IO.Path]::Combine($Directory, 'started'))) { return Get-JobStatus -Directory $Directory -Key $Key }
    return [pscustomobject]@{ state = 'lost'; note = ('the job never began; its task is {0} with result 0x{1:X8}' -f $task.State, $task.LastResult) }
}
