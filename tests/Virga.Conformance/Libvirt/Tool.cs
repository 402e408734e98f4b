using System.Diagnostics;

namespace Virga.Conformance.Libvirt;

/// <summary>A program of this machine, run to its end.</summary>
internal static class Tool
{
    internal static async Task<(int Code, string Output, string Error)> RunAsync(
        string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    internal static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder =>
            File.Exists(Path.Combine(folder, program)));

    /// <summary>The folder of the repository that this test was built from.</summary>
    internal static string Repository
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Virga.slnx")))
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Virga.slnx above");
            return folder;
        }
    }
}
