function Invoke-Shutdown {
    <#
    .SYNOPSIS
    Touch: runs shutdown.exe and gives its exit code.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Arguments)
    $start = [System.Diagnostics.ProcessStartInfo]::new([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'shutdown.exe'), $Arguments)
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $process = [System.Diagnostics.Process]::Start($start)
    try {
        if (-not $process.WaitForExit(30000)) { Stop-Patchring -Code 'RESTART_REFUSED' -Message 'shutdown.exe did not answer within 30 seconds.' }
        return $process.ExitCode
    }
    finally { $process.Dispose() }
}

function Restart-PatchringMachine {
    <#
    .SYNOPSIS
    Restarts this machine if it is still on the given boot.
    .DESCRIPTION
    Safe to repeat: a machine that has restarted since is left alone, and so is one where nobody can tell (BOOT_UNCOMPARABLE). The restart begins five seconds after the answer, so that
    the session can be closed. It is recorded in the System log (event 1074) as planned, operating system, security fix.
    .PARAMETER IfStillOn
    The bootId of Get-PatchringBoot.
    .PARAMETER Reason
    Shown in the System log; letters, digits and simple punctuation, the rest becomes a space.
    .OUTPUTS
    One object: outcome = restarting or alreadyRestarted.
    #>
    [CmdletBinding()]
    [OutputType([pscustomobject])]
    param(
        [Parameter(Mandatory = $true)] [string] $IfStillOn,
        [Parameter(Mandatory = $true)] [string] $Reason
    )
    Set-StrictMode -Version 3.0
    $ErrorActionPreference = 'Stop'
    $boot = (Get-BootIdentity).Id
    switch (Compare-BootIdentity -One $boot -Two $IfStillOn) {
        'other' { return [pscustomobject]@{ outcome = 'alreadyRestarted' } }
        'unknown' { Stop-Patchring -Code 'BOOT_UNCOMPARABLE' -Message ('This boot is {0}, and {1} was meant.' -f $boot, $IfStillOn) }
    }
    $comment = ('patchring: ' + $Reason) -replace '[^A-Za-z0-9 .,:;_()/-]', ' '
    if ($comment.Length -gt 400) { $comment = $comment.Substring(0, 400) }
    $arguments = '/r /t 5 /d p:2:18 /c "{0}"' -f $comment
    $code = Invoke-Shutdown -Arguments $arguments
    if ($code -eq 1190) {
        # Somebody scheduled a shutdown already, perhaps an earlier call of ours: it is replaced, or the machine might be off in the morning.
        [void](Invoke-Shutdown -Arguments '/a')
        $code = Invoke-Shutdown -Arguments $arguments
    }
    # 1115: a shutdown is in progress.
    if ($code -ne 0 -and $code -ne 1115) {
        Stop-Patchring -Code 'RESTART_REFUSED' -Message ('shutdown.exe ended with {0}.' -f $code)
    }
    [pscustomobject]@{ outcome = 'restarting' }
}
