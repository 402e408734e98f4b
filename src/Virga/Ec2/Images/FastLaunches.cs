using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>
/// A Windows image whose launches AWS would prepare. It is kept and shown; nothing is prepared, since no Windows runs
/// here.
/// </summary>
internal sealed record FastLaunch(string ImageId)
{
    public required int TargetResourceCount { get; init; }

    public required int MaxParallelLaunches { get; init; }

    public string? TemplateId { get; init; }

    public string? TemplateName { get; init; }

    public string? TemplateVersion { get; init; }

    /// <summary><c>enabling</c>, <c>enabled</c> or <c>disabling</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset Since { get; init; }

    public DescribeFastLaunchImagesSuccessItem View(WorldView at) => new()
    {
        ImageId = ImageId,
        ResourceType = FastLaunchResourceType.Snapshot,
        SnapshotConfiguration = new() { TargetResourceCount = TargetResourceCount },
        LaunchTemplate = TemplateVersion is null ? null : new()
        {
            LaunchTemplateId = TemplateId, LaunchTemplateName = TemplateName, Version = TemplateVersion,
        },
        MaxParallelLaunches = MaxParallelLaunches,
        OwnerId = at.Account,
        State = State,
        StateTransitionReason = "Client.UserInitiated",
        StateTransitionTime = Since,
    };
}

/// <summary>The images of an account that launch fast.</summary>
internal static class FastLaunches
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static FastLaunch? Find(WorldView at, string? imageId) =>
        ImageSettingsRow.Of(at).FastLaunches.FirstOrDefault(one => one.ImageId == imageId);

    /// <summary>Puts it in the place of what was there for its image, and lets it take its next step.</summary>
    public static void Put(Change change, FastLaunch launch)
    {
        Replace(change, launch.ImageId, launch);
        change.Later<FastLaunchMoves>(Delay, launch.ImageId);
    }

    /// <summary>Replaces or, with null, removes what an image has.</summary>
    public static void Replace(Change change, string imageId, FastLaunch? next)
    {
        var settings = ImageSettingsRow.Of(change);
        var others = settings.FastLaunches.Where(one => one.ImageId != imageId);
        change.Put(settings with { FastLaunches = next is null ? [.. others] : [.. others, next] });
    }
}

/// <summary>Fast launch is enabled, or gone.</summary>
internal sealed class FastLaunchMoves : ITransition
{
    public static void Run(Change change, string subject)
    {
        switch (FastLaunches.Find(change, subject))
        {
            case { State: FastLaunchStateCode.Enabling } launch:
                FastLaunches.Replace(
                    change, subject, launch with { State = FastLaunchStateCode.Enabled, Since = change.Now });
                break;
            case { State: FastLaunchStateCode.Disabling }:
                FastLaunches.Replace(change, subject, null);
                break;
        }
    }
}
