# Touches of the registry: 64-bit view of HKEY_LOCAL_MACHINE, also from a 32-bit process. Absent is $null or $false; what may not
# be read throws, so that nobody mistakes "denied" for "absent".

function Read-RegistryValue {
    <#
    .SYNOPSIS
    Reads one value; $null where the key or the value is absent.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Name
    )
    $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
    try {
        $key = $root.OpenSubKey($Path)
        if ($null -eq $key) { return $null }
        try { return $key.GetValue($Name, $null) } finally { $key.Dispose() }
    }
    finally { $root.Dispose() }
}

function Read-RegistryKeyName {
    <#
    .SYNOPSIS
    Lists the names of the keys below a key; nothing where the key itself is absent.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Path)
    $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
    try {
        $key = $root.OpenSubKey($Path)
        if ($null -eq $key) { return }
        try { $key.GetSubKeyNames() } finally { $key.Dispose() }
    }
    finally { $root.Dispose() }
}

function Test-RegistryKey {
    <#
    .SYNOPSIS
    Tells whether a key is there.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Path)
    $root = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')
    try {
        $key = $root.OpenSubKey($Path)
        if ($null -eq $key) { return $false }
        $key.Dispose()
        return $true
    }
    finally { $root.Dispose() }
}
