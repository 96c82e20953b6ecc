# Says whether the agent is there: one object, and nothing else.
$key = 'HKLM:\SOFTWARE\Corp\Agent'
$version = $null
if (Test-Path -LiteralPath $key) { $version = [string](Get-ItemProperty -LiteralPath $key).Version }
[pscustomobject]@{ installed = ($version -like '7.*'); version = $version }
