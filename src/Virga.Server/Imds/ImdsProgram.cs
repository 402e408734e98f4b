using System.Net;
using System.Net.Sockets;
using Virga.Metadata;
using Virga.Metadata.Http;
using Virga.Metadata.Mock;

namespace Virga.Server.Imds;

/// <summary>
/// The mock as a program: arguments and environment in, messages and an exit code out, a server in between. Everything
/// it touches is handed in, so that tests run it in their own process.
/// </summary>
internal sealed class ImdsProgram(
    TextWriter output, TextWriter error, IReadOnlyDictionary<string, string> environment, TimeProvider clock)
{
    private const int Failed = 2;
    private const int BadConfiguration = 1;

    private readonly GoLog _log = new(error, clock);
    private readonly TaskCompletionSource<IPEndPoint> _listening =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens, once it does.</summary>
    public Task<IPEndPoint> Listening => _listening.Task;

    /// <summary>What it serves, once it does.</summary>
    public MockSource? Source { get; private set; }

    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken stop)
    {
        if (!environment.ContainsKey("HOME"))
            _log.Line("Warning: Failed to find home directory due to error: $HOME is not defined");
        try
        {
            var at = ImdsArguments.IndexOfCommand(words);
            if (at >= 0 && words[at] == "help") return Help(words.Skip(at + 1).FirstOrDefault(word => word[0] != '-'));
            if (at >= 0 && words[at] == "completion") return Complete(words.Skip(at + 1).FirstOrDefault());
            var arguments = ImdsArguments.Parse(words);
            if (arguments.WantsHelp) return Print(ImdsHelp.Of(arguments.Command));
            if (arguments.WantsVersion) return Print(ImdsFlags.Version);
            // After "--", what follows the root is a command that it does not know.
            if (arguments.Command.Command == MockCommand.All && arguments.Rest is [var word, ..])
                throw new ImdsUsageException(ImdsArguments.Unknown(word), null);
            return await ServeAsync(arguments, stop).ConfigureAwait(false);
        }
        catch (ImdsUsageException wrong)
        {
            return Fail(wrong.Message, wrong.Command);
        }
        catch (ConfigFileException wrong)
        {
            _log.Line(wrong.Message);
            return BadConfiguration;
        }
    }

    private async Task<int> ServeAsync(ImdsArguments arguments, CancellationToken stop)
    {
        var command = arguments.Command.Command;
        var files = new ImdsConfiguration(environment, output, _log);
        var path = files.Find(arguments);
        var sources = await WithInstanceAsync(
            new MockSources(arguments.ByKey, environment, files.Read(path), []), stop).ConfigureAwait(false);
        MockSource source;
        try
        {
            source = new MockSource(sources, command, new MockEvents(clock.GetUtcNow(), _log.Line), clock);
            foreach (var note in source.Settings.Notes) _log.Line(note);
            if (source.Settings.Flag("save-config-to-file")) files.Save(source.Settings);
            if (MockValidation.Check(source.Settings, command) is { Length: > 0 } complaint)
                throw new MockSettingException(complaint);
        }
        catch (MockSettingException wrong)
        {
            return Fail(wrong.Message, arguments.Command);
        }

        Source = source;
        var port = source.Settings.Text("server.port");
        _log.Line($"Initiating {BannerOf(command)} on port {port}");
        PrintFlags(arguments);
        using var watch = source.Settings.Flag("watch-config-file") && path is not null
            ? ConfigWatch.Start(path, source, files, _log, clock)
            : null;
        return await ListenAsync(source, source.Settings.Text("server.hostname"), port, stop).ConfigureAwait(false);
    }

    /// <summary>With what the instance of --from-instance and the profile of --from-profile have, read once, at the
    /// start.</summary>
    private async Task<MockSources> WithInstanceAsync(MockSources sources, CancellationToken stop)
    {
        try
        {
            var told = MockSettings.Resolve(sources, clock.GetUtcNow());
            if (told.Text("virga.from-profile") is { Length: > 0 } profile)
                sources = sources with { Instance = ProfileCredentials.Read(environment, profile) };
            var from = told.Text("virga.from-instance");
            if (from.Length == 0) return sources;
            var port = environment.GetValueOrDefault("VIRGA_EC2_IMDS_PORT") ?? "9169";
            var leaves = await InstanceReader.ReadAsync(from, port, stop).ConfigureAwait(false);
            var instance = InstanceSettings.Of(leaves);
            instance.Merge(sources.Instance);
            return sources with { Instance = instance };
        }
        catch (MockSettingException)
        {
            // Told by who reads the settings next.
            return sources;
        }
        catch (Exception wrong) when (wrong is HttpRequestException or UriFormatException
            or System.Text.Json.JsonException)
        {
            throw new ConfigFileException($"Error while reading the metadata of the instance: {wrong.Message}");
        }
    }

    private async Task<int> ListenAsync(MockSource source, string host, string port, CancellationToken stop)
    {
        MetadataListener listener;
        try
        {
            var address = await AddressOfAsync(host, port).ConfigureAwait(false);
            var endpoint = new MetadataEndpoint(MetadataProfile.Mock, source, clock, new MockControl(source));
            listener = MetadataListener.Start(address, endpoint, clock);
        }
        catch (Exception failure) when (failure is SocketException or FormatException)
        {
            await error.WriteLineAsync($"panic: listen tcp {Reason(failure, host, port)}").ConfigureAwait(false);
            return Failed;
        }

        await using (listener.ConfigureAwait(false))
        {
            _listening.TrySetResult((IPEndPoint)listener.LocalEndPoint);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = stop.Register(ended.SetResult).ConfigureAwait(false);
            await ended.Task.ConfigureAwait(false);
        }

        return 0;
    }

    private static async Task<IPEndPoint> AddressOfAsync(string host, string port)
    {
        if (!int.TryParse(port, out var number)) throw new FormatException($"lookup tcp/{port}: unknown port");
        if (number is < 0 or > 65535) throw new FormatException($"address {port}: invalid port");
        if (host.Length == 0) return new IPEndPoint(IPAddress.IPv6Any, number);
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address)) return new IPEndPoint(address, number);
        var found = await Dns.GetHostAddressesAsync(host).ConfigureAwait(false);
        var preferred = found.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? found[0];
        return new IPEndPoint(preferred, number);
    }

    /// <summary>The reason as Go words it.</summary>
    private static string Reason(Exception failure, string host, string port) => failure switch
    {
        FormatException wrong => ": " + wrong.Message,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            $"{host}:{port}: bind: address already in use",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => $"{host}:{port}: bind: permission denied",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"{host}:{port}: bind: cannot assign requested address",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain } =>
            $": lookup {host}: no such host",
        _ => $"{host}:{port}: {failure.Message}",
    };

    private static string BannerOf(MockCommand command) => command switch
    {
        MockCommand.Spot => "ec2-metadata-mock for EC2 Spot interruption notice",
        MockCommand.Events => "ec2-metadata-mock for EC2 Events",
        MockCommand.AsgLifecycle => "ec2-metadata-mock for EC2 ASG Lifecycle",
        _ => "ec2-metadata-mock for all mocks",
    };

    private void PrintFlags(ImdsArguments arguments)
    {
        if (arguments.Set.Count == 0) return;
        output.Write("\nFlags:\n");
        foreach (var (name, value) in arguments.Set) output.Write($"{name}: {value}\n");
        output.Write("\n");
        output.Flush();
    }

    private int Help(string? topic)
    {
        if (topic is null || topic == "help") return Print(ImdsHelp.Of(ImdsFlags.Root));
        if (ImdsFlags.Find(topic) is { } command) return Print(ImdsHelp.Of(command));
        error.Write($"Unknown help topic [`{topic}`]\n" + ImdsHelp.Usage(ImdsFlags.Root));
        return 0;
    }

    private int Complete(string? shell)
    {
        if (ImdsCompletion.For(shell) is { } script) return Print(script);
        return shell is null or "-h" or "--help"
            ? Print(ImdsCompletion.Help)
            : Fail($"unknown command \"{shell}\" for \"{ImdsFlags.Program} completion\"", null);
    }

    private int Print(string text)
    {
        output.Write(text);
        output.Flush();
        return 0;
    }

    private int Fail(string message, ImdsCommandLine? command)
    {
        error.Write($"Error: {message}\n");
        error.Write(command is null
            ? $"Run '{ImdsFlags.Program} --help' for usage.\n"
            : ImdsHelp.Usage(command) + "\n");
        error.Write($"panic: Fatal error while executing the root command: {message}\n");
        error.Flush();
        return Failed;
    }
}

/// <summary>Lines with the time before them, as Go's log package writes them.</summary>
internal sealed class GoLog(TextWriter error, TimeProvider clock)
{
    private readonly Lock _gate = new();

    public void Line(string message)
    {
        var line = clock.GetLocalNow().ToString("yyyy/MM/dd HH:mm:ss ") + message + "\n";
        lock (_gate) error.Write(line);
    }
}
