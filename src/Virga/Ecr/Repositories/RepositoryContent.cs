using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Ecr.LifecyclePolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Repositories;

/// <summary>All that a repository holds.</summary>
internal static class RepositoryContent
{
    /// <summary>Removes it; the bytes follow when nobody else refers to them.</summary>
    public static void RemoveAll(Change change, string repository)
    {
        foreach (var row in change.Rows<ManifestRow>().By(ManifestRow.ByRepository, repository).ToList())
            ImageRemoval.RemoveRows(change, row);
        foreach (var row in change.Rows<LayerRow>().By(LayerRow.ByRepository, repository).ToList())
            change.Remove<LayerRow>(row.Id);
        change.Remove<LifecyclePolicyPreviewRow>(repository);
        change.Cancel<LifecyclePolicyRuns>(repository);
    }
}
