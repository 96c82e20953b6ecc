# Looks at what the agent is for, before the update and after it, and changes nothing. Windows PowerShell 5.1 runs it in a session of its
# own. The last thing that it writes is the verdict; what is measured goes into the report.
$ErrorActionPreference = 'Stop'
$queue = @(Get-ChildItem -LiteralPath 'C:\ProgramData\Agent\Outbox' -File -ErrorAction SilentlyContinue)
$oldest = 0
if ($queue.Count -gt 0) { $oldest = [int]((Get-Date) - ($queue | Sort-Object -Property LastWriteTime)[0].LastWriteTime).TotalMinutes }
$verdict = 'pass'
$reason = 'messages are taken away'
if ($oldest -gt 15) { $verdict = 'fail'; $reason = 'a message waits for {0} minutes' -f $oldest }
@{ verdict = $verdict; reason = $reason; measured = @{ waiting = $queue.Count; oldestMinutes = $oldest } } | ConvertTo-Json -Compress
