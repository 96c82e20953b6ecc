# Installs the agent as SYSTEM. msiexec sets $LASTEXITCODE: 0 is good, 3010 asks for a restart, everything else has failed.
$ErrorActionPreference = 'Stop'
$package = '\\files.corp.example\software\agent-7.msi'
$msiexec = Start-Process -FilePath msiexec.exe -ArgumentList '/i', $package, '/qn', '/norestart' -Wait -PassThru
Write-Output ('msiexec ended with {0}' -f $msiexec.ExitCode)
exit $msiexec.ExitCode
