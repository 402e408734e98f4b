using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Virga.Ssm.Parameters;
using Virga.State;

namespace Virga.Ssm.Commands;

/// <summary>The parameters of <c>AWS-RunShellScript</c>, checked, with references to parameters resolved.</summary>
/// <param name="Script">The lines, as one text.</param>
/// <param name="WorkingDirectory">Where it runs; empty for where the agent runs.</param>
/// <param name="Seconds">How long it may run.</param>
internal sealed partial record ShellCommand(string Script, string WorkingDirectory, int Seconds)
{
    private const string Commands = "commands";
    private const string Directory = "workingDirectory";
    private const string Timeout = "executionTimeout";

    /// <summary>Source: the default that DescribeDocument shows.</summary>
    private const string DefaultSeconds = "3600";

    /// <summary>Two days. Source: the allowed pattern of the document's parameter.</summary>
    private const int MaxSeconds = 172_800;

    /// <summary>
    /// Source: "MaxDocumentSizeExceeded" of SendCommand: documents and parameters are limited to 64 KB.
    /// </summary>
    private const int MaxScriptBytes = 64 * 1_024;

    /// <exception cref="Service.AwsException">The document does not take them.</exception>
    public static ShellCommand Of(WorldView at, Dictionary<string, List<string>>? parameters)
    {
        parameters ??= [];
        foreach (var name in parameters.Keys)
            if (name is not (Commands or Directory or Timeout))
                throw SsmErrors.InvalidParameters($"Parameter \"{name}\" is not a parameter of the document.");
        if (!parameters.TryGetValue(Commands, out var lines) || lines.Count == 0)
            throw SsmErrors.InvalidParameters($"The parameter \"{Commands}\" of the document needs a value.");
        var script = string.Join('\n', lines.Select(line => Resolve(at, line)));
        if (Encoding.UTF8.GetByteCount(script) > MaxScriptBytes) throw SsmErrors.MaxDocumentSizeExceeded();
        return new(script, Resolve(at, One(parameters, Directory, "")), SecondsOf(at, parameters));
    }

    private static int SecondsOf(WorldView at, Dictionary<string, List<string>> parameters)
    {
        var text = Resolve(at, One(parameters, Timeout, DefaultSeconds));
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= MaxSeconds
                ? seconds
                : throw SsmErrors.InvalidParameters(
                    $"The parameter \"{Timeout}\" is a number of seconds from 1 to {MaxSeconds}.");
    }

    private static string One(Dictionary<string, List<string>> parameters, string name, string otherwise)
    {
        if (!parameters.TryGetValue(name, out var values)) return otherwise;
        return values is [var value]
            ? value
            : throw SsmErrors.InvalidParameters($"The parameter \"{name}\" takes one value.");
    }

    /// <summary>
    /// Puts values of the Parameter Store in: <c>{{ssm:name}}</c>. Secure strings are not let into commands. Source:
    /// Systems Manager User Guide, "Using Parameter Store parameters in Run Command".
    /// </summary>
    private static string Resolve(WorldView at, string text) => Reference().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        var row = at.Find<ParameterRow>(name.StartsWith('/') ? name : "/" + name);
        return row is { Latest.Type: not "SecureString" }
            ? row.Latest.Value
            : throw SsmErrors.InvalidParameters($"Parameters [ssm:{name}] cannot be used in a command.");
    });

    [GeneratedRegex(@"\{\{\s*ssm:([\w./-]+)\s*\}\}", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Reference();
}
