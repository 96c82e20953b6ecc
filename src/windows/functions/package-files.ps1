# Files that SYSTEM copies from elsewhere and gives to the component store. They are copied first and checked afterwards, where nobody
# but administrators can change them any more: what was checked is what is installed. Nothing is installed before everything is checked.

function Open-PackageSource {
    <#
    .SYNOPSIS
    Touch: opens a file on a share, a drive or an HTTPS server. A share is read as the computer account of the machine.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $From)
    if ($From -notlike 'https://*') { return [System.IO.File]::OpenRead($From) }
    [System.Net.ServicePointManager]::SecurityProtocol = [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12
    return [System.Net.WebClient]::new().OpenRead([uri]$From)
}

function Copy-PackageFile {
    <#
    .SYNOPSIS
    Copies a file piece by piece; every few seconds in which something has come, it says so.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $From,
        [Parameter(Mandatory = $true)] [string] $To,
        [Parameter(Mandatory = $true)] [hashtable] $Sign
    )
    $source = Open-PackageSource -From $From
    try {
        $target = [System.IO.FileStream]::new($To, 'CreateNew', 'Write', 'None')
        try {
            $buffer = [byte[]]::new(1MB)
            $toldAt = [datetime]::UtcNow
            for ($read = $source.Read($buffer, 0, $buffer.Length); $read -gt 0; $read = $source.Read($buffer, 0, $buffer.Length)) {
                $target.Write($buffer, 0, $read)
                if ([datetime]::UtcNow -lt $toldAt.AddSeconds(5)) { continue }
                $toldAt = [datetime]::UtcNow
                Write-SignOfLife @Sign
            }
        }
        finally { $target.Dispose() }
    }
    finally { $source.Dispose() }
}

function Read-FileSignature {
    <#
    .SYNOPSIS
    Touch: reads the Authenticode signature of a file: whether it is valid, and who signed.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Path)
    $signature = Get-AuthenticodeSignature -LiteralPath $Path -ErrorAction Stop
    $signer = ''
    if ($null -ne $signature.SignerCertificate) { $signer = [string]$signature.SignerCertificate.Subject }
    return [pscustomobject]@{ Status = [string]$signature.Status; Signer = $signer }
}

function Add-StorePackage {
    <#
    .SYNOPSIS
    Gives a package to the component store and never restarts; tells whether a restart is needed.
    .PARAMETER Span
    Directory, From, To and Note of the progress that is told meanwhile.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [hashtable] $Span
    )
    $parameters = @{ Online = $true; PackagePath = $Path; NoRestart = $true; WarningAction = 'SilentlyContinue' }
    $answer = Invoke-StoreWork -Command 'Add-WindowsPackage' -Parameters $parameters @Span
    return @($answer | Where-Object { $_.RestartNeeded }).Length -gt 0
}

function Find-StagedFile {
    <#
    .SYNOPSIS
    Finds a file that a job before this one has copied, by name and content; nothing where there is none.
    .DESCRIPTION
    The directories of the jobs lie beside ours, and only administrators and SYSTEM can write there. Whoever takes the file checks it
    again all the same.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Directory,
        [Parameter(Mandatory = $true)] [string] $Name,
        [Parameter(Mandatory = $true)] [string] $Sha256
    )
    $root = [System.IO.Path]::GetDirectoryName($Directory.TrimEnd([char[]]'\/'))
    foreach ($job in [System.IO.Directory]::GetDirectories($root)) {
        $folder = [System.IO.Path]::Combine($job, 'staged')
        if ($job -eq $Directory -or -not [System.IO.Directory]::Exists($folder)) { continue }
        foreach ($path in [System.IO.Directory]::GetFiles($folder, $Name, 'AllDirectories')) {
            if ((Get-FileDigest -Path $path) -eq $Sha256) { return $path }
        }
    }
}

function Get-FileDigest {
    <#
    .SYNOPSIS
    SHA-256 of a file, in lower case.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Path)
    $algorithm = [System.Security.Cryptography.SHA256]::Create()
    $stream = [System.IO.File]::OpenRead($Path)
    try { return [System.BitConverter]::ToString($algorithm.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }
    finally { $stream.Dispose(); $algorithm.Dispose() }
}

function Save-PackageFile {
    <#
    .SYNOPSIS
    Copies one file into a folder of the job and checks it there.
    .DESCRIPTION
    Throws PACKAGE_NOT_FOUND, PACKAGE_HASH_MISMATCHED, PACKAGE_UNSIGNED or INSTALL_NETWORK_METERED: signed means validly, and by Microsoft.
    .PARAMETER Sign
    Directory, Percent and Note of the sign of life that is left meanwhile.
    .OUTPUTS
    The path of the copy.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Folder,
        [Parameter(Mandatory = $true)] [string] $From,
        [Parameter(Mandatory = $true)] [string] $Sha256,
        [Parameter(Mandatory = $true)] [hashtable] $Sign
    )
    $name = $From.Split([char[]]'\/')[-1]
    $to = [System.IO.Path]::Combine($Folder, $name)
    $staged = Find-StagedFile -Directory $Sign.Directory -Name $name -Sha256 $Sha256
    if ($null -eq $staged -and $From -like 'https://*') { Confirm-FreeNetwork }
    try {
        if ($null -ne $staged) { [System.IO.File]::Copy($staged, $to) }
        else { Copy-PackageFile -From $From -To $to -Sign $Sign }
    }
    catch {
        $cause = Get-InnermostException -Exception $_.Exception
        Stop-Patchring -Code 'PACKAGE_NOT_FOUND' -Message ('{0} cannot be copied: {1}' -f $From, $cause.Message)
    }
    $digest = Get-FileDigest -Path $to
    if ($digest -ne $Sha256) {
        Stop-Patchring -Code 'PACKAGE_HASH_MISMATCHED' -Message ('{0} has SHA-256 {1}, and {2} was planned.' -f $From, $digest, $Sha256)
    }
    $signature = Read-FileSignature -Path $to
    if ($signature.Status -ne 'Valid' -or $signature.Signer -notmatch '(^|,\s*)O=Microsoft Corporation(,|$)') {
        Stop-Patchring -Code 'PACKAGE_UNSIGNED' -HResult 0x800B0100 -Message ('{0} is not signed by Microsoft: {1} {2}' -f $From, $signature.Status, $signature.Signer)
    }
    return $to
}
