using Virga.Libvirt.Interop;

namespace Virga.Libvirt;

/// <summary>
/// The hypervisor that we use, through one connection that is opened again after its daemon went away. Listeners stay
/// subscribed over that.
/// </summary>
internal sealed class LibvirtHost(string uri) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<Action<LifecycleEvent>> listeners = [];
    private LibvirtConnection? connection;

    internal string Uri => uri;

    /// <summary>Disks, consoles and interfaces of this machine can be handed to machines there.</summary>
    internal bool IsLocal => IsOfThisMachine(uri);

    /// <summary>Whether a URI names the hypervisor of this machine.</summary>
    internal static bool IsOfThisMachine(string uri) =>
        !System.Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0;

    /// <summary>The live connection.</summary>
    /// <exception cref="LibvirtException">Nobody answers.</exception>
    internal LibvirtConnection Connect()
    {
        lock (gate)
        {
            if (connection is { IsAlive: true } live)
                return live;
            // Not disposed here: another thread may be inside a call on it. Its handle goes when the last one lets go.
            connection = LibvirtConnection.Open(uri);
            if (listeners.Count > 0)
                connection.Subscribe(Hear);
            return connection;
        }
    }

    /// <summary>Somebody answered lately, so that it is worth asking something at the end.</summary>
    internal bool IsConnected
    {
        get
        {
            lock (gate)
                return connection is { IsAlive: true };
        }
    }

    /// <summary>Why there is no connection; null where there is one.</summary>
    internal string? UnavailableBecause()
    {
        try
        {
            Connect();
            return null;
        }
        catch (LibvirtException error)
        {
            return error.Message;
        }
    }

    /// <summary>
    /// Has <paramref name="heard"/> called on libvirt's thread when a domain changes state. It must be quick.
    /// </summary>
    internal void Listen(Action<LifecycleEvent> heard)
    {
        lock (gate)
        {
            listeners.Add(heard);
            if (listeners.Count == 1)
                connection?.Subscribe(Hear);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            connection?.Dispose();
            connection = null;
        }
    }

    private void Hear(LifecycleEvent change)
    {
        Action<LifecycleEvent>[] all;
        lock (gate)
            all = [.. listeners];
        foreach (var listener in all)
            listener(change);
    }
}
