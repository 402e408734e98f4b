using Virga.Fabric.Agent;

namespace Virga.Server.Fabric;

/// <summary>
/// What the program does inside the fabric container: <c>fabric-pause</c> is its first process and does nothing, so it
/// cannot fail; <c>fabric-agent</c> is started beside it and speaks the fabric's protocol on standard input and output.
/// Not for people: it is not among the commands that help lists.
/// </summary>
internal static class FabricAgentCommand
{
    public const string Agent = "fabric-agent";
    public const string Pause = "fabric-pause";

    /// <summary>In the container a temporary file system, so that nothing stale outlives the container.</summary>
    public const string StateDirectory = "/run/virga-fabric";

    public static bool IsMeant(string[] arguments) => arguments is [Agent or Pause, ..];

    /// <param name="arguments">fabric-pause, or fabric-agent [--state DIRECTORY] [--own-edge]</param>
    public static Task<int> RunAsync(string[] arguments) =>
        arguments[0] == Pause ? PauseAsync() : RunAgentAsync(arguments);

    private static async Task<int> RunAgentAsync(string[] arguments)
    {
        var state = Array.IndexOf(arguments, "--state");
        var options = new FabricAgentOptions
        {
            StateDirectory = state >= 0 && state + 1 < arguments.Length ? arguments[state + 1] : StateDirectory,
            HasOwnEdge = arguments.Contains("--own-edge"),
        };
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        await using var stream = new Virga.Fabric.Driver.DuplexStream(input, output);
        try
        {
            await FabricAgent.RunAsync(stream, options, TimeProvider.System, CancellationToken.None)
                .ConfigureAwait(false);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or DllNotFoundException)
        {
            await Console.Error.WriteLineAsync("virga fabric-agent: " + failure.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task<int> PauseAsync()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var termination = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => end.TrySetResult());
        await end.Task.ConfigureAwait(false);
        return 0;
    }
}
