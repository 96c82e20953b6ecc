# Touches of what roles offer: programs, ports, names, directory, pages, databases. Each has a limit of time of its own; what has not
# answered until then throws a TimeoutException, so that nobody mistakes "late" for "bad" or for "unreadable".

function Invoke-Program {
    <#
    .SYNOPSIS
    Runs a program of Windows, never through a shell, and gives its exit code. What is late is ended.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Path,
        [Parameter()] [string[]] $Argument = @(),
        [Parameter(Mandatory = $true)] [int] $Seconds
    )
    # The .NET of Windows PowerShell 5.1 takes one text: only words that need no quoting are let through.
    foreach ($word in $Argument) { if ($word -notmatch '^[-/A-Za-z0-9]+$') { throw [System.ArgumentException]::new('Not a plain word: ' + $word) } }
    $start = [System.Diagnostics.ProcessStartInfo]::new($Path, [string]::Join(' ', $Argument))
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $process = [System.Diagnostics.Process]::Start($start)
    try {
        if ($process.WaitForExit($Seconds * 1000)) { return $process.ExitCode }
        try { $process.Kill() } catch [System.InvalidOperationException] { return $process.ExitCode }
        throw [System.TimeoutException]::new([System.IO.Path]::GetFileName($Path) + ' did not end in ' + $Seconds + ' s')
    }
    finally { $process.Dispose() }
}

function Read-ProcessMemory {
    <#
    .SYNOPSIS
    Gives the private bytes of the processes of this name.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Name)
    $sum = 0L
    foreach ($process in [System.Diagnostics.Process]::GetProcessesByName($Name)) { $sum += $process.PrivateMemorySize64; $process.Dispose() }
    return $sum
}

function Test-UdpPort {
    <#
    .SYNOPSIS
    Tells whether somebody listens on a UDP port.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [int] $Port)
    $listening = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveUdpListeners()
    foreach ($endpoint in $listening) { if ($endpoint.Port -eq $Port) { return $true } }
    return $false
}

function Test-TcpPort {
    <#
    .SYNOPSIS
    Tells whether a TCP port of this machine accepts.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Address, [Parameter(Mandatory = $true)] [int] $Port)
    $client = [System.Net.Sockets.TcpClient]::new()
    try {
        $asked = $client.BeginConnect($Address, $Port, $null, $null)
        if (-not $asked.AsyncWaitHandle.WaitOne(5000)) { throw [System.TimeoutException]::new('port ' + $Port + ' did not accept in 5 s') }
        $client.EndConnect($asked)
        return $true
    }
    catch [System.Net.Sockets.SocketException] { return $false }
    finally { $client.Close() }
}

function Send-DnsQuery {
    <#
    .SYNOPSIS
    Asks the DNS server on this machine for the SOA record of a name and gives its response code: 0 found, 3 no such name.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Name)
    $bytes = [System.Collections.Generic.List[byte]]::new([byte[]](80, 97, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0))
    foreach ($label in $Name.Split([char[]]'.', [System.StringSplitOptions]::RemoveEmptyEntries)) {
        $text = [System.Text.Encoding]::ASCII.GetBytes($label)
        $bytes.Add([byte]$text.Length)
        $bytes.AddRange($text)
    }
    $bytes.AddRange([byte[]](0, 0, 6, 0, 1))
    $client = [System.Net.Sockets.UdpClient]::new()
    try {
        $client.Client.ReceiveTimeout = 5000
        $client.Connect('127.0.0.1', 53)
        [void]$client.Send($bytes.ToArray(), $bytes.Count)
        $from = [System.Net.IPEndPoint]::new([System.Net.IPAddress]::Any, 0)
        $answer = $client.Receive([ref]$from)
        return [int]($answer[3] -band 15)
    }
    catch [System.Net.Sockets.SocketException] {
        if ($_.Exception.SocketErrorCode -eq 'TimedOut') { throw [System.TimeoutException]::new('DNS on this machine did not answer in 5 s') }
        throw
    }
    finally { $client.Close() }
}

function Read-RootDirectoryEntry {
    <#
    .SYNOPSIS
    Reads from the directory on this machine whether it has synchronized: it advertises itself only then.
    #>
    [CmdletBinding()]
    param()
    Add-Type -AssemblyName System.DirectoryServices.Protocols
    $connection = [System.DirectoryServices.Protocols.LdapConnection]::new('localhost')
    try {
        $connection.Timeout = [timespan]::FromSeconds(10)
        $connection.AuthType = 'Anonymous'
        $ask = [System.DirectoryServices.Protocols.SearchRequest]::new([string]::Empty, '(objectClass=*)', 'Base', 'isSynchronized')
        $said = $connection.SendRequest($ask)
        return [string]$said.Entries[0].Attributes['isSynchronized'][0]
    }
    catch [System.DirectoryServices.Protocols.LdapException] {
        if ($_.Exception.ErrorCode -eq 85) { throw [System.TimeoutException]::new('LDAP on this machine did not answer in 10 s') }
        throw
    }
    finally { $connection.Dispose() }
}

function Read-MessageQueue {
    <#
    .SYNOPSIS
    Asks message queuing on this machine which private queues it has.
    #>
    [CmdletBinding()]
    param()
    Add-Type -AssemblyName System.Messaging
    foreach ($queue in [System.Messaging.MessageQueue]::GetPrivateQueuesByMachine('.')) {
        [string]$queue.QueueName
        $queue.Dispose()
    }
}

function Read-WebServer {
    <#
    .SYNOPSIS
    Lists the application pools and sites of IIS that are to run: Kind, Name, State (1 started) and bindings (protocol, port, name).
    #>
    [CmdletBinding()]
    param()
    Add-Type -Path ([System.IO.Path]::Combine([System.Environment]::SystemDirectory, 'inetsrv', 'Microsoft.Web.Administration.dll'))
    $manager = [Microsoft.Web.Administration.ServerManager]::new()
    try {
        foreach ($pool in $manager.ApplicationPools) {
            if ($pool.AutoStart) { [pscustomobject]@{ Kind = 'pool'; Name = $pool.Name; State = [int]$pool.State; Bindings = @() } }
        }
        foreach ($site in $manager.Sites) {
            if (-not $site.ServerAutoStart) { continue }
            $bindings = foreach ($binding in $site.Bindings) {
                if ($null -eq $binding.EndPoint) { continue }
                [pscustomobject]@{ Protocol = $binding.Protocol; Address = $binding.EndPoint.Address.ToString(); Port = $binding.EndPoint.Port; Name = $binding.Host }
            }
            [pscustomobject]@{ Kind = 'site'; Name = $site.Name; State = [int]$site.State; Bindings = @($bindings) }
        }
    }
    finally { $manager.Dispose() }
}

function Get-PageStatus {
    <#
    .SYNOPSIS
    Gets a page of this machine without following it elsewhere, and gives its HTTP status.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string] $Address,
        [Parameter(Mandatory = $true)] [int] $Port,
        [Parameter()] [string] $Name = ''
    )
    $request = [System.Net.WebRequest]::CreateHttp('http://' + $Address + ':' + $Port + '/')
    $request.Timeout = 5000
    $request.AllowAutoRedirect = $false
    $request.Proxy = $null
    if ($Name -ne '') { $request.Host = $Name }
    try {
        $response = $request.GetResponse()
        try { return [int]$response.StatusCode } finally { $response.Close() }
    }
    catch [System.Net.WebException] {
        if ($null -ne $_.Exception.Response) { return [int]$_.Exception.Response.StatusCode }
        if ($_.Exception.Status -eq 'Timeout') { throw [System.TimeoutException]::new('port ' + $Port + ' gave no page in 5 s') }
        return 0
    }
}

function Read-SqlRow {
    <#
    .SYNOPSIS
    Runs a query on a database server of this machine with the rights that we have; first and second column of each row.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory = $true)] [string] $Server, [Parameter(Mandatory = $true)] [string] $Query)
    $connection = [System.Data.SqlClient.SqlConnection]::new('Integrated Security=SSPI;Connect Timeout=5;Pooling=false;Application Name=patchring;Data Source=' + $Server)
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = $Query
        $command.CommandTimeout = 5
        $reader = $command.ExecuteReader()
        while ($reader.Read()) { [pscustomobject]@{ Name = [string]$reader.GetValue(0); Value = [string]$reader.GetValue($reader.FieldCount - 1) } }
    }
    catch [System.Data.SqlClient.SqlException] {
        if ($_.Exception.Number -eq -2) { throw [System.TimeoutException]::new('SQL Server did not answer in 5 s') }
        # It answered: we are not let in, or may not look.
        if (18456, 4060, 229, 297, 300 -contains $_.Exception.Number) { throw [System.UnauthorizedAccessException]::new($_.Exception.Message) }
        throw
    }
    finally { $connection.Dispose() }
}
