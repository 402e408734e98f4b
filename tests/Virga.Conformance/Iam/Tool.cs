using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Virga.Conformance.Iam;

/// <summary>Runs real clients as processes.</summary>
internal static class Tool
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    /// <summary>A file that lies beside this one.</summary>
    public static string File(string name, [CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, name);

    /// <summary>Runs a program to its end; -1 when it is not on the machine.</summary>
    public static (int ExitCode, string Output) Run(
        string program, string[] arguments, string? folder = null, Dictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in variables ?? []) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(LongestRun)) process.Kill(entireProcessTree: true);
            return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
