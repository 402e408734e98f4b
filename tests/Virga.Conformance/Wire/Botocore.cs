using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Virga.Conformance.Wire;

/// <summary>Runs botocore_wire.py: the serializers and parsers of AWS's own Python client.</summary>
internal static class Botocore
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    public static bool IsInstalled { get; } = Run(["-c", "import botocore"], "").ExitCode == 0;

    /// <summary>Whether it knows an operation that came with the models' version (models/SOURCE.md).</summary>
    public static bool IsOfTheModels { get; } = Run(
        ["-c", """
            import botocore.session
            known = botocore.session.get_session().get_service_model("iam").operation_names
            raise SystemExit(0 if "AcceptDelegationRequest" in known else 1)
            """], "").ExitCode == 0;

    /// <summary>Made-up parameters of every operation, with the body that botocore makes of them.</summary>
    public static List<JsonObject> Requests() => Lines([Script, "requests"], "");

    /// <summary>What botocore's parser finds in answers.</summary>
    public static List<JsonObject> Parse(IEnumerable<JsonObject> answers) =>
        Lines([Script, "responses"], string.Join('\n', answers.Select(answer => answer.ToJsonString())));

    private static string Script => Path.Combine(SourceFolder(), "botocore_wire.py");

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.GetDirectoryName(path)!;

    private static List<JsonObject> Lines(string[] arguments, string input)
    {
        var (exitCode, output, error) = Run(arguments, input);
        Assert.True(exitCode == 0, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line, null, new JsonDocumentOptions { MaxDepth = 128 })!.AsObject())];
    }

    private static (int ExitCode, string Output, string Error) Run(string[] arguments, string input)
    {
        var start = new ProcessStartInfo("python3", arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            if (!process.WaitForExit(LongestRun))
                process.Kill();
            return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, "", missing.Message);
        }
    }
}
