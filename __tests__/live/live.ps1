# The built command line against a real Windows: this very machine, through its own WinRM listeners, by a throw-away local account. Over
# sealed HTTP and over HTTPS: preflight, plan, a rollout of scripts without a restart, its rollback, and the evidence of both.
# For a machine that is thrown away afterwards: it opens listeners, makes a local administrator and lifts two protections of logons from the
# machine to itself; only the account is removed at the end. Windows PowerShell 5.1, as administrator. The password stays in this process.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2.0

$machine = 'patchring-live'
$account = 'patchring-live'
$repository = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$program = Join-Path $repository 'dist\cli.mjs'
$policy = Join-Path $PSScriptRoot 'patchring.yml'
$work = Join-Path ([IO.Path]::GetTempPath()) ('patchring-live-' + [Guid]::NewGuid().ToString('N'))
$marker = Join-Path $env:ProgramData 'patchring-live.txt'

# Calls a command, and throws unless it ends as it must.
function Invoke-Patchring([string] $Conclusion, [string[]] $Arguments) {
  Write-Host ('> patchring ' + ($Arguments -join ' '))
  $text = & node $program @Arguments --json
  $code = $LASTEXITCODE
  $result = ($text -join "`n") | ConvertFrom-Json
  Write-Host ('  {0} (exit code {1}): {2}' -f $result.conclusion, $code, $result.reason)
  if ($result.conclusion -ne $Conclusion) { throw ('{0} was to end as {1}' -f $Arguments[0], $Conclusion) }
}

function Assert-Marker([bool] $IsThere) {
  if ((Test-Path -LiteralPath $marker) -ne $IsThere) { throw ('the file of the script is there: {0}' -f (-not $IsThere)) }
  if (-not $IsThere) { return }
  $who = (Get-Content -LiteralPath $marker -Raw).Trim()
  if ($who -ne 'S-1-5-18') { throw ('the script ran as {0} and not as SYSTEM' -f $who) }
}

# A local administrator with a password that nobody sees.
function New-Account {
  $bytes = New-Object byte[] 24
  [Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($bytes)
  $password = 'aA1!' + [Convert]::ToBase64String($bytes)
  $secure = ConvertTo-SecureString -String $password -AsPlainText -Force
  $null = New-LocalUser -Name $account -Password $secure -AccountNeverExpires
  Add-LocalGroupMember -SID 'S-1-5-32-544' -Member $account
  $env:PATCHRING_USERNAME = '{0}\{1}' -f $env:COMPUTERNAME, $account
  $env:PATCHRING_PASSWORD = $password
}

# Both listeners. Unencrypted stays forbidden, as it is by default: what gets through over HTTP was sealed.
function Enable-Listeners {
  Enable-PSRemoting -SkipNetworkProfileCheck -Force
  $policies = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'
  # A local administrator other than Administrator itself has full rights over the network only with this.
  $null = New-ItemProperty -Path $policies -Name LocalAccountTokenFilterPolicy -Value 1 -PropertyType DWord -Force
  # NTLM from a machine to itself under a second name is refused without this.
  $null = New-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Control\Lsa' -Name DisableLoopbackCheck -Value 1 -PropertyType DWord -Force
  Add-Content -LiteralPath (Join-Path $env:SystemRoot 'System32\drivers\etc\hosts') -Value "`r`n127.0.0.1 $machine"
  $certificate = New-SelfSignedCertificate -DnsName $machine -CertStoreLocation Cert:\LocalMachine\My
  $null = New-Item -Path WSMan:\localhost\Listener -Transport HTTPS -Address * -CertificateThumbPrint $certificate.Thumbprint -Force
  if ((Get-Item WSMan:\localhost\Service\AllowUnencrypted).Value -ne 'false') { throw 'WinRM takes unencrypted messages' }
  $text = [Convert]::ToBase64String($certificate.RawData, 'InsertLineBreaks')
  $path = Join-Path $work 'ca.pem'
  [IO.File]::WriteAllText($path, "-----BEGIN CERTIFICATE-----`n$text`n-----END CERTIFICATE-----`n")
  return $path
}

function Test-Transport([string] $Name, [string[]] $Way) {
  $ledger = @('--ledger', ('file:' + (Join-Path $work "ledger-$Name")))
  $common = @('--policy', $policy) + $Way
  $report = Join-Path $work "report-$Name"
  Invoke-Patchring succeeded (@('preflight') + $common)
  Invoke-Patchring succeeded (@('plan', '--out', (Join-Path $work "plan-$Name")) + $common + $ledger)
  Assert-Marker $false
  Invoke-Patchring waiting (@('apply') + $common + $ledger)
  Assert-Marker $true
  Start-Sleep -Seconds 3
  Invoke-Patchring succeeded (@('apply', '--out', $report) + $common + $ledger)
  Invoke-Patchring succeeded @('verify', $report)
  Invoke-Patchring rolled-back (@('rollback', '--ring', 'only', '--reason', 'the live test is over') + $common + $ledger)
  Assert-Marker $false
  $left = Get-ScheduledTask -TaskPath '\patchring\' -ErrorAction SilentlyContinue
  if ($left) { throw ('a task was left behind: {0}' -f $left[0].TaskName) }
}

$null = New-Item -ItemType Directory -Path $work
try {
  New-Account
  $ca = Enable-Listeners
  Test-Transport http-sealed @('--auth', 'ntlm', '--transport', 'http-sealed')
  Test-Transport https @('--auth', 'ntlm', '--transport', 'https', '--ca', $ca)
} finally {
  Remove-LocalUser -Name $account -ErrorAction SilentlyContinue
  Remove-Item -LiteralPath $marker -ErrorAction SilentlyContinue
}
