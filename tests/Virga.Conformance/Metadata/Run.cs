using System.Diagnostics;

namespace Virga.Conformance.Metadata;

/// <summary>Runs a program of this machine with an environment of the test.</summary>
internal static class Run
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Whether the program starts and ends with 0.</summary>
    public static async Task<bool> WorksAsync(string program, params string[] arguments) =>
        (await Async(program, arguments)).Code == 0;

    public static async Task<(int Code, string Output, string Error)> Async(
        string program, string[] arguments, IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? longest = null)
    {
        var start =
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(longest ?? Longest);
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, "", missing.Message);
        }
    }
}
