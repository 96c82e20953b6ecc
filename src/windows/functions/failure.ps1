# How a function of ours refuses: one terminating error whose id is a stable code. The caller decides on the id, never on the text.

function Stop-Patchring {
    <#
    .SYNOPSIS
    Throws a terminating error with a code and, where there is one, an HRESULT.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Code,
        [Parameter(Mandatory = $true)] [string] $Message,
        [Parameter()] [int] $HResult = 0
    )
    $exception = [System.InvalidOperationException]::new($Message)
    if ($HResult -ne 0) { $exception = [System.Runtime.InteropServices.COMException]::new($Message, $HResult) }
    throw [System.Management.Automation.ErrorRecord]::new($exception, $Code, 'InvalidOperation', $null)
}

function ConvertTo-UnsignedResult {
    <#
    .SYNOPSIS
    Gives an HRESULT as the unsigned number that people look up: -2147024891 is 2147942405 (0x80070005).
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [long] $HResult)
    if ($HResult -lt 0) { return $HResult + 4294967296L }
    return $HResult
}

function Get-InnermostException {
    <#
    .SYNOPSIS
    Finds the exception that began it all: PowerShell wraps what COM and .NET throw.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [System.Exception] $Exception)
    $inner = $Exception
    while ($null -ne $inner.InnerException) { $inner = $inner.InnerException }
    return $inner
}
