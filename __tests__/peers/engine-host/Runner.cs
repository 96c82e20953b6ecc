// Runs scripts the way the product runs them over PSRP: the text of the functions first, in the global scope, then one call by
// name with named parameters. What a later script defines replaces what an earlier one did: that is the seam for tests.
using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.Json;
using System.Text.Json.Nodes;

static class Runner
{
    public static JsonObject Run(JsonObject request)
    {
        var (state, visible) = StateFor(request);
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        if (visible is not null)
        {
            runspace.SessionStateProxy.Applications.Clear();
            runspace.SessionStateProxy.Scripts.Clear();
            var kinds = CommandTypes.Function | CommandTypes.Cmdlet | CommandTypes.Alias;
            foreach (var command in runspace.SessionStateProxy.InvokeCommand.GetCommands("*", kinds, nameIsPattern: true))
                command.Visibility = visible.Contains(command.Name) ? SessionStateEntryVisibility.Public : SessionStateEntryVisibility.Private;
        }
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        List<PSObject?> output = [];
        JsonObject? failure = null;
        var end = Environment.TickCount64 + ((int?)request["timeout"] ?? 15_000);
        try
        {
            foreach (var script in request["scripts"]!.AsArray())
            {
                shell.Commands.Clear();
                shell.AddScript((string)script!, useLocalScope: false);
                output = Invoke(shell, end);
            }
            if (request["call"] is JsonObject call)
            {
                shell.Commands.Clear();
                shell.AddCommand((string)call["name"]!);
                foreach (var (name, value) in call["parameters"]?.AsObject() ?? [])
                    shell.AddParameter(name, FromJson(value));
                output = Invoke(shell, end);
            }
        }
        catch (Exception fault) when (fault is RuntimeException or TimeoutException)
        {
            output = [];
            failure = fault is IContainsErrorRecord { ErrorRecord: { } record } ? Describe(record) : new JsonObject { ["message"] = fault.Message };
        }
        var streams = shell.Streams;
        var answer = new JsonObject
        {
            ["output"] = new JsonArray([.. output.Select(item => ToJson(item))]),
            ["clixml"] = new JsonArray([.. output.Select(item => (JsonNode)PSSerializer.Serialize(item))]),
            ["errors"] = new JsonArray([.. streams.Error.Select(Describe)]),
            ["warnings"] = new JsonArray([.. streams.Warning.Select(item => (JsonNode)item.Message)]),
            ["verbose"] = new JsonArray([.. streams.Verbose.Select(item => (JsonNode)item.Message)]),
            ["information"] = new JsonArray([.. streams.Information.Select(item => (JsonNode)item.ToString())]),
            ["progress"] = new JsonArray([.. streams.Progress.Select(item => new JsonObject
                { ["activity"] = item.Activity, ["status"] = item.StatusDescription, ["percent"] = item.PercentComplete })]),
        };
        if (failure is not null) answer["failure"] = failure;
        return answer;
    }

    /// What a session configuration file and its role make of a session. The engine has a reader of such files, which needs the
    /// modules that this engine lacks: the data are read by its parser, and what they ask for is done here.
    static (InitialSessionState State, HashSet<string>? Visible) StateFor(JsonObject request)
    {
        if ((string?)request["configuration"] is not { } configuration) return (InitialSessionState.CreateDefault2(), null);
        var session = ReadData(configuration);
        if ((string?)session["SessionType"] != "RestrictedRemoteServer") throw new NotSupportedException("another type of session");
        var state = InitialSessionState.CreateDefault2();
        state.LanguageMode = Enum.Parse<PSLanguageMode>((string)session["LanguageMode"]!);
        var visible = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Hashtable definition in ((Hashtable)session["RoleDefinitions"]!).Values)
        {
            var name = (string)definition["RoleCapabilities"]!;
            var module = Path.Combine((string)request["modules"]!, name);
            var role = ReadData(Path.Combine(module, "RoleCapabilities", name + ".psrc"));
            state.ImportPSModule([Path.Combine(module, (string)role["ModulesToImport"]! + ".psd1")]);
            visible.UnionWith(((object[])role["VisibleFunctions"]!).Cast<string>());
        }
        return (state, visible);
    }

    static Hashtable ReadData(string path)
    {
        var tree = Parser.ParseFile(path, out _, out var errors);
        if (errors.Length > 0) throw new InvalidDataException($"{path}: {errors[0].Message}");
        return (Hashtable)tree.Find(node => node is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();
    }

    static List<PSObject?> Invoke(PowerShell shell, long end)
    {
        var running = shell.BeginInvoke();
        if (!running.AsyncWaitHandle.WaitOne((int)Math.Max(0, end - Environment.TickCount64)))
        {
            shell.Stop();
            throw new TimeoutException("stopped: the time was over");
        }
        return [.. shell.EndInvoke(running)];
    }

    static JsonObject Describe(ErrorRecord record) => new()
    {
        ["message"] = record.Exception.Message,
        ["id"] = record.FullyQualifiedErrorId,
        ["category"] = record.CategoryInfo.Category.ToString(),
        ["exception"] = record.Exception.GetType().FullName,
        ["hresult"] = record.Exception.HResult,
        ["line"] = record.InvocationInfo?.ScriptLineNumber,
        ["where"] = record.InvocationInfo?.Line.Trim(),
    };

    static object? FromJson(JsonNode? node) => node switch
    {
        null => null,
        JsonArray array => array.Select(FromJson).ToArray(),
        JsonObject map => new Hashtable(map.ToDictionary(pair => (object)pair.Key, pair => FromJson(pair.Value)), StringComparer.OrdinalIgnoreCase),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => value.TryGetValue(out int small) ? small : value.TryGetValue(out long large) ? large : value.GetValue<double>(),
        },
        _ => throw new InvalidOperationException(node.ToJsonString()),
    };

    static JsonNode? ToJson(object? value, int depth = 0)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (depth > 10) return plain?.ToString();
        return plain switch
        {
            null => null,
            PSCustomObject => new JsonObject(((PSObject)value!).Properties.Select(property =>
                KeyValuePair.Create(property.Name, ToJson(property.Value, depth + 1)))),
            string or char or Guid or Version or Uri or Enum or ScriptBlock or TimeSpan => plain.ToString(),
            bool flag => flag,
            SwitchParameter flag => flag.IsPresent,
            DateTime instant => instant.ToString("o"),
            DateTimeOffset instant => instant.ToString("o"),
            double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN => plain.ToString(),
            // Beyond 2^53 a JavaScript number is another number: such values travel as text.
            long large when Math.Abs((double)large) > 9007199254740991d => plain.ToString(),
            ulong large when large > 9007199254740991UL => plain.ToString(),
            sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal => JsonSerializer.SerializeToNode(plain),
            byte[] bytes => Convert.ToBase64String(bytes),
            IDictionary map => new JsonObject(map.Keys.Cast<object>().Select(key =>
                KeyValuePair.Create(key.ToString()!, ToJson(map[key], depth + 1)))),
            IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(item => ToJson(item, depth + 1))]),
            _ => plain.ToString(),
        };
    }
}
