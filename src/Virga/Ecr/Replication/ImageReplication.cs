using Virga.Ecr.CreationTemplates;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Ecr.RegistryPolicies;
using Virga.Ecr.Repositories;
using Virga.Iam.Evaluation;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Replication;

/// <summary>
/// Copies of images in other regions and accounts of this emulator. Bytes are kept once by their digest, so a copy is
/// rows. Source: ECR User Guide, "Private image replication".
/// </summary>
internal static class ImageReplication
{
    /// <summary>Begins to replicate an image that was pushed, where rules say so.</summary>
    public static void Consider(Change change, ManifestRow row)
    {
        var targets = Destinations(change, row.Repository).ToList();
        if (targets.Count == 0) return;
        change.Put(change.Get<ManifestRow>(row.Id) with
        {
            Replications =
            [
                .. targets.Select(target => new ImageReplicationStatus
                {
                    Region = target.Region, RegistryId = target.Account, Status = ReplicationStatus.INPROGRESS,
                }),
            ],
        });
        change.Later<ImageReplicates>(ImageReplicates.Delay, row.Id);
    }

    /// <summary>Copies an image to one place, and says how that went.</summary>
    public static ImageReplicationStatus Copy(Change source, ManifestRow row, Scope target)
    {
        var status = new ImageReplicationStatus
        {
            Region = target.Region, RegistryId = target.Account, Status = ReplicationStatus.COMPLETE,
        };
        if (Failure(source, row, source.At(target)) is not { } code) return status;
        status.Status = ReplicationStatus.FAILED;
        status.FailureCode = code;
        return status;
    }

    private static string? Failure(Change source, ManifestRow row, Change target)
    {
        var isForeign = target.Account != source.Account;
        if (isForeign && !Allows(source, target, row.Repository, "ecr:ReplicateImage")) return "AccessDenied";
        if (target.Find<RepositoryRow>(row.Repository) is not { } repository)
        {
            if (isForeign && !Allows(source, target, row.Repository, "ecr:CreateRepository")) return "AccessDenied";
            var template = RepositoryFromTemplate.Find(target, row.Repository, RCTAppliedFor.REPLICATION);
            repository = RepositoryFromTemplate.Make(target, row.Repository, template);
        }

        CopyRows(source, row, target);
        foreach (var tag in ImageLookup.TagsOf(source, row))
        {
            var id = ImageTagRow.IdOf(row.Repository, tag);
            var old = target.Find<ImageTagRow>(id);
            if (old?.Digest == row.Digest) continue;
            if (old is not null && !RepositoryRules.IsTagMutable(repository, tag)) return "ImageTagAlreadyExists";
            target.Put(new ImageTagRow(id) { Repository = row.Repository, Tag = tag, Digest = row.Digest });
        }

        return null;
    }

    private static void CopyRows(Change source, ManifestRow row, Change target)
    {
        foreach (var child in row.Children)
            if (source.Find<ManifestRow>(ManifestRow.IdOf(row.Repository, child)) is { } image)
                CopyRows(source, image, target);
        foreach (var blob in row.Blobs)
        {
            var id = ManifestRow.IdOf(row.Repository, blob.Digest);
            if (target.Find<LayerRow>(id) is not null || source.Find<LayerRow>(id) is not { } layer) continue;
            target.Put(layer with { UploadedAt = target.Now, IsClaimed = true, Sequence = 0 });
        }

        if (target.Find<ManifestRow>(row.Id) is null)
            target.Put(row with { PushedAt = target.Now, PulledAt = null, Replications = [], Sequence = 0 });
    }

    private static IEnumerable<Scope> Destinations(WorldView at, string repository) =>
        RegistryRow.Of(at).ReplicationRules
            .Where(rule => rule.RepositoryFilters is not { Count: > 0 } filters || filters.Exists(filter =>
                repository.StartsWith(filter.Filter ?? "", StringComparison.Ordinal)))
            .SelectMany(rule => rule.Destinations ?? [])
            .Select(one => new Scope(one.RegistryId ?? at.Account, one.Region ?? at.Region))
            .Where(scope => scope != at.Scope).Distinct();

    /// <summary>Another account's registry policy must let this one in.</summary>
    private static bool Allows(WorldView source, WorldView target, string repository, string action)
    {
        if (RegistryRow.Of(target).PolicyText is not { } text) return false;
        var policy = PolicyReader.Read(text, PolicyKind.Resource);
        var root = new RequestPrincipal(source.Account, $"arn:aws:iam::{source.Account}:root");
        return PolicyEvaluator.EvaluateTrust(new(
            root, action, EcrPlace.ArnOf(target, repository), target.Account, new(),
            new() { Resource = new("registry", "Resource Policy", policy) })).IsAllowed;
    }
}

/// <summary>A replication takes its time; most are done within 30 minutes on AWS.</summary>
internal sealed class ImageReplicates : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<ManifestRow>(subject) is not { } row) return;
        change.Put(row with
        {
            Replications =
            [
                .. row.Replications.Select(one => one.Status == ReplicationStatus.INPROGRESS
                    ? ImageReplication.Copy(change, row, new Scope(one.RegistryId!, one.Region!))
                    : one),
            ],
        });
    }
}
