using Virga.Compute;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;

namespace Virga.Docker.Backend;

/// <content>What the engine says by itself.</content>
internal sealed partial class DockerBackend
{
    /// <summary>A kill so shortly before the end of a container was its cause.</summary>
    private static readonly TimeSpan KillReach = TimeSpan.FromSeconds(60);

    /// <summary>
    /// An init that calls reboot(2) in a namespace of its own is ended by SIGINT for off and halt, by SIGHUP for a
    /// restart (Source: pid_namespaces(7)). It may only call that with CAP_SYS_BOOT.
    /// </summary>
    private const string KernelOff = "130";

    private static readonly string[] RebootStatuses = [GuestInit.RebootStatus.ToString(), "129"];

    private async Task WatchAsync(IMachineObserver observer)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await WatchOnceAsync(observer, stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is DockerEngineException or IOException)
            {
                if (health.State != "unavailable") Log.WentAway(log, exception.Message);
                health = new("docker", "unavailable", exception.Message);
            }

            await Task.Delay(ComeBackAfter, time, stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchOnceAsync(IMachineObserver observer, CancellationToken cancellation)
    {
        var version = await engine.VersionAsync(cancellation).ConfigureAwait(false);
        var since = time.GetUtcNow().ToUnixTimeSeconds().ToString();
        observer.Images(Name, await images.ListAsync(cancellation).ConfigureAwait(false));
        health = new("docker", "running", $"engine {version.Version} at {engine.Host}");
        observer.Recovered(Name);
        var filters = new EngineFilters().With("type", "container", "image");
        await foreach (var happened in engine.EventsAsync(filters, since, cancellation).ConfigureAwait(false))
        {
            if (happened.Type == "image")
                observer.Images(Name, await images.ListAsync(cancellation).ConfigureAwait(false));
            else Note(observer, happened);
        }
    }

    private void Note(IMachineObserver observer, EngineEvent happened)
    {
        var labels = happened.Actor?.Attributes;
        if (labels?.GetValueOrDefault(DockerLabels.Home) != settings.Home) return;
        if (labels.GetValueOrDefault(DockerLabels.Instance) is not { } instance) return;
        switch (happened.Action)
        {
            case "kill":
                killed[instance] = time.GetUtcNow();
                break;
            case "start":
                // What was killed for a restart has nothing to do with how the next boot ends.
                killed.TryRemove(instance, out _);
                if (IsBusy(instance)) break;
                _ = LookAsync(instance);
                observer.Seen(instance, Power.Running, isGuestInitiated: false);
                break;
            case "die" when !IsBusy(instance):
                _ = LookAsync(instance);
                NoteEnd(observer, instance, labels.GetValueOrDefault("exitCode"));
                break;
            case "destroy" when !IsBusy(instance):
                observer.Seen(instance, Power.Terminated, isGuestInitiated: false);
                break;
        }
    }

    private void NoteEnd(IMachineObserver observer, string instance, string? exitCode)
    {
        var wasKilled = killed.TryRemove(instance, out var at) && time.GetUtcNow() - at < KillReach;
        if (!wasKilled && exitCode is not null && RebootStatuses.Contains(exitCode))
            _ = RestartAsync(observer, instance);
        else observer.Seen(instance, Power.Stopped, isGuestInitiated: !wasKilled && exitCode is ("0" or KernelOff));
    }

    /// <summary>A new process of a guest needs its cables anew; nobody waits for it.</summary>
    private async Task LookAsync(string instance)
    {
        try
        {
            while (!IsBusy(instance))
            {
                try
                {
                    await networks.LookAsync(instance, stopping.Token).ConfigureAwait(false);
                    return;
                }
                catch (IOException notYet)
                {
                    Log.NotPlugged(log, instance, notYet.Message);
                    await Task.Delay(ComeBackAfter, time, stopping.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is DockerEngineException or OperationCanceledException)
        {
            // All machines are looked at anew when the engine is back.
        }
    }

    /// <summary>The guest rebooted itself.</summary>
    private async Task RestartAsync(IMachineObserver observer, string instance)
    {
        try
        {
            await engine.Containers.StartAsync(DockerLabels.NameOf(instance), stopping.Token).ConfigureAwait(false);
            if (userData.Knows(instance)) userData.Begin(instance, observer, stopping.Token);
        }
        catch (Exception exception) when (exception is DockerEngineException or OperationCanceledException)
        {
            observer.Seen(instance, Power.Stopped, isGuestInitiated: true);
        }
    }
}
