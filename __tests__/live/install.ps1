# Leaves a file that says who made it: SYSTEM, since scripts run as jobs of the task scheduler.
$ErrorActionPreference = 'Stop'
$who = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value
Set-Content -LiteralPath (Join-Path $env:ProgramData 'patchring-live.txt') -Value $who
