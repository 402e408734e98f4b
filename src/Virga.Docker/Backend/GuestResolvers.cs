using System.Collections.Concurrent;
using Virga.Compute;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;

namespace Virga.Docker.Backend;

/// <summary>
/// Tells running containers of other resolvers and search domains than they were made with, as a DHCP client learns of
/// them when it renews its lease. The engine writes what it was told at creation at each start, so that is known.
/// </summary>
internal sealed class GuestResolvers(DockerEngine engine)
{
    private readonly ConcurrentDictionary<string, Told> told = new(StringComparer.Ordinal);

    /// <summary>Sees to it that a running container has them.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="wanted">What it should have; null for what it was told last.</param>
    /// <param name="seen">Its container.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>Why it has not, in a sentence.</returns>
    public async Task<string?> TellAsync(
        string instanceId, MachineResolvers? wanted, ContainerInspection seen, CancellationToken cancellation)
    {
        var last = told.GetValueOrDefault(instanceId);
        if ((wanted?.ToText() ?? last?.Text) is not { } text) return null;
        var now = new Told(text, seen.State.StartedAt);
        if (now == last) return null;
        var has = last?.Start == now.Start ? last.Text : MadeWith(seen.HostConfig);
        if (has != text)
        {
            var exec = new ExecSpec { Cmd = [GuestInit.Path, "resolvers", text], User = "0:0" };
            var end = await engine.Execs.RunAsync(seen.Id, exec, default, cancellation).ConfigureAwait(false);
            if (end.ExitCode != 0)
                return $"The machine could not be told of its DHCP options: {(end.ErrorText + end.OutputText).Trim()}";
        }

        told[instanceId] = now;
        return null;
    }

    /// <summary>Null where the engine gave its own: it does so for a container that names no resolver.</summary>
    private static string? MadeWith(HostConfig? host) => host is { Dns: { Count: > 0 } addresses }
        ? new MachineResolvers(addresses, host.DnsSearch ?? []).ToText()
        : null;

    public void Forget(string instanceId) => told.TryRemove(instanceId, out _);

    private sealed record Told(string Text, DateTimeOffset Start);
}
