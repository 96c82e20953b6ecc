# Says whether the file is there: one boolean, and nothing else.
Test-Path -LiteralPath (Join-Path $env:ProgramData 'patchring-live.txt')
