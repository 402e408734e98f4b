using Virga.Compute;
using Virga.Docker.Devices;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;

namespace Virga.Docker.Backend;

/// <summary>
/// Images made of instances: the container's file system, committed under the tag <c>virga-image/HOME:AMI</c>. They are
/// the emulator's own and go with their AMI, unlike images that a person tagged as an AMI.
/// </summary>
internal sealed class DockerCapture(DockerEngine engine, DockerVolumes volumes, DockerSettings settings)
{
    private const string Prefix = "virga-image/";

    /// <summary>As an orderly stop of an instance.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private string Repository => Prefix + settings.Home;

    /// <summary>
    /// Captures a container, and has its volumes copied at the same moment. It is stopped and started again for it
    /// where
    /// that is wanted, else held.
    /// </summary>
    public async Task<string> CaptureAsync(
        CaptureWish wish, Func<CancellationToken, Task> meanwhile, CancellationToken cancellation)
    {
        var container = DockerLabels.NameOf(wish.InstanceId);
        // A capture that a crash broke off may have made it already: without its tag that image would stay for ever.
        await RemoveAsync(ReferenceOf(wish.ImageId), cancellation).ConfigureAwait(false);
        if (!wish.Reboots)
        {
            await volumes.HoldAsync(wish.InstanceId, TakeAsync, cancellation).ConfigureAwait(false);
            return ReferenceOf(wish.ImageId);
        }

        await engine.Containers.StopAsync(container, Grace, cancellation).ConfigureAwait(false);
        try
        {
            await TakeAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            await engine.Containers.StartAsync(container, CancellationToken.None).ConfigureAwait(false);
        }

        return ReferenceOf(wish.ImageId);

        async Task TakeAsync(CancellationToken token)
        {
            await CommitAsync(container, wish, token).ConfigureAwait(false);
            await meanwhile(token).ConfigureAwait(false);
        }
    }

    /// <summary>Another tag on the same image.</summary>
    public async Task<string> CopyAsync(string reference, string imageId, CancellationToken cancellation)
    {
        await engine.Images.TagAsync(reference, Repository, imageId, cancellation).ConfigureAwait(false);
        return ReferenceOf(imageId);
    }

    /// <summary>Removes tags of this emulator's but for these AMIs', and with the last one an image's bytes.</summary>
    public async Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation)
    {
        var filters = EngineFilters.None.With("reference", Repository);
        var found = await engine.Images.ListAsync(filters, cancellation).ConfigureAwait(false);
        var imageIds = wanted();
        foreach (var tag in found.SelectMany(image => image.RepoTags ?? []))
        {
            if (!tag.StartsWith(Repository + ':', StringComparison.Ordinal)) continue;
            if (!imageIds.Contains(tag[(Repository.Length + 1)..]))
                await RemoveAsync(tag, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>What an AMI of ours is called by the engine.</summary>
    public string ReferenceOf(string imageId) => $"{Repository}:{imageId}";

    private Task<string> CommitAsync(string container, CaptureWish wish, CancellationToken cancellation) =>
        engine.Containers.CommitAsync(container, new ContainerCommit
        {
            Repository = Repository,
            Tag = wish.ImageId,
            Comment = $"Created by CreateImage({wish.InstanceId})",

            // Held or stopped already; the engine would refuse to hold it a second time.
            IsPaused = false,
            Changes = [.. GuestInit.CaptureChanges, $"LABEL {DockerLabels.Devices}= {DockerLabels.Instance}="],
        }, cancellation);

    private async Task RemoveAsync(string tag, CancellationToken cancellation)
    {
        try
        {
            await engine.Images.UntagAsync(tag, cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException exception) when (exception.IsNotFound)
        {
            // Somebody else was faster.
        }
    }
}
