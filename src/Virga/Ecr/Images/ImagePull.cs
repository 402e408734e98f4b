using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>The time at which an image was last pulled.</summary>
internal static class ImagePull
{
    /// <summary>ECR refreshes it once a day (API Reference, ImageDetail).</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromHours(24);

    /// <summary>Records a pull, unless one is recorded already or the principal is excluded.</summary>
    public static async ValueTask RecordAsync(Session session, Scope scope, ManifestRow row)
    {
        var at = session.Read().At(scope);
        if (at.Now - row.PulledAt < Freshness) return;
        if (RegistryRow.Of(at).PullTimeExclusions.Any(one => one.PrincipalArn == at.Caller.Arn)) return;
        await session.Store.CommitAsync(scope, change =>
        {
            if (change.Find<ManifestRow>(row.Id) is { } image) change.Put(image with { PulledAt = change.Now });
            return true;
        }).ConfigureAwait(false);
    }
}
