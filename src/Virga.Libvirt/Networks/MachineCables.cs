using System.Collections.Concurrent;
using Virga.Compute;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;

namespace Virga.Libvirt.Networks;

/// <summary>
/// How machines get their network: by taps that the fabric takes into the VPC while the machine's processors are
/// halted, so that no packet of it is ever on the host; or libvirt's own network where that cannot be. A machine keeps
/// the way that it was started with.
/// </summary>
internal sealed class MachineCables(LibvirtOptions options, LibvirtHost host, TimeProvider time)
{
    private const int SshPort = 22;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, DateTimeOffset> starts = new(StringComparer.Ordinal);

    /// <summary>The way of a machine that is started now.</summary>
    /// <exception cref="MachineException">Real networks are insisted on and do not work here.</exception>
    internal async Task<MachineNetwork> WayAsync(CancellationToken cancellation)
    {
        if (!host.IsLocal) return Own("the hypervisor is on another machine");
        var way = await options.Networks.BeginAsync(cancellation).ConfigureAwait(false);
        return way switch
        {
            { IsReal: true, TakesTaps: true } => way,
            { IsReal: true } => Own("the engine's networks are not those of this machine"),
            _ => Own("there is no fabric"),
        };
    }

    /// <summary>Starts a machine, or lets it go on from where it was saved; its first packet meets its VPC.</summary>
    internal async Task StartAsync(string instanceId, LibvirtDomain domain, CancellationToken cancellation)
    {
        if (!DomainView.Parse(domain.DefinitionXml).HasTaps)
        {
            domain.Start();
            return;
        }

        domain.StartPaused();
        starts[instanceId] = time.GetUtcNow();
        await PlugAsync(instanceId, cancellation).ConfigureAwait(false);
        domain.Resume();
    }

    /// <summary>
    /// Sees to it that a machine that was started with taps has a card for each interface, and each card its cable.
    /// </summary>
    internal async Task ConnectAsync(Machine machine, LibvirtDomain domain, CancellationToken cancellation)
    {
        if (!DomainView.Parse(domain.Xml).HasTaps) return;
        // After a restart of the emulator the networks go on, and nobody has asked for them yet.
        await options.Networks.BeginAsync(cancellation).ConfigureAwait(false);
        await RemoveCardsAsync(
            domain, card => machine.Interfaces.All(one => !card.IsOf(one.MacAddress)), cancellation)
            .ConfigureAwait(false);
        try
        {
            await AddCardsAsync(machine, domain, cancellation).ConfigureAwait(false);
        }
        catch (CutCableException)
        {
            // The networks were made anew, and the cables went with the old ones.
            await RemoveCardsAsync(domain, _ => true, cancellation).ConfigureAwait(false);
            await AddCardsAsync(machine, domain, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Where a client of this host gets in, and what does not hold; the address only in libvirt's network.
    /// </summary>
    internal MachineFacts Facts(string instanceId, bool hasTaps, string? address)
    {
        if (!hasTaps) return new() { Address = address, SshEndpoint = address is null ? null : $"{address}:{SshPort}" };
        var port = options.Ports?.Open(
            instanceId, (client, token) => options.Networks.DialAsync(instanceId, SshPort, client, token));
        return new()
        {
            SshEndpoint = port is null ? null : $"127.0.0.1:{port}",
            Limitation = port is null ? options.Ports?.NoneFree : null,
        };
    }

    /// <summary>The machine runs no more.</summary>
    internal void Ended(string instanceId)
    {
        starts.TryRemove(instanceId, out _);
        options.Ports?.Close(instanceId);
        options.Networks.Unplug(instanceId);
    }

    /// <summary>Whether a machine needs to be looked at, for its cable went with the network that it was in.</summary>
    internal bool IsCut(string instanceId) => options.Networks.IsCut(instanceId);

    /// <summary>A machine with taps that runs, as the fabric knows it.</summary>
    internal MachineProcess ProcessOf(string instanceId) =>
        new(instanceId, "", Environment.ProcessId, starts.GetOrAdd(instanceId, _ => time.GetUtcNow()))
        {
            HasTaps = true,
        };

    private Task PlugAsync(string instanceId, CancellationToken cancellation) =>
        options.Networks.PlugAsync(ProcessOf(instanceId), cancellation);

    private async Task AddCardsAsync(Machine machine, LibvirtDomain domain, CancellationToken cancellation)
    {
        var there = DomainView.Parse(domain.Xml).Cards;
        var missing = machine.Interfaces.Where(one => !there.Any(card => card.IsOf(one.MacAddress))).ToList();
        // A machine that runs could send before its new card is in the VPC.
        var isHeld = missing.Count > 0 && domain.State == DomainState.Running;
        if (isHeld) domain.Suspend();
        try
        {
            if (missing.Count > 0) starts[machine.InstanceId] = time.GetUtcNow();
            foreach (var one in missing)
                domain.AttachDevice(
                    DeviceXml.Of(new FabricNic(one.InterfaceId, one.MacAddress)),
                    DomainImpact.Live | DomainImpact.Definition);
            await PlugAsync(machine.InstanceId, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (isHeld) domain.Resume();
        }
    }

    private async Task RemoveCardsAsync(
        LibvirtDomain domain, Func<AttachedCard, bool> isGone, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        foreach (var card in DomainView.Parse(domain.Xml).Cards.Where(card => card.Alias is not null && isGone(card)))
            domain.DetachAlias(card.Alias!, DomainImpact.Live | DomainImpact.Definition);
        while (DomainView.Parse(domain.Xml).Cards.Any(isGone))
        {
            if (time.GetElapsedTime(begun) > Patience)
                throw LibvirtException.OfTimeout($"detach a card from {domain.Name}", (int)Patience.TotalSeconds);
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>What does not hold in libvirt's own network, in a sentence.</summary>
    internal string OnNetwork(string reason) =>
        $"It is in libvirt's network {options.Network}, {reason}: its private address there is not the one in its VPC, "
        + "and security groups do not hold.";

    private MachineNetwork Own(string reason) => new(IsReal: false, OnNetwork($"because {reason}"));
}
