// The tables of the linter: names that Windows PowerShell 5.1 or .NET Framework lacks, names that PowerShell 7 lacks, aliases.
using System.Management.Automation.Runspaces;

static partial class Linter
{
    static HashSet<string> Names(string text) => new(text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    static readonly HashSet<string> NewVariables = Names("IsWindows IsLinux IsMacOS IsCoreCLR PSStyle EnabledExperimentalFeatures PSNativeCommandUseErrorActionPreference");

    static readonly HashSet<string> NewCommands = Names("""
        Join-String Test-Json Get-Error Get-Uptime Remove-Alias Remove-Service Show-Markdown ConvertFrom-Markdown Get-MarkdownOption
        Set-MarkdownOption Switch-Process Get-ExperimentalFeature Enable-ExperimentalFeature Disable-ExperimentalFeature Get-PSSubsystem
        ConvertTo-CliXml ConvertFrom-CliXml Get-SecureRandom
        """);

    static readonly HashSet<string> OldCommands = Names("""
        Get-WmiObject Invoke-WmiMethod Set-WmiInstance Remove-WmiObject Register-WmiEvent Get-EventLog Write-EventLog Clear-EventLog
        Limit-EventLog New-EventLog Remove-EventLog Show-EventLog New-WebServiceProxy Get-Transaction Start-Transaction
        """);

    static readonly Dictionary<string, string[]> NewParameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ForEach-Object"] = ["Parallel", "ThrottleLimit", "TimeoutSeconds", "AsJob"],
        ["ConvertFrom-Json"] = ["AsHashtable", "Depth", "NoEnumerate", "DateKind"],
        ["ConvertTo-Json"] = ["AsArray", "EnumsAsStrings", "EscapeHandling"],
        ["Get-Content"] = ["AsByteStream"],
        ["Set-Content"] = ["AsByteStream"],
        ["Add-Content"] = ["AsByteStream"],
        ["Split-Path"] = ["LeafBase", "Extension"],
        ["Join-Path"] = ["AdditionalChildPath", "Extension"],
        ["Sort-Object"] = ["Top", "Bottom", "Stable"],
        ["Measure-Object"] = ["AllStats", "StandardDeviation"],
        ["Select-String"] = ["Raw", "NoEmphasis", "Culture"],
        ["Select-Object"] = ["SkipIndex"],
        ["Get-ChildItem"] = ["FollowSymlink"],
        ["Start-Job"] = ["WorkingDirectory"],
        ["Start-Process"] = ["Environment"],
        ["Invoke-WebRequest"] = ["SkipCertificateCheck", "SkipHttpErrorCheck", "NoProxy", "MaximumRetryCount", "SslProtocol", "Form", "Authentication", "Token"],
        ["Invoke-RestMethod"] = ["SkipCertificateCheck", "SkipHttpErrorCheck", "NoProxy", "MaximumRetryCount", "SslProtocol", "Form", "Authentication", "Token"],
        ["ConvertFrom-SecureString"] = ["AsPlainText"],
        ["Get-Date"] = ["UnixTimeSeconds", "AsUTC"],
        ["Set-Service"] = ["Credential", "SecurityDescriptorSddl"],
    };

    // Type.Member, without namespaces.
    static readonly HashSet<string> NewStatics = Names("""
        Path.GetRelativePath Path.Join Path.IsPathFullyQualified Path.EndsInDirectorySeparator Path.TrimEndingDirectorySeparator Path.Exists
        File.ReadAllTextAsync File.WriteAllTextAsync File.ReadAllBytesAsync File.ReadAllLinesAsync File.AppendAllBytes File.CreateSymbolicLink
        File.ResolveLinkTarget Directory.CreateSymbolicLink Directory.ResolveLinkTarget Directory.CreateTempSubdirectory
        Convert.ToHexString Convert.ToHexStringLower Convert.FromHexString Convert.TryFromBase64String
        Math.Clamp Math.Cbrt Math.Log2 Math.CopySign Math.BitIncrement DateTime.UnixEpoch DateTimeOffset.UnixEpoch Random.Shared
        Environment.ProcessId Environment.ProcessPath Environment.TickCount64 Environment.IsPrivilegedProcess OperatingSystem.IsWindows
        SHA1.HashData SHA256.HashData SHA384.HashData SHA512.HashData MD5.HashData HMACSHA256.HashData RandomNumberGenerator.GetBytes
        RandomNumberGenerator.GetInt32 RandomNumberGenerator.Fill RandomNumberGenerator.GetHexString CryptographicOperations.ZeroMemory
        CryptographicOperations.FixedTimeEquals ArgumentNullException.ThrowIfNull ArgumentException.ThrowIfNullOrEmpty
        HashCode.Combine Encoding.Latin1 Array.Fill Task.WaitAsync Stopwatch.GetElapsedTime TimeSpan.FromMicroseconds Guid.CreateVersion7
        Process.GetCurrentProcessId X509CertificateLoader.LoadCertificate X509Certificate2.CreateFromPem GC.GetTotalAllocatedBytes
        RuntimeInformation.RuntimeIdentifier Enumerable.ToHashSet Enumerable.Chunk NativeLibrary.Load
        """);

    static readonly HashSet<string> TextAsCode = Names("InvokeScript NewScriptBlock ExpandString AddScript");

    // The engine's own list, and the ones that it defines on Windows only.
    static readonly HashSet<string> Aliases = new(
        InitialSessionState.CreateDefault2().Commands.OfType<SessionStateAliasEntry>().Select(alias => alias.Name)
            .Concat(Names("ac asnp cat compare cp curl diff dir fhx gcb gcim gwmi gin iwmi iwr kill lp ls man mount mv ogv ps pwd rm rmdir rwmi sasv scb sleep sort spsv start swmi tee trcm wget write")),
        StringComparer.OrdinalIgnoreCase);
}
