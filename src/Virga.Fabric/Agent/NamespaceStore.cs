using System.Net.Sockets;
using Virga.Fabric.Netlink;
using Virga.Fabric.Nftables;
using Virga.Fabric.Plan;

namespace Virga.Fabric.Agent;

/// <summary>
/// The network namespaces of ours. Each is also mounted on a file of the state directory where mounting is allowed, so
/// that networks go on while the agent is away and the next agent finds them; otherwise they end with the agent, and
/// guests are left without network: closed, not open.
/// </summary>
internal sealed class NamespaceStore : IAsyncDisposable
{
    private readonly NamespaceThread thread = new();
    private readonly Dictionary<string, NetworkNamespace> open = new(StringComparer.Ordinal);
    private readonly byte[] buffer = new byte[RouteSocket.BufferLength];
    private readonly string directory;
    private readonly bool ownsEdge;

    private NamespaceStore(FabricAgentOptions options)
    {
        directory = Path.Combine(options.StateDirectory, "netns");
        ownsEdge = options.HasOwnEdge;
    }

    public IReadOnlyDictionary<string, NetworkNamespace> All => open;

    /// <summary>Why namespaces do not survive the agent; null if they do.</summary>
    public string? MountRefusal { get; private set; }

    /// <summary>Where /proc/sys can be written to; null if nowhere.</summary>
    public KernelSettings Settings { get; private set; } = null!;

    public static async Task<NamespaceStore> OpenAsync(FabricAgentOptions options)
    {
        var store = new NamespaceStore(options);
        Directory.CreateDirectory(store.directory);
        store.Settings = KernelSettings.Find(options.StateDirectory);
        foreach (var path in Directory.GetFiles(store.directory))
            await store.ReopenAsync(Path.GetFileName(path));
        if (!store.open.ContainsKey(PlanNames.Edge))
        {
            if (store.ownsEdge)
                await store.CreateAsync(PlanNames.Edge);
            else
                await store.AddAsync(PlanNames.Edge, OpenPath("/proc/self/ns/net"));
        }

        return store;
    }

    public async Task<NetworkNamespace> CreateAsync(string name)
    {
        var path = Path.Combine(directory, name);
        int descriptor;
        try
        {
            await File.WriteAllBytesAsync(path, []);
            descriptor = await thread.Create(MountRefusal is null ? path : null);
        }
        catch (IOException refusal) when (
            MountRefusal is null && refusal.Message.StartsWith("mount", StringComparison.Ordinal))
        {
            MountRefusal = refusal.Message;
            descriptor = await thread.Create(null);
        }

        return await AddAsync(name, descriptor);
    }

    /// <summary>Deletes a namespace with all links in it.</summary>
    public void Remove(string name)
    {
        if (open.Remove(name, out var gone))
            gone.Dispose();
        var path = Path.Combine(directory, name);
        _ = Native.Unmount(path, Native.DetachMount);
        File.Delete(path);
    }

    /// <summary>Opens a guest's namespace for a piece of work. The caller disposes it.</summary>
    public async Task<GuestNamespace> OpenGuestAsync(string path)
    {
        var descriptor = OpenPath(path);
        try
        {
            return new GuestNamespace(
                descriptor, new RouteSocket(await thread.Run(descriptor, RouteSocket.Open), buffer));
        }
        catch
        {
            _ = Native.Close(descriptor);
            throw;
        }
    }

    /// <summary>A socket that lives in a namespace; it is bound and used outside of it.</summary>
    public async Task<Socket> OpenSocketAsync(
        int inside, AddressFamily family, SocketType type, ProtocolType protocol = ProtocolType.Unspecified)
    {
        var domain = family == AddressFamily.InterNetwork ? Native.AddressFamilyInet : Native.AddressFamilyInet6;
        var descriptor = await thread.Run(inside, () =>
            Native.Socket(domain, (int)type | Native.CloseOnExec, (int)protocol) is var made and >= 0
                ? made
                : throw Native.Failure("socket"));
        return new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
    }

    /// <summary>Writes a kernel setting of a namespace; the text of the refusal, or null.</summary>
    public Task<string?> SetAsync(int descriptor, string setting, string value) =>
        thread.Run(descriptor, () => Settings.Write(setting, value));

    public ValueTask DisposeAsync()
    {
        foreach (var item in open.Values)
            item.Dispose();
        open.Clear();
        thread.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A file without a mount is what an ended agent left behind that was not allowed to mount.</summary>
    private async Task ReopenAsync(string name)
    {
        var descriptor = OpenPath(Path.Combine(directory, name));
        try
        {
            // Whoever made it gave it filters before anything else.
            (await AddAsync(name, descriptor)).IsFiltered = true;
        }
        catch (IOException)
        {
            _ = Native.Close(descriptor);
            Remove(name);
        }
    }

    private async Task<NetworkNamespace> AddAsync(string name, int descriptor)
    {
        var routes = new RouteSocket(await thread.Run(descriptor, RouteSocket.Open), buffer);
        var nft = new NftContext(await thread.Run(descriptor, NftContext.Open));
        return open[name] = new NetworkNamespace(name, descriptor, routes, nft);
    }

    private static int OpenPath(string path) =>
        Native.Open(path, Native.CloseOnExec) is var made and >= 0 ? made : throw Native.Failure($"open {path}");
}

/// <summary>A guest's namespace, open for a moment.</summary>
internal sealed class GuestNamespace(int descriptor, RouteSocket routes) : IDisposable
{
    public int Descriptor { get; } = descriptor;

    public RouteSocket Routes { get; } = routes;

    public void Dispose()
    {
        Routes.Dispose();
        _ = Native.Close(Descriptor);
    }
}
