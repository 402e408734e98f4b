using System.Collections.Concurrent;
using Virga.Libvirt.Interop;

namespace Virga.Libvirt.Machines;

/// <summary>The serial ports of machines that somebody is at: one each, as on AWS.</summary>
internal sealed class SerialConsoles(LibvirtHost host, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SerialConsoleStream?> taken = new(StringComparer.Ordinal);

    internal bool IsTaken(string instanceId) => taken.ContainsKey(instanceId);

    /// <exception cref="IOException">It can not be; the text says why.</exception>
    internal Stream Open(string instanceId)
    {
        if (!taken.TryAdd(instanceId, null)) throw new IOException("somebody else is at its serial console");
        try
        {
            using var domain = host.Connect().FindDomain(instanceId)
                ?? throw new IOException("there is no such machine");
            var stream = new SerialConsoleStream(
                domain.OpenConsole(), time, () => taken.TryRemove(instanceId, out _));
            taken[instanceId] = stream;
            return stream;
        }
        catch (Exception failure)
        {
            taken.TryRemove(instanceId, out _);
            if (failure is LibvirtException refusal) throw new IOException(refusal.Message, refusal);
            throw;
        }
    }

    /// <summary>Nobody stays at any.</summary>
    internal void CloseAll()
    {
        foreach (var stream in taken.Values) stream?.Dispose();
    }
}
