// What the real parser says about a script, and what Windows PowerShell 5.1 would not understand in it: this engine is 7.x, so
// everything newer must be refused by a walk over its syntax tree. Also house rules: no aliases, no text run as code, ASCII only
// (without a byte order mark 5.1 reads other characters in the machine's code page).
using System.Management.Automation.Language;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

static partial class Linter
{
    public static JsonObject Parse(string text)
    {
        var tree = Parser.ParseInput(text, out var tokens, out var errors);
        var findings = new List<(string Rule, IScriptExtent At)>();
        foreach (var node in tree.FindAll(_ => true, searchNestedScriptBlocks: true))
            findings.AddRange(RulesBrokenBy(node).Select(rule => (rule, node.Extent)));
        findings.AddRange(tokens.Where(token => token.Kind == TokenKind.Number && NewSuffix().IsMatch(token.Text))
            .Select(token => ("newer: number suffix", token.Extent)));
        var list = findings.Select(finding => Finding(finding.Rule, finding.At.StartLineNumber, finding.At.StartColumnNumber, finding.At.Text));
        return new JsonObject
        {
            ["errors"] = new JsonArray([.. errors.Select(error =>
                Finding(error.Message, error.Extent.StartLineNumber, error.Extent.StartColumnNumber, error.Extent.Text))]),
            ["findings"] = new JsonArray([.. list.Concat(NotAscii(text))]),
            ["functions"] = new JsonArray([.. tree.FindAll(node => node is FunctionDefinitionAst, true).Cast<FunctionDefinitionAst>().Select(Describe)]),
            ["commands"] = new JsonArray([.. tree.FindAll(node => node is CommandAst, true).Cast<CommandAst>()
                .Select(command => command.GetCommandName()).Where(name => name is not null)
                .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Select(name => (JsonNode)name)]),
        };
    }

    static IEnumerable<string> RulesBrokenBy(Ast node) => node switch
    {
        TernaryExpressionAst => ["newer: ternary"],
        PipelineChainAst => ["newer: pipeline chain"],
        PipelineAst { Background: true } => ["newer: background operator"],
        BinaryExpressionAst { Operator: TokenKind.QuestionQuestion } => ["newer: ??"],
        AssignmentStatementAst { Operator: TokenKind.QuestionQuestionEquals } => ["newer: ??="],
        IndexExpressionAst { NullConditional: true } => ["newer: ?[]"],
        ScriptBlockAst { CleanBlock: not null } => ["newer: clean block"],
        InvokeMemberExpressionAst call => [.. MemberRules(call), .. InvocationRules(call)],
        MemberExpressionAst member => MemberRules(member),
        VariableExpressionAst variable when NewVariables.Contains(variable.VariablePath.UserPath) => ["newer: variable"],
        CommandAst command when command.GetCommandName() is { } name => CommandRules(command, name),
        _ => [],
    };

    static IEnumerable<string> MemberRules(MemberExpressionAst member)
    {
        if (member.NullConditional) yield return "newer: ?.";
        if (member.Static && member.Expression is TypeExpressionAst type && member.Member is StringConstantExpressionAst name
            && NewStatics.Contains($"{type.TypeName.Name.Split('.')[^1]}.{name.Value}")) yield return "newer: not in .NET Framework";
    }

    static IEnumerable<string> InvocationRules(InvokeMemberExpressionAst call)
    {
        if (call.GenericTypeArguments is { Count: > 0 }) yield return "newer: generic method";
        var method = (call.Member as StringConstantExpressionAst)?.Value;
        var type = (call.Expression as TypeExpressionAst)?.TypeName.Name.Split('.')[^1];
        if (TextAsCode.Contains(method ?? "") || (Is(type, "scriptblock") && Is(method, "Create"))) yield return "text as code";
    }

    static IEnumerable<string> CommandRules(CommandAst command, string name)
    {
        if (Is(name, "Invoke-Expression") || Is(name, "iex")) yield return "text as code";
        else if (Aliases.Contains(name)) yield return "alias";
        if (NewCommands.Contains(name)) yield return "newer: command";
        if (OldCommands.Contains(name)) yield return "older: not in PowerShell 7";
        foreach (var parameter in command.CommandElements.OfType<CommandParameterAst>())
            if (NewParameters.TryGetValue(name, out var names) && names.Contains(parameter.ParameterName, StringComparer.OrdinalIgnoreCase))
                yield return "newer: parameter";
    }

    static IEnumerable<JsonObject> NotAscii(string text) => text.Split('\n').SelectMany((line, index) =>
        line.Select((character, column) => (character, column)).Where(item => item.character is > '~' or (< ' ' and not '\t' and not '\r'))
            .Take(1).Select(item => Finding("not ASCII", index + 1, item.column + 1, $"U+{(int)item.character:X4}")));

    static JsonObject Finding(string rule, int line, int column, string text) => new()
    {
        ["rule"] = rule, ["line"] = line, ["column"] = column, ["text"] = text.Length > 120 ? text[..120] : text,
    };

    static JsonObject Describe(FunctionDefinitionAst function) => new()
    {
        ["name"] = function.Name,
        ["line"] = function.Extent.StartLineNumber,
        ["parameters"] = new JsonArray([.. (function.Body.ParamBlock?.Parameters ?? function.Parameters ?? []).Select(parameter => new JsonObject
        {
            ["name"] = parameter.Name.VariablePath.UserPath,
            ["type"] = parameter.Attributes.OfType<TypeConstraintAst>().FirstOrDefault()?.TypeName.FullName ?? "object",
            ["mandatory"] = parameter.Attributes.OfType<AttributeAst>().SelectMany(attribute => attribute.NamedArguments)
                .Any(argument => Is(argument.ArgumentName, "Mandatory") && !argument.Argument.Extent.Text.EndsWith("$false", StringComparison.OrdinalIgnoreCase)),
        })]),
    };

    static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("(u[sly]?|[ysn])([kmgtp]b)?$", RegexOptions.IgnoreCase)]
    private static partial Regex NewSuffix();
}
