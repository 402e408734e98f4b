using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Distribution.Http;
using Virga.Ec2InstanceConnect;
using Virga.Iam.OutboundFederation;
using Virga.Network;
using Virga.Network.Control;
using Virga.Server.Commands;
using Virga.Server.Configuration;
using Virga.Server.Fabric;
using Virga.Server.Hosting.Tls;
using Virga.Server.SerialConsole;
using Virga.Service;
using Virga.Service.Control;
using Virga.Service.Http;
using Virga.Ssm.Commands;
using Virga.State;
using Virga.State.Sqlite;
using Virga.Sts.Federation;

namespace Virga.Server.Hosting;

/// <summary>The whole emulator, put together by constructors.</summary>
internal sealed class VirgaServer : IAsyncDisposable
{
    private readonly ILoggerFactory log;
    private readonly IJournal journal;
    private readonly VirtualClock clock;
    private readonly Store store;
    private readonly Timekeeper timekeeper;
    private readonly HostPorts ports;
    private readonly FabricNetworks? networks;
    private readonly Disks disks;
    private readonly Reconciler reconciler;
    private readonly CommandRuns commands;
    private readonly MetadataHost metadata;
    private readonly RegistryParts registry;
    private readonly IssuerKeySource issuers;
    private readonly CertificateAuthority? authority;
    private readonly SerialConsoleDoor serialConsoles;
    private readonly HttpHost http;
    private readonly PartHealth? unaddressable;
    private readonly bool isKept;

    private VirgaServer(ServerOptions options, ILoggerFactory log)
    {
        this.log = log;
        journal = options.DataDirectory is { } directory
            ? new SqliteJournal(directory, log.CreateLogger<SqliteJournal>())
            : new NullJournal();
        clock = new(TimeProvider.System);
        store = new(journal, clock, options.Rules, options.Seed);
        store.Load();
        timekeeper = new(store, log.CreateLogger<Timekeeper>());
        ports = new(options.SshPorts.First, options.SshPorts.Last);
        metadata = new(options, store);
        networks = Backends.Networks(options, store, metadata, log);
        disks = Disks.Of(options);
        reconciler = new(
            store, Backends.Of(options, store, disks.Store, ports, networks ?? NoNetworks, metadata.Read, log),
            log.CreateLogger<Reconciler>());
        disks.Keep(store, reconciler, log);
        isKept = options.DataDirectory is not null;
        unaddressable = Backends.Unaddressable(options);
        var machines = new Machines(reconciler);
        commands = new(store, machines, log.CreateLogger<CommandRuns>());
        issuers = new(options.StsIssuerKeys, options.Rules.IsAuthEnforced, TimeProvider.System);
        var outside = new Outside { Machines = machines, IssuerKeys = issuers };
        registry = new(store, options, outside, log);
        var dispatcher = new Dispatcher(store, outside);
        serialConsoles = new(
            store, machines, Path.Combine(PlaceOf(options), "ssh", "serial-console.pem"),
            log.CreateLogger<SerialConsoleDoor>(), SerialConsoleDoor.LongestSilence);
        authority = options.HasTls ? CertificateAuthority.In(TlsDirectory(options), TimeProvider.System) : null;
        http = new(
            [
                new ControlEndpoint([.. Routes(options), .. registry.Routes]),
                new RegistryEndpoint(store, outside, log.CreateLogger<RegistryEndpoint>()),
                new ApiEndpoint(dispatcher, log.CreateLogger<ApiEndpoint>()),
            ],
            options.EcrPort == 0
                ? [options.Endpoint]
                : [options.Endpoint, new(options.Endpoint.Address, options.EcrPort)],
            log, authority, serialConsoles.Wrap);
    }

    /// <summary>How each backend and driver is.</summary>
    public IReadOnlyList<PartHealth> Health =>
    [
        .. reconciler.Backends.Select(backend => backend.Health),
        .. unaddressable is null ? [] : new[] { unaddressable },
        .. unaddressable is not null || reconciler.Backends.Any() ? [] : new[] { Backends.NoneFound },
        new("mock", "running", "instances of images that no backend runs are simulated"),
        .. networks is null ? [] : new[] { networks.Health },
        metadata.Health,
        disks.Health,
    ];

    /// <summary>The file that clients are to trust, where there is TLS.</summary>
    public string? CertificatePath => authority?.CertificatePath;

    private static IMachineNetworks NoNetworks { get; } = new EngineNetworks("no engine is used here");

    /// <summary>Waits until each backend has found out whether it works here, but not long.</summary>
    public Task SettleAsync(TimeSpan patience) => reconciler.SettleAsync(patience, CancellationToken.None);

    /// <summary>Starts everything that an answer may depend on.</summary>
    /// <exception cref="StartException">It cannot; the message names the setting that is to blame.</exception>
    public static async Task<VirgaServer> StartAsync(ServerOptions options)
    {
        var log = new ConsoleLoggerFactory(options.LogLevel, TimeProvider.System);
        var server = StartException.OfMaking(options, () => new VirgaServer(options, log));
        await StartException.OfListeningAsync(options, server.http.StartAsync()).ConfigureAwait(false);
        server.disks.Start();
        server.reconciler.Start();
        server.commands.Start();
        server.metadata.Start();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await http.DisposeAsync().ConfigureAwait(false);
        timekeeper.Dispose();
        await commands.DisposeAsync().ConfigureAwait(false);

        // Without a data directory nothing would know these machines again.
        if (!isKept) await reconciler.RemoveAllAsync().ConfigureAwait(false);
        await disks.DisposeAsync().ConfigureAwait(false);
        if (!isKept) await disks.RemoveAsync().ConfigureAwait(false);
        await reconciler.DisposeAsync().ConfigureAwait(false);
        if (networks is not null) await networks.DisposeAsync().ConfigureAwait(false);
        await metadata.DisposeAsync().ConfigureAwait(false);
        await registry.DisposeAsync().ConfigureAwait(false);
        issuers.Dispose();
        ports.Dispose();
        serialConsoles.Dispose();
        authority?.Dispose();
        await journal.DisposeAsync().ConfigureAwait(false);
        log.Dispose();
    }

    /// <summary>
    /// Beside the data; without any a place of this user's, since trusting anew each time is a nuisance.
    /// </summary>
    private static string TlsDirectory(ServerOptions options) => Path.Combine(PlaceOf(options), "tls");

    private static string PlaceOf(ServerOptions options) => options.DataDirectory ?? Path.Combine(
        Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "virga");

    private IReadOnlyList<IControlRoute> Routes(ServerOptions options) =>
    [
        new HealthRoute(() => Health, Product.Version),
        new InfoRoute(() => new(
            Product.Version,
            Registry.Operations.GroupBy(name => name[..name.IndexOf(':', StringComparison.Ordinal)])
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            store.World.Revision,
            options.DataDirectory)),
        new ResetRoute(() =>
        {
            store.Clear();
            return reconciler.SweepAsync();
        }),
        new ExplainRoute(store, new FabricSettings()),
        new LoginRoute(store, new(reconciler)),
        new ClockRoute(clock, timekeeper.RunDue, "GET"), new ClockRoute(clock, timekeeper.RunDue, "POST"),
        .. metadata.Routes,
        new IssuerKeys(store),
        .. authority is null ? (IControlRoute[])[] : [new CertificateRoute(authority)],
        .. networks is null ? [] : ((string[])["GET", "PUT", "DELETE"])
            .Select(method => new PublishedPortRoute(networks, method)),
        .. networks is null ? (IControlRoute[])[] : [new FlowLogRoute(networks.FlowLogs)],
    ];
}
