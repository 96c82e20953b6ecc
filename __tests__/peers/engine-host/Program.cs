// The real PowerShell engine as a counterpart that this project did not write. Three modes:
//   serve   one JSON request a line on standard input, one JSON answer a line on standard output:
//           {"id":1,"op":"run","scripts":[…],"call":{"name":…,"parameters":{…}},"timeout":ms,
//           "configuration":path,"modules":folder}  (the last two: in a session that a .pssc file describes)  or  {"id":2,"op":"parse","text":…}
//   psrp    the engine's own PSRP server on standard input and output, as `pwsh -s` speaks it
//   pwsh    runs what follows -EncodedCommand, as `pwsh` would; standard input and output are the script's own
// It is the engine alone, without the Utility and Management cmdlets, so answers are turned into JSON here and not in PowerShell.
using System.Reflection;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
if (args is ["psrp"])
{
    // Internal, and called with nothing: a working directory would make it call Set-Location, which this engine lacks.
    var mediator = typeof(PowerShell).Assembly.GetType("System.Management.Automation.Remoting.Server.StdIOProcessMediator", throwOnError: true)!;
    var run = mediator.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Single(method => method.Name == "Run");
    run.Invoke(null, [.. run.GetParameters().Select(parameter => parameter.ParameterType == typeof(bool) ? (object?)false : null)]);
    return 0;
}
if (args is ["pwsh", .., "-EncodedCommand", var encoded])
{
    using var shell = PowerShell.Create(InitialSessionState.CreateDefault2());
    shell.AddScript(Encoding.Unicode.GetString(Convert.FromBase64String(encoded))).Invoke();
    return 0;
}
if (args is not ["serve"])
{
    Console.Error.WriteLine("usage: engine-host serve | psrp | pwsh … -EncodedCommand TEXT");
    return 2;
}

using var input = new StreamReader(Console.OpenStandardInput(), utf8);
using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
Console.SetOut(Console.Error); // a script that writes to the console must not break the line protocol
var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

// Every request runs at once, each in a runspace of its own: a script that hangs holds up nobody.
while (await input.ReadLineAsync() is { } line)
{
    var request = JsonNode.Parse(line)!.AsObject();
    _ = Task.Run(() =>
    {
        JsonObject answer;
        try
        {
            answer = (string?)request["op"] switch
            {
                "run" => Runner.Run(request),
                "parse" => Linter.Parse((string)request["text"]!),
                var other => throw new InvalidOperationException($"unknown operation {other}"),
            };
        }
        catch (Exception fault)
        {
            answer = new JsonObject { ["fault"] = fault.ToString() };
        }
        answer["id"] = request["id"]!.DeepClone();
        lock (output) output.WriteLine(answer.ToJsonString(options));
    });
}
return 0;
