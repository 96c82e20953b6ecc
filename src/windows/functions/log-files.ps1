# Touches of logs that others write at this very moment: opened so that nobody is kept from writing, renaming or deleting them, and
# only their ends are read, since CBS.log alone grows to hundreds of megabytes.

function Get-WindowsDirectory {
    <#
    .SYNOPSIS
    Touch: the directory of Windows.
    #>
    [CmdletBinding()]
    param()
    return $env:SystemRoot
}

function Read-LogTail {
    <#
    .SYNOPSIS
    Reads the last bytes of a log as text, from the first whole line on: UTF-16 where the file says so, else UTF-8.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [int] $Maximum
    )
    $stream = [System.IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete')
    try {
        $encoding = [System.Text.Encoding]::UTF8
        $mark = [byte[]]::new(2)
        if ($stream.Read($mark, 0, 2) -eq 2 -and $mark[0] -eq 255 -and $mark[1] -eq 254) { $encoding = [System.Text.Encoding]::Unicode }
        $isCut = $stream.Length -gt $Maximum
        $from = [long]0
        if ($isCut) { $from = $stream.Length - $Maximum }
        [void]$stream.Seek($from + $from % 2, 'Begin')
        $bytes = [byte[]]::new($Maximum)
        $length = 0
        while ($length -lt $Maximum) {
            $read = $stream.Read($bytes, $length, $Maximum - $length)
            if ($read -eq 0) { break }
            $length += $read
        }
        $text = $encoding.GetString($bytes, 0, $length).TrimStart([char]0xFEFF)
        if ($isCut) { $text = $text.Substring($text.IndexOf("`n") + 1) }
        return [pscustomobject]@{ Text = $text; IsCut = $isCut }
    }
    finally { $stream.Dispose() }
}

function Read-FileRow {
    <#
    .SYNOPSIS
    Lists the files of a directory that match, newest first; nothing where the directory is absent.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter(Mandatory = $true)] [string] $Like
    )
    $directory = [System.IO.DirectoryInfo]::new($Path)
    if (-not $directory.Exists) { return }
    $files = $directory.GetFiles($Like)
    $times = [datetime[]]@($files | ForEach-Object { $_.LastWriteTimeUtc })
    [array]::Sort($times, $files)
    [array]::Reverse($files)
    foreach ($file in $files) { [pscustomobject]@{ Name = $file.Name; Size = [long]$file.Length; At = $file.LastWriteTimeUtc } }
}
