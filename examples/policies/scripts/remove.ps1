# Takes the agent away again.
$ErrorActionPreference = 'Stop'
$package = '\\files.corp.example\software\agent-7.msi'
$msiexec = Start-Process -FilePath msiexec.exe -ArgumentList '/x', $package, '/qn', '/norestart' -Wait -PassThru
exit $msiexec.ExitCode
