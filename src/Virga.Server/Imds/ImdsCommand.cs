namespace Virga.Server.Imds;

/// <summary>The verb "imds": the metadata mock on its own, with the command line of Amazon EC2 Metadata Mock.</summary>
internal static class ImdsCommand
{
    /// <summary>Whether the program was started under the name of the mock, as a link to it.</summary>
    public static bool IsInvokedAsMock =>
        Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]) == ImdsFlags.Program;

    /// <summary>Runs until the process is ended; the exit code is the mock's: 0, 1 for a bad configuration file, 2 for
    /// everything else.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        // Requests are answered without waiting for anything, so they are answered on the thread that saw them come:
        // a third more of them a second (docs/decisions/own-http-for-metadata.md). Read once, before the first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        var mock = new ImdsProgram(Console.Out, Console.Error, variables, TimeProvider.System);
        return mock.RunAsync(args, CancellationToken.None);
    }
}
