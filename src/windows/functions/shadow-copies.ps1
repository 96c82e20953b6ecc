# The Volume Shadow Copy service, as far as it tells of backups: when the system drive was copied last, and which of its writers have
# failed. There is no class for writers: vssadmin lists them, and its texts are translated, so only the numbers and the quotes count.

function Read-WriterLine {
    <#
    .SYNOPSIS
    Touch: the lines of `vssadmin list writers`. What is late is ended, and throws.
    #>
    [CmdletBinding()]
    param()
    $path = [System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'vssadmin.exe')
    $start = [System.Diagnostics.ProcessStartInfo]::new($path, 'list writers')
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    try {
        $reading = $process.StandardOutput.ReadToEndAsync()
        if (-not $reading.Wait(90000)) {
            try { $process.Kill() } catch [System.InvalidOperationException] { $PSCmdlet.WriteVerbose('It has ended meanwhile.') }
            throw [System.TimeoutException]::new('vssadmin did not end in 90 s')
        }
        return $reading.Result.Split([char[]]"`r`n", [System.StringSplitOptions]::RemoveEmptyEntries)
    }
    finally { $process.Dispose() }
}

function Get-FailedWriter {
    <#
    .SYNOPSIS
    Names the writers that have failed, with the number of their state. Throws where no writer at all is listed: that is no good news.
    #>
    [CmdletBinding()]
    param()
    $name = ''
    $seen = 0
    foreach ($line in @(Read-WriterLine)) {
        # Every language puts the name of a writer in quotes, and the number of its state in brackets.
        if ($line -match '^\S.*[:\uFF1A]\s*[''"](.+)[''"]\s*$') { $name = $Matches[1] }
        elseif ($name -ne '' -and $line -match '^\s+[^\[]*[:\uFF1A]\s*\[(\d+)\]') {
            $seen++
            # VSS_WRITER_STATE: 1 stable, 2 to 5 in the middle of a copy, from 6 on failed at one of its steps.
            if ([int]$Matches[1] -ge 6) { $name + ' (state ' + $Matches[1] + ')' }
            $name = ''
        }
    }
    if ($seen -eq 0) { Stop-Patchring -Code 'WINDOWS_OPERATION_FAILED' -Message 'vssadmin lists no writers.' }
}

function Get-LastShadowCopy {
    <#
    .SYNOPSIS
    Gives when the system drive was copied last by a shadow copy that is still there; nothing where there is none.
    #>
    [CmdletBinding()]
    param()
    $volume = ''
    foreach ($row in Read-CimRow -Query ("SELECT DeviceID FROM Win32_Volume WHERE DriveLetter = '{0}'" -f $env:SystemDrive)) { $volume = [string]$row.DeviceID }
    $times = [datetime[]]@(foreach ($row in Read-CimRow -Query 'SELECT VolumeName, InstallDate, State FROM Win32_ShadowCopy') {
            # 12: the copy is complete and can be used.
            if ([string]$row.VolumeName -eq $volume -and [int]$row.State -eq 12) { ([datetime]$row.InstallDate).ToUniversalTime() }
        })
    if ($times.Length -eq 0) { return }
    [array]::Sort($times)
    return $times[$times.Length - 1].ToString('o')
}
