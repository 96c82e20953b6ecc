# Takes the file away again.
$ErrorActionPreference = 'Stop'
Remove-Item -LiteralPath (Join-Path $env:ProgramData 'patchring-live.txt')
